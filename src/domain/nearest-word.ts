import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelt word most likely means; undefined when none is near enough to be worth saying. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const tolerated = Math.max(1, Math.floor(word.length * 0.4));
  let best: { readonly candidate: string; readonly far: number } | undefined;
  for (const candidate of candidates) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far <= tolerated && (best === undefined || far < best.far)) best = { candidate, far };
  }
  return best?.candidate;
}

/** ` (did you mean "oncall"?)`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const nearest = nearestWord(word, candidates);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}
