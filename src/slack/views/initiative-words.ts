/** Initiatives in words, and their progress in characters. */
import type { Initiative, ProgressCounts } from '../../domain/initiative.ts';
import type { InitiativeLine, InitiativeView, TeamProgress } from '../../use-cases/initiative-views.ts';
import { count, listed, mrkdwn } from './text.ts';

const CELLS = 10;

/** `███████▒░░`: done, excused, and what is left. Nothing is full that is not whole. */
export function progressBar({ done, excused, open, unknown }: ProgressCounts): string {
  const total = done + excused + open + unknown;
  if (total === 0) return '░'.repeat(CELLS);
  const full = Math.floor((done / total) * CELLS);
  const covered = Math.floor(((done + excused) / total) * CELLS) - full;
  return `${'█'.repeat(full)}${'▒'.repeat(covered)}${'░'.repeat(CELLS - full - covered)}`;
}

/** "9 of 12" */
export function doneWords({ done, excused, open, unknown }: ProgressCounts): string {
  return `${done + excused} of ${done + excused + open + unknown}`;
}

/** "9 of 12 done, 1 of them by exception; 2 open, 1 nobody can tell" */
export function countWords(counts: ProgressCounts): string {
  const { excused, open, unknown } = counts;
  const rest = [
    ...(open > 0 ? [`${open} open`] : []),
    ...(unknown > 0 ? [`${unknown} nobody can tell`] : []),
  ].join(', ');
  const byException = excused > 0 ? `, ${excused} of them by exception` : '';
  return `${doneWords(counts)} done${byException}${rest === '' ? '' : `; ${rest}`}`;
}

/** "7 days left", "today is the last day", "3 days over". */
export function leftWords(days: number): string {
  if (days === 0) return 'today is the last day';
  return days > 0 ? `${count(days, 'day')} left` : `${count(-days, 'day')} over`;
}

const STATES: Readonly<Record<Initiative['state'], string>> = {
  draft: 'draft',
  active: 'running',
  met: 'met',
  ended: 'ended, not met',
  cancelled: 'cancelled',
};

export function stateOf({ initiative, daysLeft }: InitiativeLine): string {
  return initiative.state === 'active' ? leftWords(daysLeft) : STATES[initiative.state];
}

/** "silver of Readiness" or "Merge approval, Runbook and 2 more". */
export function askedWords({ initiative, asked, scorecard }: InitiativeView, most: number): string {
  const names = listed(
    asked.map(({ name }) => mrkdwn(name, 70)),
    most,
  );
  if ('rules' in initiative.asks) return names === '' ? 'rules that are gone' : names;
  const level = `${mrkdwn(initiative.asks.level, 40)} of ${mrkdwn(scorecard.name, 60)}`;
  return names === '' ? level : `${level}: ${names}`;
}

const BARS = '▁▂▃▄▅▆▇█';
const MOST_BARS = 30;

/** `▁▁▂▃▅▆`: the share that was done or excused, day by day; empty for less than two days. */
export function burnUp(days: InitiativeView['days']): string {
  if (days.length < 2) return '';
  const shown = Math.min(days.length, MOST_BARS);
  return Array.from({ length: shown }, (_, nth) => {
    const day = days[Math.round((nth * (days.length - 1)) / (shown - 1))];
    return BARS[Math.floor(shareOf(day?.counts) * (BARS.length - 1))] ?? '';
  }).join('');
}

function shareOf(counts: ProgressCounts | undefined): number {
  if (counts === undefined) return 0;
  const { done, excused, open, unknown } = counts;
  const total = done + excused + open + unknown;
  return total === 0 ? 0 : (done + excused) / total;
}

/** "Payments (3 of 5)", the furthest behind first; those that are done are left out. */
export function behindWords(teams: readonly TeamProgress[], most: number): string {
  const behind = teams.filter(({ counts }) => counts.open + counts.unknown > 0);
  return listed(
    behind.map(({ team, counts }) => `${teamName(team)} (${doneWords(counts)})`),
    most,
  );
}

function teamName(team: TeamProgress['team']): string {
  return team === null ? 'no owner' : mrkdwn(team.name, 50);
}
