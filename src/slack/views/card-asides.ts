/** What is neither ok nor a gap, in at most three small lines: not known, excepted, coming. */
import type { Instant } from '../../domain/instant.ts';
import type { ExceptionLine } from '../../use-cases/exception-views.ts';
import type { CheckView, ScorecardView, UnknownGroup } from '../../use-cases/show-readiness.ts';
import { type Audience, isWithheld, reasonOf } from './check-lines.ts';
import { day, since, when } from './dates.ts';
import { people, person } from './exception-words.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const TITLE = 60;

/** Each kind gets its line; a second line for unknowns only where another kind leaves room. */
export function asideLines(
  primary: ScorecardView,
  exceptions: readonly ExceptionLine[],
  audience: Audience,
  now: Instant,
): string[] {
  const others = [...exceptionLine(primary.exempt, exceptions), ...coming(primary.coming, now)];
  return [...unknowns(primary.unknowns, audience, 3 - others.length, now), ...others];
}

function unknowns(groups: readonly UnknownGroup[], audience: Audience, most: number, now: Instant): string[] {
  if (groups.length <= most) return groups.map((group) => unknownLine(group, audience, now));
  const shown = groups.slice(0, most - 1);
  const rest = groups.slice(most - 1).flatMap(({ titles }) => titles);
  return [
    ...shown.map((group) => unknownLine(group, audience, now)),
    `${ICON.unknown} Nothing known of ${count(rest.length, 'more check')}: ${titles(rest)}`,
  ];
}

function unknownLine(group: UnknownGroup, audience: Audience, now: Instant): string {
  const [first] = group.checks;
  const reason = first === undefined ? null : reasonOf(first, audience);
  const times = first === undefined || isWithheld(first, audience) ? '' : silence(first, now);
  return `${ICON.unknown} ${titles(group.titles)}${reason === null ? '' : `: ${mrkdwn(reason, 140)}`}${times}`;
}

/** " since 9:12, last good 2 days ago": how long nobody has known, where that can be told. */
function silence({ check }: CheckView, now: Instant): string {
  const part = check.why?.parts.find((one) => one.kind === 'not_known');
  const from = part?.since ?? check.unprovenSince ?? null;
  return [
    from === null ? '' : ` since ${since(from, now)}`,
    part === undefined || part.lastGoodAt === null ? '' : `, last good ${when(part.lastGoodAt, now)}`,
  ].join('');
}

/** "🛡️ Code coverage: by exception until 12 March, Ana; asked by Omar: Runbook, waits for 1 more" */
function exceptionLine(exempt: readonly CheckView[], all: readonly ExceptionLine[]): string[] {
  const parts = [...granted(exempt, all), ...pending(all)];
  return parts.length === 0 ? [] : [`${ICON.exception} ${parts.join('; ')}`];
}

/** What is excused, by the first of it to end. */
function granted(exempt: readonly CheckView[], all: readonly ExceptionLine[]): string[] {
  if (exempt.length === 0) return [];
  const found = exempt.map(({ check }) => all.find(({ exception }) => exception.id === check.exception));
  const [next] = found
    .filter((one) => one !== undefined)
    .toSorted((a, b) => a.exception.until - b.exception.until);
  const words = `By exception: ${titles(exempt.map(({ title }) => title))}`;
  if (next === undefined) return [words];
  const until = `${exempt.length > 1 ? 'the first ' : ''}until ${day(next.exception.until)}`;
  return [`${words}, ${until}, ${people(next.exception.approvals.map(({ by }) => by))}`];
}

function pending(all: readonly ExceptionLine[]): string[] {
  const waiting = all.filter(({ exception }) => exception.state === 'pending');
  const [first] = waiting;
  if (first === undefined) return [];
  const more = waiting.length > 1 ? `, and ${count(waiting.length - 1, 'more request')}` : '';
  return [
    `asked by ${person(first.exception.requester)}: ${titles(first.titles)}, waits for ${first.missing} more${more}`,
  ];
}

/** "🗓️ From 1 April: SLO defined. You would pass." */
function coming(checks: readonly CheckView[], now: Instant): string[] {
  const [first] = checks.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0));
  if (first === undefined || first.from === null) return [];
  const fares = {
    pass: 'it would pass',
    exempt: 'it would pass by exception',
    fail: 'it would not pass yet',
    unknown: 'not known yet how it would fare',
    not_applicable: 'it would not apply',
  }[first.check.outcome];
  const more = checks.length > 1 ? `; ${count(checks.length - 1, 'more rule')} after it` : '';
  return [`${ICON.coming} From ${when(first.from, now)}: ${mrkdwn(first.title, TITLE)}, ${fares}${more}`];
}

function titles(all: readonly string[]): string {
  return listed(
    all.map((title) => mrkdwn(title, TITLE)),
    2,
  );
}
