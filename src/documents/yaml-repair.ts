import type { Complaint } from './complaint.ts';
import { NESTED_MAPPING, syntaxComplaints } from './yaml-complaints.ts';
import { type Composed, composeWithinLimits } from './yaml-limits.ts';

export interface Repaired extends Composed {
  /** What was wrong with the places that were repaired. */
  readonly repairs: readonly Complaint[];
}

/** Values nested in values that were repaired show only once those are; more than this is no slip of the pen. */
const MOST_PASSES = 5;

/**
 * Parses a text, going on behind the commonest slip: in `expression: a ? b : c` and `title: Shop: the card`
 * the second colon makes a mapping, which swallows all keys that follow. Such colons are told and then read as
 * letters (offsets stay), so that the other mistakes of the file are found in the same run.
 */
export function composeRepaired(text: string): Repaired {
  const repairs: Complaint[] = [];
  let readable = text;
  let composed = composeWithinLimits(readable);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const nested = composed.documents
      .flatMap((document) => syntaxComplaints(document, text))
      .filter(({ message }) => message === NESTED_MAPPING);
    if (nested.length === 0) break;
    repairs.push(...nested);
    readable = withoutColons(readable, nested);
    composed = composeWithinLimits(readable);
  }
  return { ...composed, repairs };
}

function withoutColons(text: string, places: readonly Complaint[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { offset } of places.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < done) continue;
    const lineEnd = text.indexOf('\n', offset);
    const end = lineEnd === -1 ? text.length : lineEnd;
    parts.push(text.slice(done, offset), text.slice(offset, end).replace(/:(?=\s|$)/g, '_'));
    done = end;
  }
  return parts.join('') + text.slice(done);
}
