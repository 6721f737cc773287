import { v7 as uuidv7 } from 'uuid';
import {
  type Asking,
  type ExceptedRule,
  type Exception,
  newException,
} from '../domain/exceptions/exception.ts';
import type { Instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { AskOutcome, Effect, ExceptionAsk } from './exception-views.ts';
import { type AskProblem, askedRules, problem, tierProblems, wordProblems } from './exceptions/check-ask.ts';
import {
  type Deciders,
  decidersOf,
  questionAbout,
  rememberingDirectory,
  tierNamed,
} from './exceptions/deciders.ts';
import { effectsOf } from './exceptions/effects.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { exceptionTransaction, keepChange } from './exceptions/keep-change.ts';
import { meantServices } from './exceptions/meant-services.ts';
import { type RulesInForce, rulesInForce } from './exceptions/rules-in-force.ts';
import type { Ports, ServiceRecord } from './ports.ts';
import { refuseStrangers } from './reachable-service.ts';

/** One service's part of what is asked, checked. */
interface Part {
  readonly record: ServiceRecord;
  readonly rules: readonly ExceptedRule[];
  readonly until: Instant;
}

/** How many services an ask means, and what it would do where that is one. */
export async function previewException(
  context: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
): Promise<{ readonly services: number; readonly effect: readonly Effect[] }> {
  refuseStrangers(viewer);
  const { parts } = await checkedParts(context, viewer, ask, rulesInForce(await context.scorecards()));
  const [only, another] = parts;
  const effect =
    only === undefined || another !== undefined
      ? []
      : await effectsOf(context, only.record.key, { id: null, rules: ask.rules, until: only.until });
  return { services: parts.length, effect };
}

/**
 * Asks for an exception, one for each service that is meant. Mistakes are told at their fields and nothing is kept;
 * where one is pending or approved already it leads to that. Throws a `UserError` to strangers, an
 * `ExternalServiceError` when Slack does not say who decides.
 */
export async function requestException(
  given: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
): Promise<AskOutcome> {
  refuseStrangers(viewer);
  const context = { ...given, directory: rememberingDirectory(given.directory) };
  const inForce = await context.scorecards();
  const rules = rulesInForce(inForce);
  const { parts, problems } = await checkedParts(context, viewer, ask, rules);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const batch = parts.length > 1 ? uuidv7() : null;
  const asked: { readonly exception: Exception; readonly record: ServiceRecord }[] = [];
  for (const part of parts) {
    const deciders = await decidersFor(context, viewer, ask, part, rules);
    if (deciders.people.length === 0) return { kind: 'invalid', problems: [NOBODY_DECIDES] };
    asked.push({
      exception: exceptionOf(context, viewer, ask, part, { deciders, batch, rules }),
      record: part.record,
    });
  }
  context.reached('ask.checked');
  const { kept, known } = await exceptionTransaction(context.store, async (ports) => {
    const kept: Exception[] = [];
    const known: Exception[] = [];
    for (const { exception, record } of asked) {
      const standing = await knownOne(ports, exception, context.clock.now());
      if (standing !== undefined) known.push(standing);
      else {
        kept.push(exception);
        const by = { id: viewer.id, name: viewer.name };
        const change = { before: null, after: exception, became: 'pending', by } as const;
        await keepChange({ context, ports, inForce, record, told: [viewer.id, viewer.email] }, change);
      }
    }
    context.reached('ask.written');
    return { kept, known };
  });
  context.reached('ask.committed');
  return outcomeOf(context, rules, { kept, known });
}

const NOBODY_DECIDES = problem(
  'services',
  'Nobody but you could decide about this: ready.yml names no other approver or admin who is in this workspace.',
);

async function outcomeOf(
  context: Context,
  rules: RulesInForce,
  { kept, known }: { readonly kept: readonly Exception[]; readonly known: readonly Exception[] },
): Promise<AskOutcome> {
  const { catalog } = context.store;
  const [first] = kept;
  if (first === undefined) {
    const [exception] = await exceptionLines(catalog, rules, known.slice(0, 1));
    if (exception === undefined) throw new Error('nothing was asked');
    return { kind: 'known', exception };
  }
  const exceptions = await exceptionLines(catalog, rules, kept);
  const keys = first.rules.map(({ rule }) => rule);
  const about = { id: first.id, rules: keys, until: first.until };
  return {
    kind: 'asked',
    exceptions,
    effect: kept.length > 1 ? [] : await effectsOf(context, first.serviceKey, about),
  };
}

/** One that stands for one of these rules here; the one that is to be prolonged is none. */
export async function knownOne(
  ports: Pick<Ports, 'exceptions'>,
  { id, serviceKey, rules, extends: prolonged }: Exception,
  now: Instant,
): Promise<Exception | undefined> {
  const { items } = await ports.exceptions.list(
    { serviceKeys: [serviceKey], states: ['pending', 'approved'] },
    { offset: 0, limit: 500 },
  );
  const asked = new Set(rules.map(({ rule }) => rule));
  return items.find(
    (one) =>
      one.id !== id &&
      one.id !== prolonged &&
      one.until > now &&
      one.rules.some(({ rule }) => asked.has(rule)),
  );
}

interface Checked {
  readonly parts: readonly Part[];
  readonly problems: readonly AskProblem[];
}

async function checkedParts(
  context: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
  rules: RulesInForce,
): Promise<Checked> {
  const meant = await meantServices(context, viewer, ask);
  const checked = await Promise.all(
    meant.records.map((record) => checkedPart(context, viewer, ask, record, rules)),
  );
  const askable = meant.filtered ? checked.filter(({ ruleProblems }) => ruleProblems.length === 0) : checked;
  const isNone = meant.filtered && meant.problems.length === 0 && askable.length === 0;
  const extension = await extensionProblems(context, ask, meant.records);
  const found = [
    ...meant.problems,
    ...(isNone ? [problem('services', 'None of these services needs an exception from it.')] : []),
    ...wordProblems(ask),
    ...extension,
    ...askable.flatMap(({ problems, ruleProblems }) => [...ruleProblems, ...problems]),
  ];
  return { parts: askable.map(({ part }) => part), problems: oneForEachField(found) };
}

/** The modal has room for one sentence below a field. */
function oneForEachField(problems: readonly AskProblem[]): readonly AskProblem[] {
  return [...Map.groupBy(problems, ({ field }) => field).values()].flatMap((some) => some.slice(0, 1));
}

/** One service's part of an ask, and what is wrong with it there. */
export async function checkedPart(
  context: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
  record: ServiceRecord,
  rules: RulesInForce,
): Promise<{
  readonly part: Part;
  readonly problems: readonly AskProblem[];
  readonly ruleProblems: readonly AskProblem[];
}> {
  const asked = await askedRules(context, viewer, record, { keys: ask.rules, rules });
  const { until, problems } = tierProblems(ask, record, context);
  return { part: { record, rules: asked.rules, until }, problems, ruleProblems: asked.problems };
}

async function extensionProblems(
  { store }: Context,
  ask: ExceptionAsk,
  records: readonly ServiceRecord[],
): Promise<readonly AskProblem[]> {
  if (ask.extends === null) return [];
  const extended = await store.exceptions.byId(ask.extends);
  const [only, another] = records;
  const isItsOwn = extended !== undefined && only?.key === extended.serviceKey && another === undefined;
  if (!isItsOwn) return [problem('services', 'Only an exception of this very service can be prolonged.')];
  if (['approved', 'expired'].includes(extended.state)) return [];
  return [
    problem('services', `It was ${extended.state}, so there is nothing to prolong. Ask for a new one.`),
  ];
}

function decidersFor(
  { directory, policy }: Context,
  viewer: Viewer,
  ask: Pick<ExceptionAsk, 'kind'>,
  { record, rules: asked }: Part,
  rules: RulesInForce,
): Promise<Deciders> {
  const about = { tier: record.service.tier, rules: asked, kind: ask.kind, requester: viewer };
  return decidersOf(directory, policy, questionAbout(about, record, { rules, policy }));
}

function exceptionOf(
  { policy, clock }: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
  { record, rules: asked, until }: Part,
  {
    deciders,
    batch,
    rules,
  }: { readonly deciders: Deciders; readonly batch: string | null; readonly rules: RulesInForce },
): Exception {
  const requester = { id: viewer.id, name: viewer.name };
  const tier = tierNamed(record.service.tier, policy);
  const about = { tier: tier.id, rules: asked, kind: ask.kind, requester };
  return newException({
    ...about,
    id: uuidv7(),
    serviceKey: record.key,
    requestedAt: clock.now(),
    ...wordsOf(ask),
    askedUntil: until,
    approvalsRequired: questionAbout(about, record, { rules, policy }).required,
    extends: ask.extends,
    batch,
    asked: askingOf(deciders, tier.ask === 'channel' ? (policy.exceptions?.channel ?? null) : null),
  });
}

/** What was typed, as it is kept. */
export function wordsOf(ask: ExceptionAsk): Pick<Exception, 'reason' | 'risk' | 'followUp'> {
  const followUp = ask.followUp?.trim() ?? '';
  return { reason: ask.reason.trim(), risk: ask.risk.trim(), followUp: followUp === '' ? null : followUp };
}

function askingOf({ people, fallback, admins }: Deciders, channel: string | null): Asking {
  return { people: people.map(({ id }) => id), channel, fallback, admins };
}
