import { type Attestation, attestationInForce } from '../domain/attestation.ts';
import { UserError } from '../domain/errors.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import type { Instant } from '../domain/instant.ts';
import { momentAsked } from '../domain/moment-asked.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Rule } from '../domain/scorecard.ts';
import { historyOf } from './attestable-rules.ts';
import type { Context } from './context.ts';
import { attestationsOfRecord } from './keep-attestation.ts';
import { knownService } from './known-service.ts';
import type { ServiceRecord, StoredCheck } from './ports.ts';
import { subjectOf } from './resolve-viewer.ts';
import type { ScorecardVersion } from './scorecard-ports.ts';
import { seesRule } from './sees-rule.ts';
import { type AuditedService, auditedService } from './show-audit.ts';
import { type CheckThen, type StandingThen, standingThen } from './standing-then.ts';
import { type FactThen, VALUES_KEPT_SINCE, valuesBy } from './values-by.ts';

export interface EvidenceQuestion {
  readonly service: string;
  /** An ISO date, meant is its end in the organisation's zone, or an ISO instant. */
  readonly at: string;
  /** Rules that name this control alone; absent = all. */
  readonly control?: string;
}

/** What held for a service at a moment, and what proves it. */
export interface EvidenceView {
  readonly service: AuditedService;
  readonly at: Instant;
  readonly control: string | null;
  readonly scorecards: readonly EvidenceScorecard[];
}

export interface EvidenceScorecard extends Pick<StandingThen, 'bar' | 'level' | 'score'> {
  readonly id: string;
  readonly name: string;
  /** Null: it is not known any more which one was in force. */
  readonly version: string | null;
  readonly rules: readonly EvidenceRule[];
}

export interface EvidenceRule {
  /** `scorecard/rule`. */
  readonly rule: string;
  readonly title: string;
  readonly controls: readonly string[];
  readonly required: boolean;
  readonly check: StoredCheck;
  /** When the outcome became another one; null = it is the same still. */
  readonly heldUntil: Instant | null;
  /**
   * Between when the values shown are known to have been the same; `until` null = they are still. `since` after the
   * moment: what proved the outcome before is not kept, as between two changes within a day.
   */
  readonly values: { readonly since: Instant; readonly until: Instant | null } | null;
  /** As they were then; `later`: just a value is known that came after the moment, while the outcome was the same. */
  readonly facts: readonly FactThen[];
  /** That were in force then. */
  readonly exceptions: readonly Exception[];
  readonly attestation: Attestation | null;
  /** Values, reasons and statements are withheld from this viewer. */
  readonly hidden: boolean;
}

/** Throws a `UserError` for a moment that is none, has not come, or was before the service. */
export async function showEvidence(
  context: Context,
  viewer: Viewer,
  { service, at: asked, control }: EvidenceQuestion,
): Promise<EvidenceView> {
  const record = await knownService(context, viewer, service);
  const at = momentOf(context, record, asked);
  const { store, policy } = context;
  const [evaluations, later, superseded, keptSince, excused, attestations] = await Promise.all([
    store.evaluations.of([record.key]),
    store.evaluations.changesAfter(record.key, at),
    store.evaluations.supersededAfter(record.key, at),
    store.marks.read(VALUES_KEPT_SINCE),
    exceptionsThen(context, record, at),
    attestationsOfRecord(store, record),
  ]);
  // What was last judged of it stays as it was.
  const isGone = record.archivedAt !== null && record.archivedAt <= at;
  const now = evaluations.get(record.key) ?? [];
  const ids = new Set([...now, ...later].map(({ scorecard }) => scorecard));
  const seesSensitive = may(viewer, 'see-sensitive', subjectOf(record, viewer, policy));
  const valuesThen = valuesBy(at, Number(keptSince ?? 0), [
    ...now.flatMap(({ checks }) => checks),
    ...later.flatMap(({ ended = [] }) => ended),
    ...superseded.flatMap(({ checks }) => checks),
  ]);
  const found = await Promise.all(
    [...ids].map(async (id) => {
      const standing = standingThen(
        now.find(({ scorecard }) => scorecard === id),
        later.filter(({ scorecard }) => scorecard === id),
        superseded.filter(({ scorecard }) => scorecard === id),
      );
      const version = await versionThen(context, id, at);
      const proof = { at, valuesThen, excused, attestations, seesSensitive, viewer };
      return standing === null ? [] : [scorecardThen(id, standing, version, proof)];
    }),
  );
  return {
    service: auditedService(record),
    at,
    control: control ?? null,
    scorecards: isGone ? [] : found.flat().flatMap((one) => naming(control, one)),
  };
}

function momentOf({ policy, clock }: Context, { service, addedAt }: ServiceRecord, asked: string): Instant {
  const at = momentAsked(asked, policy.timezone, clock.now());
  if (at === undefined)
    throw new UserError(
      `"${asked}" is no moment. Write a day (2026-03-31) or an instant (2026-03-31T09:00Z).`,
    );
  if (at === 'future') throw new UserError(`${asked} has not come yet.`);
  if (at >= addedAt) return at;
  const came = new Date(addedAt).toISOString().slice(0, 10);
  throw new UserError(`${service.id} came on ${came}: nothing is known of before.`);
}

/** Whatever became of them since. */
async function exceptionsThen(
  { store }: Context,
  { key }: ServiceRecord,
  at: Instant,
): Promise<readonly Exception[]> {
  const { items } = await store.exceptions.list({ serviceKeys: [key] }, { offset: 0, limit: ALL });
  return items.filter(({ from, until, end }) => from !== null && from <= at && at < (end?.at ?? until));
}

const ALL = 100_000;

/**
 * The scorecard as it was in force. The log tells of every loading, of a return to an earlier version too; what was
 * loaded before there was a log is the newest by then.
 */
async function versionThen(
  { store }: Context,
  id: string,
  at: Instant,
): Promise<ScorecardVersion | undefined> {
  const [loaded] = await store.audit.list({ act: 'scorecard.load', subject: id, until: at }, 1);
  const version = loaded?.details.version;
  const known = typeof version === 'string' ? await store.scorecards.version(id, version) : undefined;
  return known ?? store.scorecards.asOf(id, at);
}

interface Proof {
  readonly at: Instant;
  readonly valuesThen: ReturnType<typeof valuesBy>;
  readonly excused: readonly Exception[];
  readonly attestations: readonly Attestation[];
  readonly seesSensitive: boolean;
  readonly viewer: Viewer;
}

function scorecardThen(
  id: string,
  { checks, bar, level, score }: StandingThen,
  version: ScorecardVersion | undefined,
  proof: Proof,
): EvidenceScorecard {
  const scorecard = version?.scorecard;
  const rules = new Map(scorecard?.rules.map((rule, place) => [rule.id, { rule, place }]));
  const place = ({ check }: CheckThen) => rules.get(check.rule)?.place ?? rules.size;
  const seen = checks.filter(({ check }) => {
    const rule = rules.get(check.rule)?.rule;
    return scorecard === undefined || rule === undefined || seesRule(proof.viewer, scorecard, rule);
  });
  return {
    ...{ id, name: scorecard?.name ?? id, version: version?.version ?? null, bar, level, score },
    rules: seen
      .toSorted((a, b) => place(a) - place(b))
      .map((one) => ruleThen(id, one, rules.get(one.check.rule)?.rule, proof)),
  };
}

function ruleThen(
  scorecard: string,
  { check, ended, valuesUntil }: CheckThen,
  rule: Rule | undefined,
  proof: Proof,
): EvidenceRule {
  const { at, valuesThen, excused, attestations } = proof;
  const key = `${scorecard}/${check.rule}`;
  // Of a rule that nobody remembers it is not known whether it was sensitive.
  const hidden = rule?.sensitive !== false && !proof.seesSensitive;
  const { since, facts } = valuesThen(check);
  return {
    rule: key,
    title: rule?.title ?? check.rule,
    controls: rule?.controls ?? [],
    required: rule?.required ?? false,
    check: hidden ? bare(check) : check,
    heldUntil: ended?.at ?? null,
    values: hidden ? null : { since, until: valuesUntil },
    facts: hidden ? [] : facts,
    exceptions: excused.filter(({ rules }) => rules.some((one) => one.rule === key)),
    attestation: hidden ? null : statementThen(check.rule, attestations, at),
    hidden,
  };
}

function statementThen(rule: string, all: readonly Attestation[], at: Instant): Attestation | null {
  return attestationInForce(historyOf(rule, all), at) ?? null;
}

function bare({ rule, outcome, standing, since }: StoredCheck): StoredCheck {
  return { rule, outcome, standing, since, evidence: [] };
}

function naming(control: string | undefined, scorecard: EvidenceScorecard): readonly EvidenceScorecard[] {
  if (control === undefined) return [scorecard];
  const wanted = control.toLowerCase();
  const rules = scorecard.rules.filter(({ controls }) =>
    controls.some((one) => one.toLowerCase() === wanted),
  );
  return rules.length === 0 ? [] : [{ ...scorecard, rules }];
}
