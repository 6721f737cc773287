import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt word most likely means, whatever its case and dashes (`effectiveFrom` is
 * `effective_from`); undefined when none is near enough to be worth saying.
 */
function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const typed = letters(word);
  const tolerated = Math.max(1, Math.floor(typed.length * 0.4));
  let best: { readonly candidate: string; readonly far: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > tolerated + 3) continue; // too far, whatever the letters
    const far = distance(typed, letters(candidate));
    if (far <= tolerated && (best === undefined || far < best.far)) best = { candidate, far };
  }
  return best?.candidate;
}

/** ` (did you mean "oncall"?)`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const nearest = nearestWord(word, candidates);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}

/**
 * {@link didYouMean} for many words and one list. Answers are remembered; after `mostWords` different ones there
 * are no more guesses, since comparing all with all takes minutes in a large catalog.
 */
export function didYouMeanAmong(candidates: readonly string[], mostWords = 200): (word: string) => string {
  const answers = new Map<string, string>();
  return (word) => {
    if (!answers.has(word) && answers.size < mostWords) answers.set(word, didYouMean(word, candidates));
    return answers.get(word) ?? '';
  };
}

function letters(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}
