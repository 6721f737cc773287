/** Others hear of what stays open although its owners were told: the team's channel, then the tier's approvers. */
import { namedApprovers } from '../../domain/exceptions/approvers.ts';
import type { Instant } from '../../domain/instant.ts';
import { type EscalationStep, escalate } from '../../domain/planner/escalate.ts';
import { type Gap, gapKey } from '../../domain/planner/gap.ts';
import type { Context } from '../context.ts';
import { tierNamed } from '../exceptions/deciders.ts';
import { categoriesOf, rulesInForce } from '../exceptions/rules-in-force.ts';
import type { Audience, Intent } from '../message-ports.ts';
import type { Escalation, NudgeRecord } from '../nudge-ports.ts';
import type { Look } from './due-nudges.ts';
import { intentOf } from './intents.ts';

/** Takes the steps that are due of what these looks found; each is taken once, whoever looks. Returns how many. */
export async function takeSteps(
  context: Context,
  looks: readonly Look[],
  everybody: ReadonlyMap<string, readonly string[]>,
  now: Instant,
): Promise<number> {
  const candidates = looks.flatMap((look) => look.gaps.filter(isPressing).map((gap) => ({ look, gap })));
  if (candidates.length === 0) return 0;
  const keys = [...new Set(candidates.map(({ gap }) => gap.service))];
  const { nudges } = context.store;
  const [answers, taken, past] = await Promise.all([
    nudges.answers(keys),
    nudges.escalations(keys),
    pastOf(context, looks, everybody, now),
  ]);
  const steps = candidates.flatMap(({ look, gap }) => {
    const service = look.services.get(gap.service);
    const team = look.reached.teams.find(({ id }) => id === service?.owner);
    if (service === undefined || team === undefined) return [];
    const tier = tierNamed(service.tier, context.policy);
    const step = escalate({
      kind: gap.kind,
      delivered: deliveredOf(gap, past),
      answeredAt: answers.get(gap.service) ?? null,
      after: tier.escalateAfter,
      everyDays: tier.nudgeEveryDays,
      taken: stepsOf(gap, taken),
      hasChannel: team.channel !== undefined && look.reached.audience.kind === 'person',
    });
    return step === null ? [] : [{ gap, step, channel: team.channel, tier: service.tier }];
  });
  return steps.length === 0 ? 0 : tell(context, steps, now);
}

const HALF_A_YEAR = 180 * 24 * 3_600_000;

function isPressing({ kind }: Gap): boolean {
  return kind === 'bar' || kind === 'initiative';
}

/** What was told to whoever was steward, not only to who is now. */
async function pastOf(
  { store }: Context,
  looks: readonly Look[],
  everybody: ReadonlyMap<string, readonly string[]>,
  now: Instant,
): Promise<readonly NudgeRecord[]> {
  const known = new Set(looks.map(({ reached }) => reached.key));
  const others = looks
    .flatMap(({ reached }) => reached.teams.flatMap(({ id }) => everybody.get(id) ?? []))
    .filter((key) => !known.has(key));
  const more = others.length === 0 ? [] : await store.nudges.since(now - HALF_A_YEAR, [...new Set(others)]);
  return [...looks.flatMap(({ past }) => past), ...more];
}

function deliveredOf(gap: Gap, past: readonly NudgeRecord[]): readonly Instant[] {
  const key = gapKey(gap);
  return past.flatMap(({ gaps, deliveredAt, state }) =>
    deliveredAt !== null && state === 'planned' && gaps.some((one) => gapKey(one) === key)
      ? [deliveredAt]
      : [],
  );
}

function stepsOf(gap: Gap, taken: readonly Escalation[]): Partial<Record<EscalationStep, Instant>> {
  const key = gapKey(gap);
  return Object.fromEntries(taken.filter((one) => one.gap === key).map(({ step, at }) => [step, at]));
}

interface Step {
  readonly gap: Gap;
  readonly step: EscalationStep;
  readonly channel: string | undefined;
  readonly tier: string;
}

async function tell(context: Context, steps: readonly Step[], now: Instant): Promise<number> {
  const audiences = new Map<Step, readonly Audience[]>();
  for (const step of steps) audiences.set(step, await audiencesOf(context, step));
  context.reached('escalation.resolved');
  const taken = await context.store.transaction(async (ports) => {
    const fresh = await ports.nudges.escalate(
      steps.map(({ gap, step }) => ({ serviceKey: gap.service, gap: gapKey(gap), step, at: now })),
    );
    const isFresh = ({ gap, step }: Step) =>
      fresh.some((one) => one.gap === gapKey(gap) && one.step === step);
    const intents = steps.filter(isFresh).flatMap((step): readonly Intent[] => {
      const subject = { service: step.gap.service, gap: gapKey(step.gap), step: step.step };
      return (audiences.get(step) ?? []).map((audience) =>
        intentOf('escalation', { subject, audience, occasion: 'once' }, now),
      );
    });
    if (intents.length > 0) await ports.messages.add(intents);
    context.reached('escalation.written');
    return fresh.length;
  });
  context.reached('escalation.taken');
  return taken;
}

async function audiencesOf(
  context: Context,
  { gap, step, channel, tier }: Step,
): Promise<readonly Audience[]> {
  if (step === 'channel') return channel === undefined ? [] : [{ kind: 'channel', channel }];
  const { store, policy, directory } = context;
  const record = (await store.catalog.byKeys([gap.service])).get(gap.service);
  const categories = categoriesOf([gap.id], rulesInForce(await context.scorecards()));
  const matter = { categories, system: record?.service.system ?? null, kind: 'one-time' } as const;
  const { people, unresolved } = await directory.resolve(
    namedApprovers(tierNamed(tier, policy), matter).approvers,
  );
  return [...people.map(({ id }) => id), ...unresolved.filter((name) => !name.startsWith('@'))].map(
    (person) => ({
      kind: 'person',
      person,
    }),
  );
}
