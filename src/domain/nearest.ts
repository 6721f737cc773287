import { distance } from 'fastest-levenshtein';

/** Something with a name, and other words that people use for it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly formerly?: readonly string[];
}

/**
 * The candidates nearest to what was typed, best first: those that contain it, then those within a few
 * typing mistakes. Candidates that share nothing with it are left out, as a bad guess is worse than none.
 */
export function nearest<T extends Named>(
  asked: string,
  candidates: readonly T[],
  limit: number,
): readonly T[] {
  const typed = asked.toLowerCase();
  const tolerated = Math.max(2, Math.ceil(typed.length * 0.4));
  return candidates
    .map((candidate) => ({ candidate, far: farness(typed, candidate) }))
    .filter(({ far }) => far <= tolerated)
    .toSorted((a, b) => a.far - b.far || a.candidate.id.localeCompare(b.candidate.id))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

function farness(typed: string, { id, name, formerly = [] }: Named): number {
  return Math.min(...[id, name, ...formerly].map((word) => wordFarness(typed, word.toLowerCase())));
}

/** Beginning with it counts as nearly right, containing it as slightly less; the rest by edit distance. */
function wordFarness(typed: string, word: string): number {
  if (word === typed) return 0;
  if (typed.length >= 2 && word.startsWith(typed)) return 0.25;
  if (typed.length >= 3 && word.includes(typed)) return 0.5;
  return distance(typed, word);
}
