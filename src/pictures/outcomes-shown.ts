import type { Outcome } from '../domain/outcome.ts';

/** Outcomes as the legend names them, in its order. */
export const OUTCOMES_SHOWN: readonly { readonly outcome: Outcome; readonly words: string }[] = [
  { outcome: 'pass', words: 'ok' },
  { outcome: 'fail', words: 'not yet' },
  { outcome: 'unknown', words: "don't know" },
  { outcome: 'exempt', words: 'by exception' },
  { outcome: 'not_applicable', words: 'does not apply' },
];
