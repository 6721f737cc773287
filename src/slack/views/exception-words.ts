/** What is said of exceptions in a few words: how they stand, what they do, how often before. */
import type { Actor, Approval, Exception, ExceptionState } from '../../domain/exceptions/exception.ts';
import type { FollowUpState } from '../../domain/exceptions/follow-up.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Effect, ExceptionLine } from '../../use-cases/exception-views.ts';
import { day, dayPlain, moment, nearby } from './dates.ts';
import { link, listed, mrkdwn, safeUrl } from './text.ts';
import { levelName } from './words.ts';

const NAME = 40;

/** In a list: "waits for 1 more", "approved". */
export function stateWords({ exception, missing }: Pick<ExceptionLine, 'exception' | 'missing'>): string {
  return exception.state === 'pending' ? `waits for ${missing} more` : STATE[exception.state];
}

const STATE: Readonly<Record<ExceptionState, string>> = {
  pending: 'waits',
  approved: 'approved',
  denied: 'denied',
  withdrawn: 'withdrawn',
  cancelled: 'cancelled',
  expired: 'ended',
  revoked: 'revoked',
};

/** What became of it, without icon: "Approved by Ana and Bo until 28 March", for mrkdwn; null while it is pending. */
export function verdict(exception: Exception): string | null {
  return said(exception, day(exception.until), (text) => mrkdwn(text, 300));
}

/** The same for texts without tokens. */
export function spokenVerdict(exception: Exception): string | null {
  return said(exception, dayPlain(exception.until), (text) => mrkdwn(text, 120));
}

function said(exception: Exception, until: string, clipped: (text: string) => string): string | null {
  const { state, end, approvals } = exception;
  const by = end?.by == null ? '' : ` by ${person(end.by)}`;
  const because = end === null || end.reason.trim() === '' ? '' : `: ${clipped(end.reason)}`;
  switch (state) {
    case 'pending':
      return null;
    case 'approved':
      return `Approved by ${people(approvals.map(({ by: who }) => who))} until ${until}`;
    case 'expired':
      return `Over since ${until}: the check counts again`;
    default:
      return `${{ denied: 'Denied', withdrawn: 'Withdrawn', cancelled: 'Cancelled', revoked: 'Revoked' }[state]}${by}${because}`;
  }
}

export function person({ name }: Actor): string {
  return mrkdwn(name, NAME);
}

export function people(actors: readonly Actor[]): string {
  return listed(actors.map(person), 3);
}

/** "1 of 2 approvals: Ana, Today at 9:41 AM": where it stands it stays true. */
export function agreedWords({ approvals, approvalsRequired }: Exception): string {
  const who = approvals.map(
    ({ by, at, until }) => `${person(by)}, ${moment('', at)}${shortened(approvals, until)}`,
  );
  const names = who.length === 0 ? '' : `: ${listed(who, 4)}`;
  return `${approvals.length} of ${approvalsRequired} ${approvalsRequired === 1 ? 'approval' : 'approvals'}${names}`;
}

/** Whoever agreed to less than the others says until when. */
function shortened(approvals: readonly Approval[], until: Instant): string {
  return approvals.some((one) => one.until > until) ? ` (until ${day(until)})` : '';
}

/** "Silver instead of Bronze, score 78 instead of 72"; several scorecards by their names. For mrkdwn. */
export function effectWords(effects: readonly Effect[]): string {
  const all = effects.slice(0, 4).map((effect) => {
    const name = effects.length > 1 ? `${mrkdwn(effect.scorecard, 40)}: ` : '';
    return `${name}${oneEffect(effect)}`;
  });
  return all.length === 0 ? 'none that the scorecards show' : all.join('; ');
}

function oneEffect({ from, to, scoreFrom, scoreTo }: Effect): string {
  const isSame = from?.id === to?.id;
  const level = isSame ? `stays ${levelName(to)}` : `${levelName(to)} instead of ${levelName(from)}`;
  const score = scoreFrom === scoreTo ? '' : `, score ${scoreTo ?? '–'} instead of ${scoreFrom ?? '–'}`;
  return `${mrkdwn(level, 80)}${score}`;
}

/** "14 days" from when it was asked; a day begun is a day. */
export function lengthInDays({ requestedAt, until }: Pick<Exception, 'requestedAt' | 'until'>): string {
  const days = Math.max(1, Math.round((until - requestedAt) / DAY));
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

/** How long an exception may have been over for the next to be one more of the same row. */
const ROW = 31 * DAY;
const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const HELD: readonly ExceptionState[] = ['approved', 'expired', 'revoked'];

/** "third in a row, the last until 3 March"; null where there was none before. */
export function earlierWords({ requestedAt }: Exception, earlier: readonly ExceptionLine[]): string | null {
  const held = earlier.map(({ exception }) => exception).filter(({ state }) => HELD.includes(state));
  const [last] = held;
  if (last === undefined) return null;
  const row = inARow(requestedAt, held);
  const often = row === 0 ? `${held.length} before` : `${ORDINALS[row - 1] ?? `${row + 1}th`} in a row`;
  return `*${often}*, the last until ${day(last.end?.at ?? last.until)}`;
}

function inARow(requestedAt: Instant, held: readonly Exception[]): number {
  let from = requestedAt;
  let row = 0;
  for (const { until, end, requestedAt: asked } of held) {
    if (from - (end?.at ?? until) > ROW) return row;
    row += 1;
    from = asked;
  }
  return row;
}

/** A follow-up as it is known, with its state where that can be told: `PAY-812` of its address, "(open)". */
export function followUpWords(followUp: string, state?: FollowUpState): string {
  const url = safeUrl(followUp);
  if (url === null) return mrkdwn(followUp, 120);
  const { hostname, pathname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '');
  const name = last === undefined ? hostname : decoded(last);
  // A bare number says nothing: of an issue it is the repository's too.
  const [, repository] = /\/([^/]+)\/(?:issues|pull)\/\d+\/?$/.exec(pathname) ?? [];
  const known = repository === undefined ? name : `${decoded(repository)}#${name}`;
  return `${link(url, known)}${state === undefined ? '' : ` (${state})`}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** "in 3 days" or "on 28 March": when it ends, after "ends". */
export function endsWords({ until }: Pick<Exception, 'until'>, now: Instant): string {
  return nearby(until, now) ?? `on ${day(until)}`;
}
