import type { FactDocument } from './fact.ts';
import type { Candidate, FactPlan, PlannedSlot, Shortcut } from './fact-plan.ts';
import {
  covering,
  type FactTrace,
  isSilent,
  type MissingFact,
  readDocument,
  UNCOLLECTED,
} from './fact-trace.ts';
import type { Duration, Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';

/** The documents of one service, each at the place that the plan gives it. */
export interface KnownFacts {
  readonly plan: FactPlan;
  readonly placed: readonly (FactDocument | undefined)[];
  /**
   * By reading of the plan: what the document says, when it is good and fresh and there is nothing about it that
   * would have to be looked at more closely; undefined = its collector has nothing to do with this service;
   * null otherwise.
   */
  readonly plain: readonly (JsonObject | null | undefined)[];
  /**
   * Until when the clock alone cannot change what these documents say; not after now = some are stale or expire,
   * and have to be looked at one by one.
   */
  readonly calmUntil: Instant;
  /** Documents of namespaces where anything goes, in order of precedence: pushed values before the catalog's. */
  readonly open: readonly FactDocument[];
  readonly now: Instant;
}

/**
 * What is known about a slot and from where. `hold` = how long an answer still does once it is too old; null =
 * fresh answers only.
 */
export function traceFact(slot: PlannedSlot, facts: KnownFacts, hold: Duration | null): FactTrace {
  const plain = tracePlainly(slot, facts);
  if (plain !== null) return plain;
  const fresh = trace(slot, slot.candidates, facts, null);
  if (fresh.state !== 'unknown' || hold === null) return fresh;
  // Who is no longer asked has a part in it with what it once said, and none with what it cannot say.
  const resting = slot.resting.filter((one) => answerBy(one, slot, facts, hold).state !== 'unknown');
  const held = trace(slot, [...slot.candidates, ...resting], facts, hold);
  return held.state === 'unknown' ? fresh : held;
}

/** By the shortcut, like nearly all facts. */
function tracePlainly({ shortcut, candidates: [first] }: PlannedSlot, facts: KnownFacts): FactTrace | null {
  if (shortcut === null || first === undefined) return null;
  const value = followShortcut(shortcut, facts);
  const collectedAt = facts.placed[first.place]?.collectedAt ?? null;
  if (value === undefined || collectedAt === null) return null;
  return { state: 'value', value, collector: first.collector, collectedAt };
}

/** The fact at the end of a shortcut; undefined when it has to be looked at more closely. */
export function followShortcut({ reading, key, below }: Shortcut, { plain }: KnownFacts): Json | undefined {
  // No object inherits these keys, so a plain look-up is safe; a list or a text has none of them either.
  let found: Json | undefined = plain[reading]?.[key];
  if (below !== null) found = (found as JsonObject | null | undefined)?.[below];
  return found === null ? undefined : found;
}

function trace(
  slot: PlannedSlot,
  candidates: readonly Candidate[],
  facts: KnownFacts,
  hold: Duration | null,
): FactTrace {
  if (slot.open) return slot.keys.length === 0 ? traceWhole(slot, facts, hold) : traceOpen(slot, facts, hold);
  if (slot.type.kind === 'object') return traceGroup(slot, facts, hold);
  return settle(candidates.map((one) => answerBy(one, slot, facts, hold))) ?? UNCOLLECTED;
}

function answerBy(
  { collector, place, maxAge }: Candidate,
  slot: PlannedSlot,
  facts: KnownFacts,
  hold: Duration | null,
): FactTrace {
  return readDocument(facts.placed[place], collector, questionTo(slot, facts, maxAge, hold));
}

function questionTo(slot: PlannedSlot, { now }: KnownFacts, maxAge: Duration, hold: Duration | null) {
  return { keys: slot.keys, now, maxAge: maxAge + (hold ?? 0), held: hold !== null, nullable: slot.open };
}

/**
 * The first collector with a value wins. A fact is missing only when all of them looked and found nothing: while
 * one of them is out of reach, it may know what the others do not. One that is silent has no part in it, unless
 * all are.
 */
function settle(all: readonly FactTrace[]): FactTrace | undefined {
  const heard = all.filter((answer) => answer.state !== 'unknown' || answer.silent !== true);
  const answers = heard.length > 0 ? heard : all;
  const first = (state: FactTrace['state']) => answers.find((answer) => answer.state === state);
  const noted = answers.find((answer) => answer.state === 'missing' && answer.note !== null);
  return first('value') ?? first('unknown') ?? noted ?? first('missing');
}

/** A group has a value as soon as one of its fields has. */
function traceGroup(slot: PlannedSlot, facts: KnownFacts, hold: Duration | null): FactTrace {
  const answers = slot.within.map((field) => ({
    name: field.path.at(-1) ?? '',
    answer: traceFact(field, facts, hold),
  }));
  const settled = settle(answers.map(({ answer }) => answer)) ?? UNCOLLECTED;
  if (settled.state !== 'value') return settled;
  const fields = answers.flatMap(({ name, answer }) =>
    answer.state === 'value' ? [[name, answer.value] as const] : [],
  );
  return { ...settled, value: Object.fromEntries(fields) };
}

const NOTHING: MissingFact = { state: 'missing', collector: null, collectedAt: null, note: null };

/** `custom` and `attested`: by top key, the first document that has it decides. They always count as collected. */
function traceOpen(slot: PlannedSlot, facts: KnownFacts, hold: Duration | null): FactTrace {
  const answers: FactTrace[] = [];
  for (const document of facts.open) {
    if (document.namespace !== slot.path[0] || isSilent(document)) continue;
    const answer = answerOf(document, slot, facts, hold);
    if (hasTopKey(document, slot)) return answer;
    if (says(document, slot)) answers.push(answer);
  }
  return settle(answers) ?? NOTHING;
}

function answerOf(
  document: FactDocument,
  slot: PlannedSlot,
  facts: KnownFacts,
  hold: Duration | null,
): FactTrace {
  return readDocument(
    document,
    document.collector,
    questionTo(slot, facts, maxAgeOf(document, slot, facts.plan), hold),
  );
}

/** Without a limit of the rule or of a collector, what people and pipelines say does not grow old. */
export function maxAgeOf(
  { collector }: FactDocument,
  slot: { readonly maxAge: Duration | null },
  plan: FactPlan,
): Duration {
  return slot.maxAge ?? plan.maxAges.get(collector) ?? Number.POSITIVE_INFINITY;
}

function hasTopKey({ value }: FactDocument, { keys: [top = ''] }: PlannedSlot): boolean {
  return value !== null && Object.hasOwn(value, top);
}

/** Whether a document without the key has anything to say about it: a failure, or a note. */
function says(document: FactDocument, { keys }: PlannedSlot): boolean {
  return (
    document.value === null || covering([...document.unreadable, ...document.absent], keys) !== undefined
  );
}

/** All of a namespace where anything goes, merged by top key. */
function traceWhole(slot: PlannedSlot, facts: KnownFacts, hold: Duration | null): FactTrace {
  const answers = facts.open
    .filter((document) => document.namespace === slot.path[0] && !isSilent(document))
    .map((document) => answerOf(document, slot, facts, hold));
  const values = answers.flatMap((answer) => (answer.state === 'value' ? [answer.value] : []));
  const settled = settle(answers);
  // Not Object.assign: a key called __proto__ is a key like any other.
  const merged: Json = Object.fromEntries(
    values.toReversed().flatMap((value) => Object.entries(value ?? {})),
  );
  return settled?.state === 'value' ? { ...settled, value: merged } : (settled ?? NOTHING);
}

/** For a fact that nobody configured answers for: who would, and what they lack. */
export function lackingFor(
  slot: PlannedSlot,
  { sources }: FactPlan,
): readonly { readonly collector: string; readonly lacks: string }[] {
  const resting = [slot, ...slot.within].flatMap((one) => one.resting.map(({ collector }) => collector));
  return sources.flatMap(({ collector, configured }) =>
    configured !== true && resting.includes(collector) ? [{ collector, lacks: configured.lacks }] : [],
  );
}
