import type { FactCatalogue, FactField } from '../fact.ts';
import { type FactPath, placeOf, textOfPath, wordsOf } from '../fact-path.ts';
import { macroOf, type Node, pathOf, sourceOf } from './syntax.ts';

/** What a part of an expression is about, for people. */
export interface Subject {
  /** Null where it is no single fact. */
  readonly path: string | null;
  readonly words: string;
  readonly field?: FactField;
}

/** The fact that a part reads; a filtered list is about the list, anything else speaks for itself. */
export function subjectOf(node: Node, catalogue: FactCatalogue): Subject {
  const path = factOf(node, catalogue);
  if (path === null) return { path: null, words: sourceOf(node) };
  const { field, keys } = placeOf(path, catalogue);
  return {
    path: textOfPath(path),
    words: wordsOf(path, catalogue),
    // Below a map or a group of custom facts the field describes what is around the value, not the value.
    ...(field === undefined || (keys.length > 0 && field.type.kind !== 'map') ? {} : { field }),
  };
}

/** The fact path of a part outside of macros; null where it is none. */
export function factOf(node: Node, catalogue: FactCatalogue): FactPath | null {
  const macro = macroOf(node);
  if (macro !== null) return factOf(macro.list, catalogue);
  const path = pathOf(node);
  return path !== null && catalogue.has(path[0]) ? path : null;
}
