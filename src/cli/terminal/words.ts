import type { Bar, Outcome } from '../../domain/outcome.ts';
import type { LevelView } from '../../use-cases/show-readiness.ts';
import type { Page, Style } from './page.ts';
import { plain } from './text.ts';

/** One sign per meaning, one column wide (emoji are two in some terminals and none in others). */
const SIGNS: Readonly<Record<Outcome, readonly [sign: string, style: Style]>> = {
  pass: ['✓', 'green'],
  fail: ['✗', 'red'],
  unknown: ['?', 'yellow'],
  exempt: ['◆', 'blue'],
  not_applicable: ['–', 'dim'],
};

export function outcomeSign(outcome: Outcome, { paint }: Page): string {
  const [sign, style] = SIGNS[outcome];
  return paint(style, sign);
}

/** "Silver"; no level reached has a neutral name. */
export function levelName(level: LevelView | null): string {
  if (level === null) return 'Starting';
  const words = plain(level.id.replaceAll(/[-_]/g, ' '));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const BARS: Readonly<Record<Bar, readonly [words: string, style: Style]>> = {
  met: ['minimum bar met', 'green'],
  met_by_exception: ['minimum bar met', 'green'],
  not_met: ['minimum bar not met', 'red'],
  unknown: ["minimum bar: can't tell yet", 'yellow'],
  none: ['', 'dim'],
};

/** "minimum bar met, 1 by exception"; empty where no rule is part of the bar. */
export function barWords(bar: Bar, exceptions: number, { paint }: Page): string {
  const [words, style] = BARS[bar];
  if (words === '') return '';
  return paint(style, words) + (bar === 'met_by_exception' ? `, ${exceptions} by exception` : '');
}
