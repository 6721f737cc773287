import type { Instant } from '../../domain/instant.ts';
import type { ThemeName } from '../../pictures/theme.ts';

/** Slack does not tell whose screen is dark: whoever wants a dark picture says so. */
export function withoutTheme(words: string): { readonly theme: ThemeName; readonly rest: string } {
  const typed = words.trim().split(/\s+/);
  const isTheme = (word: string) => /^(dark|light)$/i.test(word);
  const theme = typed.findLast(isTheme)?.toLowerCase() === 'dark' ? 'dark' : 'light';
  return { theme, rest: typed.filter((word) => !isTheme(word)).join(' ') };
}

/** The ISO date of a moment in the reader's zone. */
export function isoDay(at: Instant, timezone: string): string {
  // Swedish dates are ISO's.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: timezone }).format(at);
}
