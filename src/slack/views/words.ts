/** The one place of icons and of the words beside them: one icon per meaning, and never an icon without its word. */
import type { Bar, Outcome } from '../../domain/outcome.ts';
import type { Weekday } from '../../domain/policy.ts';
import type { LevelView } from '../../use-cases/show-readiness.ts';
import { mrkdwn, plain } from './text.ts';

export const ICON = {
  ok: '✅',
  gap: '❌',
  unknown: '❔',
  exception: '🛡️',
  coming: '🗓️',
  doubt: '⚠️',
  aside: '➖',
} as const;

const OUTCOMES: Readonly<Record<Outcome, readonly [icon: string, word: string]>> = {
  pass: [ICON.ok, 'ok'],
  fail: [ICON.gap, 'not yet'],
  unknown: [ICON.unknown, "don't know"],
  exempt: [ICON.exception, 'by exception'],
  not_applicable: [ICON.aside, 'does not apply'],
};

export function outcomeIcon(outcome: Outcome): string {
  return OUTCOMES[outcome][0];
}

export function outcomeWord(outcome: Outcome): string {
  return OUTCOMES[outcome][1];
}

/** "✅ ok"; history also holds words that are no outcome, which stay as they are. */
export function outcomeOr(word: string): string {
  return Object.hasOwn(OUTCOMES, word)
    ? // The line above looked it up.
      OUTCOMES[word as Outcome].join(' ')
    : plain(word, 60);
}

const BARS: Readonly<Record<Bar, readonly [icon: string, word: string]>> = {
  met: [ICON.ok, 'met'],
  met_by_exception: [ICON.ok, 'met'],
  not_met: [ICON.gap, 'not met'],
  unknown: [ICON.unknown, "can't tell"],
  none: ['', ''],
};

export function barIcon(bar: Bar): string {
  return BARS[bar][0];
}

/** "met", "not met", "can't tell"; empty where no rule is part of the bar. */
export function barWord(bar: Bar): string {
  return BARS[bar][1];
}

/** "❌ minimum bar not met": for lines that say nothing when all is well. */
export function barTrouble(bar: Bar): string {
  if (bar === 'not_met') return `${ICON.gap} minimum bar not met`;
  return bar === 'unknown' ? `${ICON.unknown} can't tell the minimum bar` : '';
}

/** From the top down; whatever lies deeper shares the last. */
const MEDALS = ['🥇', '🥈', '🥉', '🔹'] as const;
const STARTING = ['⚪', 'Starting'] as const;

export function levelIcon(level: LevelView | null): string {
  if (level === null) return STARTING[0];
  return MEDALS[Math.min(level.of - 1 - level.rank, MEDALS.length - 1)] ?? MEDALS[0];
}

/** "Silver"; no level reached has a neutral name. */
export function levelName(level: LevelView | null): string {
  if (level === null) return STARTING[1];
  const words = plain(level.id.replaceAll(/[-_]/g, ' '), 30);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "⚪ Starting", which no line's end breaks apart. `draw`: the name as it stands there, by default literal in mrkdwn. */
export function levelWithIcon(
  level: LevelView | null,
  draw: (name: string) => string = (name) => mrkdwn(name, 40),
): string {
  return `${levelIcon(level)}\u00A0${draw(levelName(level))}`;
}

/** Customers' words inside a sentence: "A shopper pays" → "a shopper pays", but "API calls" stays. */
export function midSentence(text: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export const DAY_NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
