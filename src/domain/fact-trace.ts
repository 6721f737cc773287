import type { FactDocument, PathNote } from './fact.ts';
import type { Duration, Instant } from './instant.ts';
import type { Json } from './json.ts';

/** What is known about one fact, and from where. */
export type FactTrace = KnownFact | MissingFact | UnknownFact;

export interface KnownFact {
  readonly state: 'value';
  readonly value: Json;
  readonly collector: string;
  readonly collectedAt: Instant;
}

/** A collector looked and there is no value. */
export interface MissingFact {
  readonly state: 'missing';
  readonly collector: string | null;
  readonly collectedAt: Instant | null;
  /** The collector's words with the remedy: "not linked to on-call: add …". */
  readonly note: string | null;
}

export interface UnknownFact {
  readonly state: 'unknown';
  readonly cause: 'not_collected' | 'unreadable' | 'stale';
  /** Who should know; null = nobody that is configured. */
  readonly collector: string | null;
  readonly reason: string | null;
  readonly since: Instant | null;
  readonly lastGoodAt: Instant | null;
  /** When the last good answer became too old. */
  readonly staleSince: Instant | null;
  /** Its collector has nothing to do with this service: what the others say counts. */
  readonly silent?: true;
}

/** What is asked of a document. */
export interface Question {
  /** Below the namespace: `default_branch`, `required_approvals`. */
  readonly keys: readonly string[];
  readonly now: Instant;
  /** Older is stale. */
  readonly maxAge: Duration;
  /** Whether a value beneath a note "could not be read" will do: it is the last good one. */
  readonly held: boolean;
  /** Whether null is a value, as where anything goes. */
  readonly nullable: boolean;
}

/** What one document says. */
export function readDocument(
  document: FactDocument | undefined,
  collector: string,
  question: Question,
): FactTrace {
  if (document === undefined) return notYet(collector);
  const { value, collectedAt } = document;
  if (isSilent(document)) return silent(document, question.keys);
  if (value === null || collectedAt === null) return neverGood(document);
  if (question.now - collectedAt > question.maxAge) return stale(document, collectedAt, question.maxAge);
  const at = valueAt(value, question.keys);
  const found = at === null && !question.nullable ? undefined : at;
  const unseen = covering(document.unreadable, question.keys);
  if (unseen !== undefined && !(question.held && found !== undefined)) {
    return unreadable(collector, unseen.reason, collectedAt);
  }
  if (found === undefined || isOver(document, question)) {
    return { state: 'missing', collector, collectedAt, note: noteOn(document, question) };
  }
  return { state: 'value', value: found, collector, collectedAt };
}

/** The value at the keys; undefined where there is none. Only what the document itself holds counts. */
export function valueAt(value: Json, keys: readonly string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || Array.isArray(found) || !Object.hasOwn(found, key))
      return undefined;
    // Not an array, as was just seen; the type of a read-only list survives the question.
    found = (found as { readonly [key: string]: Json })[key];
  }
  return found;
}

/** The first note about these keys or about something around them. */
export function covering<N extends { readonly path: string }>(
  notes: readonly N[],
  keys: readonly string[],
): N | undefined {
  if (notes.length === 0) return undefined;
  const path = keys.join('.');
  return notes.find((note) => note.path === '' || path === note.path || path.startsWith(`${note.path}.`));
}

function isOver({ expiring = [] }: FactDocument, { keys, now }: Question): boolean {
  const expiry = covering(expiring, keys);
  return expiry !== undefined && expiry.until <= now;
}

function noteOn(document: FactDocument, question: Question): string | null {
  const note: PathNote | undefined = covering(document.absent, question.keys);
  return note?.reason ?? (isOver(document, question) ? 'it has expired: confirm it anew' : null);
}

const NOT_COLLECTED = {
  state: 'unknown',
  cause: 'not_collected',
  reason: null,
  since: null,
  lastGoodAt: null,
  staleSince: null,
} as const;

/** Nobody that is configured answers for the fact. */
export const UNCOLLECTED: UnknownFact = { ...NOT_COLLECTED, collector: null };

function notYet(collector: string): UnknownFact {
  return { ...NOT_COLLECTED, collector };
}

/** Neither an answer nor a failure: the collector was asked and knows nothing of this service here. */
export function isSilent({ value, error }: FactDocument): boolean {
  return value === null && error === null;
}

function silent({ collector, unreadable: notes }: FactDocument, keys: readonly string[]): UnknownFact {
  return { ...notYet(collector), reason: covering(notes, keys)?.reason ?? null, silent: true };
}

function neverGood({ collector, error, failedAt }: FactDocument): UnknownFact {
  return error === null ? notYet(collector) : unreadable(collector, error, failedAt);
}

function unreadable(collector: string, reason: string, since: Instant | null): UnknownFact {
  return {
    state: 'unknown',
    cause: 'unreadable',
    collector,
    reason,
    since,
    lastGoodAt: null,
    staleSince: null,
  };
}

function stale(
  { collector, error, failedAt }: FactDocument,
  lastGoodAt: Instant,
  maxAge: Duration,
): UnknownFact {
  const staleSince = lastGoodAt + maxAge;
  const since = (error === null ? null : failedAt) ?? staleSince;
  return { state: 'unknown', cause: 'stale', collector, reason: error, since, lastGoodAt, staleSince };
}
