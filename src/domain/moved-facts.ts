import type { FactDocument } from './fact.ts';
import type { FactTrace } from './fact-trace.ts';
import { type KnownFacts, traceFact } from './trace-fact.ts';

/** Slots about which something was collected anew. */
export interface MovedFacts {
  /** The fact is another, or nobody can tell that it is not: it is, or was, unknown. */
  readonly changed: ReadonlySet<number>;
  /** The same fact, collected at another time or by another collector. */
  readonly redated: ReadonlySet<number>;
}

type Known = KnownFacts & { readonly documents: readonly FactDocument[] };

/** What differs for rules between two states of one service's facts, both arranged by one plan for one instant. */
export function movedFacts(before: Known, after: Known): MovedFacts {
  const namespaces = touched(before.documents, after.documents);
  const changed = new Set<number>();
  const redated = new Set<number>();
  for (const [index, slot] of after.plan.slots.entries()) {
    if (!namespaces.has(slot.path[0])) continue;
    const isSame = saysTheSame(traceFact(slot, before, null), traceFact(slot, after, null));
    (isSame ? redated : changed).add(index);
  }
  return { changed, redated };
}

/** Namespaces with a document that is not the very same object on both sides. */
function touched(before: readonly FactDocument[], after: readonly FactDocument[]): ReadonlySet<string> {
  const [old, young] = [new Set(before), new Set(after)];
  const moved = [...before.filter((one) => !young.has(one)), ...after.filter((one) => !old.has(one))];
  return new Set(moved.map(({ namespace }) => namespace));
}

/** Dates aside. What is unknown differs at every attempt, by since when and why. */
function saysTheSame(before: FactTrace, after: FactTrace): boolean {
  if (before.state === 'value' && after.state === 'value')
    return before.value === after.value || JSON.stringify(before.value) === JSON.stringify(after.value);
  return before.state === 'missing' && after.state === 'missing' && before.note === after.note;
}
