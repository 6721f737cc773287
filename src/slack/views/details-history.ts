import type { RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { Bar } from '../../domain/outcome.ts';
import type { HistoryLine } from '../../use-cases/show-details.ts';
import { ours, words } from './blocks.ts';
import { whenRich } from './dates.ts';
import type { LineGroup } from './pages.ts';
import { plain } from './text.ts';
import { barIcon, barWord, outcomeOr } from './words.ts';

/** What changed when, newest first. */
export function historyGroups(history: readonly HistoryLine[], now: Instant): LineGroup[] {
  if (history.length === 0) return [];
  const several = new Set(history.map(({ scorecard }) => scorecard)).size > 1;
  return [
    {
      heading: '*What changed, newest first*',
      rows: history.map((line, place) => () => {
        const cause = isSaid(history, place) ? '' : line.cause;
        return historyRow(line, subject(line, several), cause, now);
      }),
    },
  ];
}

/** One cause changes many things at once: it is said with the first of them. */
function isSaid(history: readonly HistoryLine[], place: number): boolean {
  const line = history[place];
  const before = history.slice(0, place).findLast(({ cause }) => cause !== '');
  return before !== undefined && before.at === line?.at && before.cause === line.cause;
}

function historyRow(line: HistoryLine, subject: string, cause: string, now: Instant): RichTextElement[] {
  return [
    whenRich(line.at, now),
    ours(' · '),
    words(subject, 120, true),
    ours(`: ${change(line)}`),
    ...(cause.trim() === '' ? [] : [ours('\n    '), words(eachOnce(cause), 200)]),
  ];
}

/** Many facts change by one collection, and their causes read alike. */
function eachOnce(cause: string): string {
  return [...new Set(cause.split('; '))].join('; ');
}

/** "Level"; where there are several scorecards, whose: "Level of Security". */
function subject({ kind, ruleTitle, scorecardName }: HistoryLine, several: boolean): string {
  if (kind === 'outcome') return ruleTitle ?? scorecardName;
  if (kind === 'applies') return scorecardName;
  const what = { level: 'Level', bar: 'Minimum bar', score: 'Score' }[kind];
  return several ? `${what} of ${scorecardName}` : what;
}

function change({ kind, from, to }: HistoryLine): string {
  if (kind === 'applies') return to === null || to === 'false' ? 'no longer applies' : 'applies now';
  const say = {
    outcome: outcomeOr,
    level: levelWord,
    bar: barOr,
    score: (score: string) => plain(score, 10),
  }[kind];
  const none = kind === 'level' ? 'Starting' : '–';
  return `${from === null ? none : say(from)} → ${to === null ? none : say(to)}`;
}

/** History keeps a level's id, not its place in a scorecard that may have changed since: no medal. */
function levelWord(id: string): string {
  const name = plain(id.replaceAll(/[-_]/g, ' '), 30);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const BARS: readonly Bar[] = ['met', 'met_by_exception', 'not_met', 'unknown', 'none'];

function barOr(word: string): string {
  const bar = BARS.find((one) => one === word);
  if (bar === undefined) return plain(word, 30);
  if (bar === 'none') return 'none';
  return `${barIcon(bar)} ${barWord(bar)}${bar === 'met_by_exception' ? ' by exception' : ''}`;
}
