import { v7 as uuidv7 } from 'uuid';
import { type Attestation, attestationInForce, readStatement } from '../domain/attestation.ts';
import { UserError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { localDate } from '../domain/local-date.ts';
import type { Viewer } from '../domain/rights.ts';
import {
  type Attestable,
  attestableRules,
  currentOf,
  historyOf,
  keyOf,
  mayAttest,
  notTheirs,
  ruleIdOf,
} from './attestable-rules.ts';
import type { AttestAsk, AttestationLine, AttestOutcome } from './attestation-views.ts';
import type { Context, ScorecardsInForce } from './context.ts';
import { attestationsOfRecord, keepAttestation } from './keep-attestation.ts';
import type { ServiceRecord } from './ports.ts';
import { reachableService } from './reachable-service.ts';
import { type ReadinessCard, readinessCard } from './show-readiness.ts';

/**
 * Keeps what somebody states and judges the service at once, in one transaction. Throws a `UserError` where it is not
 * theirs to state.
 */
export async function attest(context: Context, viewer: Viewer, ask: AttestAsk): Promise<AttestOutcome> {
  const record = await reachableService(context, viewer, ask.service, 'see-service');
  const inForce = await context.scorecards();
  const rule = await theirs(context, viewer, record, inForce, ask.rule);
  const kept = await context.store.transaction(async (ports) => {
    const now = context.clock.now();
    const before = currentOf(rule, await attestationsOfRecord(ports, record), now);
    const { timezone } = viewer;
    const read = readStatement(ask, { ...rule.attest, now, timezone, current: before });
    if (!('stated' in read)) return read.problems;
    const attestation: Attestation = {
      id: uuidv7({ msecs: now }),
      serviceKey: record.key,
      rule: keyOf(rule),
      by: viewer.id,
      byName: viewer.name,
      ...read.stated,
    };
    if (before !== undefined && isSame(before, attestation, viewer)) return before;
    const cause = `attested by ${viewer.name} until ${dayWords(attestation.until, now, context.policy.timezone)}`;
    await keepAttestation({ ...context, store: ports }, inForce, {
      attestation,
      cause,
      act: 'attestation.state',
    });
    return attestation;
  });
  if (isProblems(kept)) return { kind: 'invalid', problems: kept };
  return {
    kind: 'attested',
    line: lineOf(kept, rule),
    card: await readinessCard(context, viewer, record, record.service.id),
  };
}

/** Takes back one's own: the rule counts as if nobody had stated it. Throws a `UserError` where it is not theirs. */
export async function withdrawAttestation(
  context: Context,
  viewer: Viewer,
  service: string,
  id: string,
): Promise<ReadinessCard> {
  const record = await reachableService(context, viewer, service, 'see-service');
  const inForce = await context.scorecards();
  await context.store.transaction(async (ports) => {
    const now = context.clock.now();
    const history = await attestationsOfRecord(ports, record);
    const found = history.find((one) => one.id === id);
    if (found === undefined) throw new UserError('That attestation is not there. Ask for the card again.');
    if (found.by !== viewer.id)
      throw new UserError(
        `Only ${found.byName}, who attested it, can withdraw it. Attest anew what is so now.`,
      );
    // Pressed twice, or ended meanwhile: it counts no more, which is what was asked for.
    if (attestationInForce(historyOf(ruleIdOf(found), history), now) !== found) return;
    const attestation: Attestation = {
      ...found,
      ...{ id: uuidv7({ msecs: now }), statement: '', evidence: null, at: now, until: now },
      byName: viewer.name,
    };
    const cause = `attestation withdrawn by ${viewer.name}`;
    await keepAttestation({ ...context, store: ports }, inForce, {
      attestation,
      cause,
      act: 'attestation.withdraw',
    });
  });
  return readinessCard(context, viewer, record, record.service.id);
}

async function theirs(
  context: Context,
  viewer: Viewer,
  record: ServiceRecord,
  inForce: ScorecardsInForce,
  key: string,
): Promise<Attestable> {
  const evaluations = await context.store.evaluations.of([record.key]);
  const all = attestableRules(inForce, evaluations.get(record.key) ?? []);
  const rule = all.find((one) => keyOf(one) === key);
  if (rule === undefined)
    throw new UserError(
      `${record.service.id} has no rule “${key}” that is attested. Ask for its card again.`,
    );
  if (!(await mayAttest(context, viewer, record, rule))) throw new UserError(notTheirs(rule, record));
  return rule;
}

function lineOf(attestation: Attestation, { rule }: Attestable): AttestationLine {
  return { ...attestation, title: rule.title, withdrawal: false, counts: true, hidden: false };
}

/** The same said twice, by a second click or a repeated request. */
function isSame(before: Attestation, next: Attestation, viewer: Viewer): boolean {
  const isSameDay = localDate(before.at, viewer.timezone) === localDate(next.at, viewer.timezone);
  const { by, statement, evidence } = before;
  return isSameDay && by === next.by && statement === next.statement && evidence === next.evidence;
}

type Problems = Extract<AttestOutcome, { kind: 'invalid' }>['problems'];

function isProblems(kept: Attestation | Problems): kept is Problems {
  return Array.isArray(kept);
}

/** "10 June"; with the year where it is another. */
function dayWords(at: Instant, now: Instant, timeZone: string): string {
  const isThisYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear();
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone, ...year }).format(at);
}
