import type { FactSource, FactType } from './fact.ts';
import type { FactPath } from './fact-path.ts';
import type { Duration } from './instant.ts';
import { isInherited } from './rules/selection.ts';
import { type Stop, stop } from './rules/stop.ts';

/** A fact that rules read, as they want it. */
export interface FactSlot {
  readonly path: FactPath;
  /** The path as it is stored and shown: `vcs.default_branch.required_approvals`. */
  readonly name: string;
  /** How a person calls it: "approvals required". */
  readonly words: string;
  readonly type: FactType;
  /** The rule's own limit of age; null = the collector's. */
  readonly maxAge: Duration | null;
  /** Whether it lies in a namespace where anything goes (`custom`, `attested`). */
  readonly open: boolean;
  /** For how long the rules that read it hold on to it. */
  readonly holds: readonly Duration[];
}

/** A collector that answers for a slot, with the place of its document. */
export interface Candidate extends Reading {
  readonly collector: string;
  /** Place of its reading in {@link FactPlan.readings}. */
  readonly reading: number;
}

/** Where a collector's document about a namespace is put. */
export interface Place {
  readonly collector: string;
  readonly place: number;
}

/** A document as one or more slots want it: no older than this. */
export interface Reading {
  readonly place: number;
  readonly maxAge: Duration;
}

export interface PlannedSlot extends FactSlot {
  /** The path below the namespace. */
  readonly keys: readonly string[];
  /**
   * Where the first collector's answer is found at once: its reading, and the one or two keys below it.
   * Null for what has to be looked at more closely.
   */
  readonly shortcut: Shortcut | null;
  /** Configured collectors that declare it, in order of precedence. */
  readonly candidates: readonly Candidate[];
  /** Those that would know but are not configured: what they once said is still held for a while. */
  readonly resting: readonly Candidate[];
  /** For a group of fields: the slots of its fields, since different collectors may fill them. */
  readonly within: readonly PlannedSlot[];
  readonly unknown: Stop;
  readonly missing: Stop;
}

/** The commonest way to a fact, spelt out since it is taken for every fact of every service. */
export interface Shortcut {
  readonly reading: number;
  readonly key: string;
  readonly below: string | null;
}

/**
 * Who answers which slot, worked out once for a scorecard and a list of sources, so that the facts of each
 * service are only looked up.
 */
export interface FactPlan {
  readonly sources: readonly FactSource[];
  /** Of each collector. */
  readonly maxAges: ReadonlyMap<string, Duration>;
  readonly slots: readonly PlannedSlot[];
  /** Place of a document by namespace, then by collector: there are few of these. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly width: number;
  readonly readings: readonly Reading[];
  /** Slots in namespaces where anything goes. */
  readonly open: readonly PlannedSlot[];
  /** By place: ages of a document at which a slot stops being fresh, or held. */
  readonly deadlines: readonly (readonly Duration[])[];
}

export function planFacts(slots: readonly FactSlot[], sources: readonly FactSource[]): FactPlan {
  const draft: Draft = { sources, readings: [], places: new Map(), width: 0 };
  const planned = slots.map((slot, index) => planSlot(slot, index, draft));
  return {
    sources,
    maxAges: new Map(sources.map(({ collector, maxAge }) => [collector, maxAge])),
    slots: planned,
    places: draft.places,
    width: draft.width,
    readings: draft.readings,
    open: planned.filter(({ open }) => open),
    deadlines: deadlinesOf(planned, draft.width),
  };
}

/** A plan while it is made. */
interface Draft {
  readonly sources: readonly FactSource[];
  readonly readings: Reading[];
  readonly places: Map<string, Place[]>;
  width: number;
}

function placeIn(draft: Draft, namespace: string, collector: string): number {
  const taken = draft.places.get(namespace) ?? [];
  const known = taken.find((one) => one.collector === collector);
  if (known !== undefined) return known.place;
  const place = draft.width++;
  draft.places.set(namespace, [...taken, { collector, place }]);
  return place;
}

function planSlot(slot: FactSlot, index: number, draft: Draft): PlannedSlot {
  const [, ...keys] = slot.path;
  const isLeaf = !slot.open && slot.type.kind !== 'object';
  const declaring = isLeaf
    ? draft.sources.filter(({ fills }) => fills.some((filled) => isWithin(slot.name, filled)))
    : [];
  const candidateOf = (source: FactSource) => planCandidate(slot, source, draft);
  const candidates = declaring.filter(({ configured }) => configured === true).map(candidateOf);
  return {
    ...slot,
    keys,
    shortcut: shortcutTo(slot.type, keys, candidates),
    candidates,
    resting: declaring.filter(({ configured }) => configured !== true).map(candidateOf),
    within: fieldsOf(slot).map((field) => planSlot(field, index, draft)),
    unknown: stop('unknown', slot.name, index),
    missing: stop('missing', slot.name, index),
  };
}

function shortcutTo(type: FactType, keys: readonly string[], [first]: readonly Candidate[]): Shortcut | null {
  const [key, below = null, more] = keys;
  const isPlain = !holdsMoments(type) && !keys.some(isInherited);
  if (first === undefined || key === undefined || more !== undefined || !isPlain) return null;
  return { reading: first.reading, key, below };
}

/** Whether JSON's text has to become moments. */
export function holdsMoments(type: FactType): boolean {
  return type.kind === 'timestamp' || (type.kind === 'list' && type.of.kind === 'timestamp');
}

function planCandidate(slot: FactSlot, { collector, maxAge }: FactSource, draft: Draft): Candidate {
  const wanted = { place: placeIn(draft, slot.path[0], collector), maxAge: slot.maxAge ?? maxAge };
  const { readings } = draft;
  const known = readings.findIndex((one) => one.place === wanted.place && one.maxAge === wanted.maxAge);
  const reading = known === -1 ? readings.push(wanted) - 1 : known;
  return { collector, ...wanted, reading };
}

function fieldsOf(slot: FactSlot): readonly FactSlot[] {
  if (slot.type.kind !== 'object') return [];
  return slot.type.fields.map(({ name, type }) => ({
    ...slot,
    path: [...slot.path, name],
    name: `${slot.name}.${name}`,
    type,
  }));
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
