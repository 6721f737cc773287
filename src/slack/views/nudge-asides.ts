/** What a reminder says of things that it told and that are neither open nor done. */
import type { NudgeView } from '../../use-cases/nudge-views.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_SERVICES = 5;

/** "Payments’", "Payments’ and Search’s" */
export function teamNames(teams: NudgeView['teams']): string {
  return listed(
    teams.map(({ name }) => {
      const shown = mrkdwn(name, 60);
      return `${shown}${/s$/i.test(shown) ? '’' : '’s'}`;
    }),
    3,
  );
}

/** What is another's now, and what no initiative asks for any more. */
export function asideLines({ moved, dropped }: Pick<NudgeView, 'moved' | 'dropped'>): string {
  const told =
    dropped === 0 ? '' : `\n${ICON.aside} ${count(dropped, 'thing')} no initiative asks for any more`;
  return `${movedLines(moved)}${told}`;
}

/** "➖ ledger is now Search’s" */
function movedLines(moved: NudgeView['moved']): string {
  const lines = moved.slice(0, MOST_SERVICES).map(({ service, to }) => {
    const now = to === null ? 'has no owner any more' : `is now ${teamNames([to])}`;
    return `\n${ICON.aside} ${mrkdwn(service.id, 80)} ${now}`;
  });
  const rest = moved.length - lines.length;
  return [...lines, rest === 0 ? '' : `\nand ${rest} more are another’s now`].join('');
}
