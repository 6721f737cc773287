import type { Evidence } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StoredCheck } from '../use-cases/ports.ts';

/**
 * Checks as they are stored: without the names of fields that all have, and each source of evidence (a
 * collector at an instant) once. A third of the plain document's size. Fields that the domain adds ride along
 * under their names, so an addition there needs nothing here.
 */
export type PackedChecks = readonly [sources: readonly PackedSource[], checks: readonly PackedCheck[]];

type PackedSource = readonly [collector: string | null, collectedAt: Instant | null];
/** `states` = the letters of outcome and standing. `more` is left out where there is nothing more. */
type PackedCheck = readonly [
  rule: string,
  states: string,
  since: Instant,
  evidence: readonly PackedEvidence[],
  more?: Partial<StoredCheck>,
];
/** `value` is left out where the fact has none; evidence with more than the usual fields stays as it is. */
type PackedEvidence = readonly [path: string, source: number, value?: Evidence['value']] | Evidence;

const LETTERS: Readonly<Record<Outcome, string>> = {
  pass: 'p',
  fail: 'f',
  unknown: 'u',
  exempt: 'e',
  not_applicable: 'n',
};
/** Stands where a rule was not checked. */
const NO_CHECK = '-';
const SINCE_DIGITS = 15;
const CHECK_FIELDS = 5;
const EVIDENCE_FIELDS: ReadonlySet<string> = new Set(['path', 'value', 'collector', 'collectedAt']);

export function letterOf(outcome: Outcome): string {
  return LETTERS[outcome];
}

/** The outcome that a letter stands for; undefined = the rule was not checked. */
export function outcomeOf(letter: string): Outcome | undefined {
  return OUTCOMES.get(letter);
}

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map(
  // The keys of a record of all outcomes are outcomes.
  Object.entries(LETTERS).map(([outcome, letter]) => [letter, outcome as Outcome]),
);

export function packChecks(checks: readonly StoredCheck[]): PackedChecks {
  const sources = new Map<string, number>();
  const packedSources: PackedSource[] = [];
  const sourceOf = ({ collector, collectedAt }: Evidence): number => {
    const name = `${collectedAt} ${collector}`;
    const known = sources.get(name);
    if (known !== undefined) return known;
    sources.set(name, packedSources.length);
    return packedSources.push([collector ?? null, collectedAt ?? null]) - 1;
  };
  return [packedSources, checks.map((check) => packCheck(check, sourceOf))];
}

function packCheck(check: StoredCheck, sourceOf: (evidence: Evidence) => number): PackedCheck {
  const evidence = check.evidence.map((one) => packEvidence(one, sourceOf));
  const states = LETTERS[check.outcome] + LETTERS[check.standing];
  // Taking an object apart is slow, and most checks pass with nothing more to say.
  if (Object.keys(check).length === CHECK_FIELDS) return [check.rule, states, check.since, evidence];
  const { rule, outcome, standing, since, evidence: _, ...more } = check;
  return [rule, states, since, evidence, more];
}

function packEvidence(evidence: Evidence, sourceOf: (evidence: Evidence) => number): PackedEvidence {
  for (const field in evidence) if (!EVIDENCE_FIELDS.has(field)) return evidence;
  const source = sourceOf(evidence);
  return evidence.value === undefined ? [evidence.path, source] : [evidence.path, source, evidence.value];
}

export function unpackChecks([sources, checks]: PackedChecks): readonly StoredCheck[] {
  return checks.map(([rule, states, since, evidence, more]) => ({
    rule,
    // What was packed from an outcome reads as one.
    outcome: outcomeOf(states.charAt(0)) as Outcome,
    standing: outcomeOf(states.charAt(1)) as Outcome,
    since,
    evidence: evidence.map((one) => unpackEvidence(one, sources)),
    ...more,
  }));
}

function unpackEvidence(packed: PackedEvidence, sources: readonly PackedSource[]): Evidence {
  if (!isTuple(packed)) return packed;
  const [path, source, value] = packed;
  const [collector, collectedAt] = sources[source] ?? [null, null];
  return {
    path,
    ...(value === undefined ? {} : { value }),
    ...(collector === null ? {} : { collector }),
    ...(collectedAt === null ? {} : { collectedAt }),
  };
}

function isTuple(packed: PackedEvidence): packed is Exclude<PackedEvidence, Evidence> {
  return Array.isArray(packed);
}

/** At each rule's place the letter of its outcome: what questions about one rule read. */
export function outcomeLetters(checks: readonly StoredCheck[], places: ReadonlyMap<string, number>): string {
  return row(checks, places, ({ outcome }) => LETTERS[outcome], NO_CHECK);
}

/** At each rule's place the instant since which its outcome holds, in as many digits as sort by time. */
export function sinceCells(checks: readonly StoredCheck[], places: ReadonlyMap<string, number>): string {
  const cell = ({ since }: StoredCheck) => String(since).padStart(SINCE_DIGITS, '0');
  return row(checks, places, cell, '0'.repeat(SINCE_DIGITS));
}

function row(
  checks: readonly StoredCheck[],
  places: ReadonlyMap<string, number>,
  cellFor: (check: StoredCheck) => string,
  empty: string,
): string {
  const cells: string[] = [];
  for (const check of checks) {
    const place = places.get(check.rule);
    if (place === undefined) throw new Error(`the rule ${check.rule} has no place`);
    cells[place] = cellFor(check);
  }
  // Array.from also visits the places that nothing was put at.
  return Array.from(cells, (cell) => cell ?? empty).join('');
}

/** Where in `outcomes` and `sinces` a rule stands, counted from 1 as SQL does. */
export function cellOf(place: number) {
  return { outcome: place + 1, since: place * SINCE_DIGITS + 1, sinceLength: SINCE_DIGITS };
}
