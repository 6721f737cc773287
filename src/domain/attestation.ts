/** What a person states because no system can tell: when it counts, and what is wrong with what they typed. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { localDate } from './local-date.ts';
import type { Attest } from './scorecard.ts';

/**
 * One line of the history of statements, append-only. The newest of a service and rule is what counts. One that counts
 * for no time (`until` = `at`) takes back what was stated before.
 */
export interface Attestation {
  /** UUIDv7 of the moment at which it was recorded: the order of the history. */
  readonly id: string;
  readonly serviceKey: string;
  /** `scorecard/rule`. */
  readonly rule: string;
  /** Empty where it takes back. */
  readonly statement: string;
  /** A link; null = none. */
  readonly evidence: string | null;
  /** Slack user id and name of who stated it. */
  readonly by: string;
  readonly byName: string;
  /** When what is stated was so; when it was taken back. */
  readonly at: Instant;
  /** It counts until then; not included. */
  readonly until: Instant;
}

export function isWithdrawal({ at, until }: Attestation): boolean {
  return until <= at;
}

/** When it was recorded, which may be days after what it states. */
export function recordedAt({ id }: Pick<Attestation, 'id'>): Instant {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/** What was known at that moment to count at that moment, of one rule's history (newest first). */
export function attestationInForce(history: readonly Attestation[], at: Instant): Attestation | undefined {
  const newest = history.find((one) => recordedAt(one) <= at);
  return newest === undefined || newest.until <= at ? undefined : newest;
}

/** As somebody typed it. */
export interface Statement {
  readonly statement: string;
  readonly evidence: string;
  /** ISO date, in the person's own zone. */
  readonly date: string;
}

export type StatementField = keyof Statement;

export interface StatementProblem {
  readonly field: StatementField;
  readonly message: string;
}

/** What a statement is held to. */
export interface Terms extends Pick<Attest, 'validFor' | 'evidence'> {
  readonly now: Instant;
  /** IANA, of the person. */
  readonly timezone: string;
  /** What counts now; a statement of an earlier day would shorten it. */
  readonly current: Attestation | undefined;
}

export const LONGEST_STATEMENT = 1_000;
const LONGEST_EVIDENCE = 400;

export type ReadStatement =
  | { readonly problems: readonly StatementProblem[] }
  | {
      readonly problems: readonly [];
      readonly stated: Pick<Attestation, 'statement' | 'evidence' | 'at' | 'until'>;
    };

/** What is stated and for how long it counts, or all that is wrong with it, at its fields. */
export function readStatement(typed: Statement, terms: Terms): ReadStatement {
  const statement = typed.statement.trim();
  const evidence = typed.evidence.trim();
  const at = momentOf(typed.date, terms);
  const problems = [
    ...about('statement', statementProblem(statement)),
    ...about('evidence', evidenceProblem(evidence, terms)),
    ...about('date', dateProblem(at, terms)),
  ];
  if (problems.length > 0 || at === undefined) return { problems };
  const until = at + terms.validFor;
  return { problems: [], stated: { statement, evidence: evidence === '' ? null : evidence, at, until } };
}

function about(field: StatementField, message: string | null): readonly StatementProblem[] {
  return message === null ? [] : [{ field, message }];
}

function statementProblem(statement: string): string | null {
  if (statement === '') return 'Say what you checked, and what you found.';
  return statement.length > LONGEST_STATEMENT ? `Keep it below ${LONGEST_STATEMENT} letters.` : null;
}

function evidenceProblem(evidence: string, terms: Pick<Attest, 'evidence'>): string | null {
  if (evidence === '')
    return terms.evidence === 'required' ? 'This rule needs a link to the evidence: https://…' : null;
  const isLink = /^https?:\/\/\S+$/i.test(evidence) && URL.canParse(evidence);
  if (!isLink) return 'Paste a link that begins with https:// or http://.';
  return evidence.length > LONGEST_EVIDENCE ? `Use a link of at most ${LONGEST_EVIDENCE} letters.` : null;
}

function dateProblem(at: Instant | undefined, { now, validFor, current }: Terms): string | null {
  if (at === undefined) return 'Choose a day.';
  if (at > now) return 'That day has not come yet: state what was, not what will be.';
  if (at + validFor <= now)
    return 'That is so long ago that it would not count any more. Do it again, then attest.';
  if (current !== undefined && at < current.at && current.until > at + validFor)
    return `${current.byName} attested a later day already. Choose a day after it.`;
  return null;
}

/** Today means now; another day its beginning, so that nothing counts for longer than it may. */
function momentOf(date: string, { now, timezone }: Terms): Instant | undefined {
  if (date === localDate(now, timezone)) return now;
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toZonedDateTime(timezone).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
