import type { FactSource, FactType } from './fact.ts';
import { type FactPath, textOfPath } from './fact-path.ts';
import type { Duration } from './instant.ts';
import { type Stop, stop } from './rules/stop.ts';

/** A fact that rules read, as they want it. */
export interface FactSlot {
  readonly path: FactPath;
  readonly type: FactType;
  /** The rule's own limit of age; null = the collector's. */
  readonly maxAge: Duration | null;
  /** Whether it lies in a namespace where anything goes (`custom`, `attested`). */
  readonly open: boolean;
  /** For how long the rules that read it hold on to it. */
  readonly holds: readonly Duration[];
}

/** A collector that answers for a slot, with the place of its document. */
export interface Candidate {
  readonly collector: string;
  readonly place: number;
  readonly maxAge: Duration;
}

export interface PlannedSlot extends FactSlot {
  /** The path below the namespace. */
  readonly keys: readonly string[];
  /** Configured collectors that declare it, in order of precedence. */
  readonly candidates: readonly Candidate[];
  /** Those that would know but are not configured: what they once said is still held for a while. */
  readonly resting: readonly Candidate[];
  /** For a group of fields: the slots of its fields, since different collectors may fill them. */
  readonly within: readonly PlannedSlot[];
  readonly unknown: Stop;
  readonly missing: Stop;
}

/**
 * Who answers which slot, worked out once for a scorecard and a list of sources, so that the facts of each
 * service are only looked up.
 */
export interface FactPlan {
  readonly sources: readonly FactSource[];
  readonly slots: readonly PlannedSlot[];
  /** Place of a document by namespace and collector. */
  readonly places: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly width: number;
  /** By place: ages of a document at which a slot stops being fresh, or held. */
  readonly deadlines: readonly (readonly Duration[])[];
}

export function planFacts(slots: readonly FactSlot[], sources: readonly FactSource[]): FactPlan {
  const places = new Map<string, Map<string, number>>();
  let width = 0;
  const placeOf = (namespace: string, collector: string): number => {
    const collectors = places.get(namespace) ?? new Map<string, number>();
    places.set(namespace, collectors);
    const place = collectors.get(collector) ?? width++;
    collectors.set(collector, place);
    return place;
  };
  const planned = slots.map((slot, index) => planSlot(slot, index, sources, placeOf));
  return { sources, slots: planned, places, width, deadlines: deadlinesOf(planned, width) };
}

type PlaceOf = (namespace: string, collector: string) => number;

function planSlot(
  slot: FactSlot,
  index: number,
  sources: readonly FactSource[],
  placeOf: PlaceOf,
): PlannedSlot {
  const [namespace, ...keys] = slot.path;
  const path = textOfPath(slot.path);
  const isLeaf = !slot.open && slot.type.kind !== 'object';
  const declaring = isLeaf
    ? sources.filter(({ fills }) => fills.some((filled) => isWithin(path, filled)))
    : [];
  const candidateOf = ({ collector, maxAge }: FactSource): Candidate => ({
    collector,
    place: placeOf(namespace, collector),
    maxAge: slot.maxAge ?? maxAge,
  });
  return {
    ...slot,
    keys,
    candidates: declaring.filter(({ configured }) => configured === true).map(candidateOf),
    resting: declaring.filter(({ configured }) => configured !== true).map(candidateOf),
    within: fieldsOf(slot).map((field) => planSlot(field, index, sources, placeOf)),
    unknown: stop('unknown', path, index),
    missing: stop('missing', path, index),
  };
}

function fieldsOf(slot: FactSlot): readonly FactSlot[] {
  if (slot.type.kind !== 'object') return [];
  return slot.type.fields.map(({ name, type }) => ({ ...slot, path: [...slot.path, name], type }));
}

/** Whether a path is the one that is filled, or lies below it. */
function isWithin(path: string, filled: string): boolean {
  return path === filled || path.startsWith(`${filled}.`);
}

function deadlinesOf(slots: readonly PlannedSlot[], width: number): readonly (readonly Duration[])[] {
  const deadlines = Array.from({ length: width }, () => new Set<Duration>());
  for (const { candidates, resting, holds } of slots.flatMap(withFields)) {
    for (const { place, maxAge } of [...candidates, ...resting]) {
      for (const age of [maxAge, ...holds.map((hold) => maxAge + hold)]) deadlines[place]?.add(age);
    }
  }
  return deadlines.map((ages) => [...ages]);
}

function withFields(slot: PlannedSlot): readonly PlannedSlot[] {
  return [slot, ...slot.within.flatMap(withFields)];
}
