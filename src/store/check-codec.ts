import type { Evidence } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StoredCheck } from '../use-cases/ports.ts';

/**
 * Checks as they are stored: without the names of fields that all have, and each source of evidence (a collector
 * at an instant) and each piece of evidence once, for many rules read the same facts. Fields that the domain adds ride
 * along under their names, so an addition there needs nothing here.
 */
export type PackedChecks = readonly [
  sources: readonly PackedSource[],
  evidence: readonly PackedEvidence[],
  checks: readonly PackedCheck[],
];

type PackedSource = readonly [collector: string | null, collectedAt: Instant | null];
/** `states` = the letters of outcome and standing. `more` is left out where there is nothing more. */
type PackedCheck = readonly [
  rule: string,
  states: string,
  since: Instant,
  /** Places in the list of evidence. */
  evidence: readonly number[],
  more?: Partial<StoredCheck>,
];
/** `value` is left out where the fact has none; where there is more than a value, `more` holds all of it. */
type PackedEvidence = readonly [
  path: string,
  source: number,
  value?: Evidence['value'],
  more?: Partial<Evidence>,
];

const LETTERS: Readonly<Record<Outcome, string>> = {
  pass: 'p',
  fail: 'f',
  unknown: 'u',
  exempt: 'e',
  not_applicable: 'n',
};
/** Stands where a rule was not checked. */
export const NO_CHECK = '-';
const SINCE_DIGITS = 15;
const CHECK_FIELDS = 5;
const EVIDENCE_FIELDS: ReadonlySet<string> = new Set(['path', 'value', 'collector', 'collectedAt']);
const NO_SINCE = '0'.repeat(SINCE_DIGITS);

export function letterOf(outcome: Outcome): string {
  return LETTERS[outcome];
}

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map(
  // The keys of a record of all outcomes are outcomes.
  Object.entries(LETTERS).map(([outcome, letter]) => [letter, outcome as Outcome]),
);

/** Undefined where the rule was not checked. */
export function outcomeOfLetter(letter: string): Outcome | undefined {
  return OUTCOMES.get(letter);
}

export function packChecks(checks: readonly StoredCheck[]): PackedChecks {
  const sources: PackedSource[] = [];
  const known = new Map<string, Known[]>();
  const evidence: PackedEvidence[] = [];
  const placeOf = (one: Evidence) => {
    const same = known.get(one.path) ?? [];
    const found = same.find((other) => isSame(other.evidence, one));
    if (found !== undefined) return found.place;
    const place = evidence.push(packEvidence(one, sources)) - 1;
    known.set(one.path, [...same, { evidence: one, place }]);
    return place;
  };
  const packed = checks.map((check) => packCheck(check, check.evidence.map(placeOf)));
  return [sources, evidence, packed];
}

interface Known {
  readonly evidence: Evidence;
  readonly place: number;
}

/** Whoever judges hands the same object to all rules that read a fact; what was stored before is another one. */
function isSame(one: Evidence, other: Evidence): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function packCheck(check: StoredCheck, evidence: readonly number[]): PackedCheck {
  const states = LETTERS[check.outcome] + LETTERS[check.standing];
  // Taking an object apart is slow, and most checks pass with nothing more to say.
  if (Object.keys(check).length === CHECK_FIELDS) return [check.rule, states, check.since, evidence];
  const { rule, outcome, standing, since, evidence: _, ...more } = check;
  return [rule, states, since, evidence, more];
}

function packEvidence(evidence: Evidence, sources: PackedSource[]): PackedEvidence {
  const source = placeOfSource(evidence, sources);
  for (const field in evidence) {
    if (EVIDENCE_FIELDS.has(field)) continue;
    const { path, collector: _, collectedAt: __, ...more } = evidence;
    return [path, source, null, more];
  }
  return evidence.value === undefined ? [evidence.path, source] : [evidence.path, source, evidence.value];
}

/** Where the evidence's source stands; added when it is new. There are as many as collectors: a handful. */
function placeOfSource(evidence: Evidence, sources: PackedSource[]): number {
  const collector = evidence.collector ?? null;
  const collectedAt = evidence.collectedAt ?? null;
  const known = sources.findIndex((source) => source[0] === collector && source[1] === collectedAt);
  return known === -1 ? sources.push([collector, collectedAt]) - 1 : known;
}

/** Checks of one service share their evidence as they did when they were judged. */
export function unpackChecks(packed: PackedChecks | PackedBefore): readonly StoredCheck[] {
  if (packed.length === 2) return unpackBefore(packed);
  const [sources, evidence, checks] = packed;
  const unpacked = evidence.map((one) => unpackEvidence(one, sources));
  return checks.map(([rule, states, since, places, more]) =>
    unpackCheck(
      rule,
      states,
      since,
      places.flatMap((place) => unpacked[place] ?? []),
      more,
    ),
  );
}

/** As checks were stored before each piece of evidence stood once; what is judged anew is stored as the others. */
type PackedBefore = readonly [
  sources: readonly PackedSource[],
  checks: readonly (readonly [string, string, Instant, readonly PackedEvidence[], Partial<StoredCheck>?])[],
];

function unpackBefore([sources, checks]: PackedBefore): readonly StoredCheck[] {
  return checks.map(([rule, states, since, evidence, more]) =>
    unpackCheck(
      rule,
      states,
      since,
      evidence.map((one) => unpackEvidence(one, sources)),
      more,
    ),
  );
}

function unpackCheck(
  rule: string,
  states: string,
  since: Instant,
  evidence: readonly Evidence[],
  more: Partial<StoredCheck> | undefined,
): StoredCheck {
  const [outcome, standing] = [outcomeOf(states.charAt(0)), outcomeOf(states.charAt(1))];
  return { rule, outcome, standing, since, evidence, ...more };
}

function outcomeOf(letter: string): Outcome {
  const outcome = OUTCOMES.get(letter);
  if (outcome === undefined) throw new Error(`no outcome has the letter "${letter}"`);
  return outcome;
}

function unpackEvidence(
  [path, source, value, more]: PackedEvidence,
  sources: readonly PackedSource[],
): Evidence {
  const [collector, collectedAt] = sources[source] ?? [null, null];
  return {
    path,
    ...(more ?? (value === undefined ? {} : { value })),
    ...(collector === null ? {} : { collector }),
    ...(collectedAt === null ? {} : { collectedAt }),
  };
}

/** What questions about one rule read, at each rule's place: the letter of its outcome, and since when it holds. */
export interface RuleCells {
  readonly outcomes: string;
  /** In as many digits as sort by time. */
  readonly sinces: string;
}

export function ruleCells(checks: readonly StoredCheck[], places: ReadonlyMap<string, number>): RuleCells {
  const byPlace: StoredCheck[] = [];
  for (const check of checks) {
    const place = places.get(check.rule);
    if (place === undefined) throw new Error(`the rule ${check.rule} has no place`);
    byPlace[place] = check;
  }
  let outcomes = '';
  let sinces = '';
  for (let place = 0; place < byPlace.length; place += 1) {
    const check = byPlace[place];
    outcomes += check === undefined ? NO_CHECK : LETTERS[check.outcome];
    sinces += check === undefined ? NO_SINCE : String(check.since).padStart(SINCE_DIGITS, '0');
  }
  return { outcomes, sinces };
}

/** Where in `outcomes` and `sinces` a rule stands, counted from 1 as SQL does. */
export function cellOf(place: number) {
  return { outcome: place + 1, since: place * SINCE_DIGITS + 1, sinceLength: SINCE_DIGITS };
}
