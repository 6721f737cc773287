/** Whether somebody is reminded now: one pure function, so that calm can be proved by tables. */
import { DAY, type Instant } from '../instant.ts';
import { daysLater, localDate, nextWeekday } from '../local-date.ts';
import { type Gap, type GapKind, gapKey, type ToldGap } from './gap.ts';
import type { Preferences } from './preferences.ts';
import { VERIFICATION } from './verification.ts';
import { isWorkingTime, nextWorkingTime, nextWorkingTimeFrom, type WorkingTime } from './working-time.ts';

export interface NudgeQuestion {
  readonly now: Instant;
  /** Theirs, with what they prefer. */
  readonly working: WorkingTime;
  /** All that is open of all that is theirs, snoozed or not. */
  readonly gaps: readonly Gap[];
  /** Their newest nudge; null = they never had one. */
  readonly last: {
    readonly localDate: string;
    readonly plannedAt: Instant;
    readonly gaps: readonly ToldGap[];
  } | null;
  /** When each gap was last told to them, by `gapKey`. */
  readonly toldAt: ReadonlyMap<string, Instant>;
  /** Until when, by service key; those that are over do no harm. */
  readonly snoozes: ReadonlyMap<string, Instant>;
  readonly preferences: Pick<Preferences, 'nudges' | 'only' | 'day'>;
  /** The interval of repeats that a service's tier has. */
  readonly everyDays: (service: string) => number;
  /** Whether something that was told is so still: muted or too new to be told, it is open all the same. */
  readonly isOpen: (told: ToldGap) => boolean;
}

/**
 * - `nothing-open`: or nothing of what they want to hear of; `snoozed`: all of it is;
 * - `told-today`; `not-their-day`: they want it weekly; `not-yet`: all was told, and its time has not come again;
 * - `outside-hours`.
 */
export type Silence =
  | 'nothing-open'
  | 'snoozed'
  | 'told-today'
  | 'not-their-day'
  | 'not-yet'
  | 'outside-hours';

export type NudgeDecision =
  /** Everything that is open, in the order in which it is to be read. `fresh`: keys of what is new. */
  | { readonly kind: 'send'; readonly gaps: readonly Gap[]; readonly fresh: readonly string[] }
  /** The last message stands, and tells more than is left. */
  | { readonly kind: 'update'; readonly left: readonly ToldGap[]; readonly lookAt: Instant | null }
  /** `lookAt`: nothing of it can change before, if nothing else does; null = never by itself. */
  | { readonly kind: 'silent'; readonly why: Silence; readonly lookAt: Instant | null };

/** Days before a deadline, and the deadline itself. */
const DEADLINE_STEPS = [30, 14, 7, 3, 1, 0] as const;
/** Days before something ends. */
export const ENDING_STEPS = [7, 1] as const;
/** Older messages are let be: nobody reads them again. */
export const UPDATED_FOR = 14 * DAY;

export function decideNudge(question: NudgeQuestion): NudgeDecision {
  const { now, working, last } = question;
  const send = whatToSend(question);
  if (send.kind === 'send' && isWorkingTime(now, working)) return send;
  const silence: Exclude<NudgeDecision, { kind: 'send' }> =
    send.kind === 'send'
      ? { kind: 'silent', why: 'outside-hours', lookAt: nextWorkingTime(now, working) }
      : send;
  const left = shrunk(last, question.isOpen, now);
  return left === null ? silence : { kind: 'update', left, lookAt: silence.lookAt };
}

/** What is left of a nudge that is still worth an update; null = all of it, or it is too old. */
export function shrunk(
  last: Pick<NonNullable<NudgeQuestion['last']>, 'plannedAt' | 'gaps'> | null,
  isOpen: NudgeQuestion['isOpen'],
  now: Instant,
): readonly ToldGap[] | null {
  if (last === null || now - last.plannedAt > UPDATED_FOR) return null;
  const left = last.gaps.filter(isOpen);
  return left.length < last.gaps.length ? left : null;
}

type Sending = Extract<NudgeDecision, { kind: 'send' | 'silent' }>;

/** As if they worked at all hours. */
function whatToSend(question: NudgeQuestion): Sending {
  const { now, working, last, preferences, snoozes } = question;
  const today = localDate(now, working.timezone);
  const wanted = question.gaps.filter(
    (gap) => (preferences.only === 'all' || gap.kind === 'bar') && !isOver(gap, today, working.timezone),
  );
  if (wanted.length === 0) return silent('nothing-open', null);
  const gaps = wanted.filter(({ service }) => (snoozes.get(service) ?? 0) <= now);
  if (gaps.length === 0) return silent('snoozed', endOfSnoozes(wanted, question));
  if (last?.localDate === today)
    return silent('told-today', nextWorkingTimeFrom(daysLater(today, 1), working));
  if (preferences.nudges === 'weekly' && last !== null) {
    const theirs = nextWeekday(preferences.day, last.localDate);
    if (theirs > today) return silent('not-their-day', nextWorkingTimeFrom(theirs, working));
  }
  const dates = gaps.map((gap) => tellOn(gap, question)).filter((date) => date !== null);
  if (!dates.some((date) => date <= today)) return silent('not-yet', soonest(dates, question));
  const fresh = gaps.map(gapKey).filter((key) => !question.toldAt.has(key));
  return { kind: 'send', gaps: inReadingOrder(gaps, new Set(fresh)), fresh };
}

/** What an initiative alone asks for is told until the day of its deadline ends where they are. */
function isOver({ kind, due }: Gap, today: string, timezone: string): boolean {
  return kind === 'initiative' && due !== null && localDate(due, timezone) < today;
}

function silent(why: Silence, lookAt: Instant | null): Sending {
  return { kind: 'silent', why, lookAt };
}

function endOfSnoozes(gaps: readonly Gap[], { snoozes, working }: NudgeQuestion): Instant | null {
  return nextWorkingTime(Math.min(...gaps.map(({ service }) => snoozes.get(service) ?? 0)), working);
}

/** The first date on which one of them is to be told, or a snooze ends that hides others. */
function soonest(dates: readonly string[], { working, snoozes, now, gaps }: NudgeQuestion): Instant | null {
  const [first] = dates.toSorted();
  const hidden = gaps.flatMap(({ service }) =>
    (snoozes.get(service) ?? 0) > now ? [snoozes.get(service) ?? 0] : [],
  );
  const instants = [
    ...(first === undefined ? [] : [nextWorkingTimeFrom(first, working)]),
    ...(hidden.length === 0 ? [] : [nextWorkingTime(Math.min(...hidden), working)]),
  ].filter((one) => one !== null);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** The local date from which on it is to be told (again); null = no more. */
function tellOn(gap: Gap, { now, working: { timezone }, toldAt, everyDays }: NudgeQuestion): string | null {
  const told = toldAt.get(gapKey(gap));
  if (told === undefined) return localDate(now, timezone);
  const toldOn = localDate(told, timezone);
  const steps = gap.kind === 'ending' ? ENDING_STEPS : DEADLINE_STEPS;
  const marks =
    gap.due === null
      ? []
      : steps
          .map((days) => daysLater(localDate(gap.due ?? 0, timezone), -days))
          .filter((date) => date > toldOn);
  const again = daysLater(toldOn, everyDays(gap.service));
  const repeats = repeatsByTier(gap.kind) ? [again] : overdueFrom(gap, again, timezone);
  return [...marks, ...repeats].toSorted()[0] ?? null;
}

/** What is still there after its end is there until somebody does something: it goes on by the tier's interval. */
function overdueFrom({ kind, due }: Gap, again: string, timezone: string): readonly string[] {
  if (kind !== 'ending' || due === null) return [];
  const dayAfter = daysLater(localDate(due, timezone), 1);
  return [again > dayAfter ? again : dayAfter];
}

/** What an initiative alone asks for, and what ends, has steps of its own. */
function repeatsByTier(kind: GapKind): boolean {
  return kind === 'bar' || kind === 'regression';
}

const WEIGHT: Readonly<Record<GapKind, number>> = { bar: 0, initiative: 1, regression: 2, ending: 3 };

/** New since last time, then by deadline, then repeats; each service in one place. */
export function inReadingOrder(gaps: readonly Gap[], fresh: ReadonlySet<string>): readonly Gap[] {
  const place = (gap: Gap) =>
    [
      fresh.has(gapKey(gap)) ? 0 : 1,
      // Nobody waits for a catalog to be confirmed: what its customers feel comes first.
      (gap.id === VERIFICATION ? null : gap.due) ?? Number.POSITIVE_INFINITY,
      WEIGHT[gap.kind],
      gap.since,
    ] as const;
  const before = (a: Gap, b: Gap) => {
    const [left, right] = [place(a), place(b)];
    for (let at = 0; at < left.length; at += 1) {
      const difference = Math.sign(
        (left[at] ?? 0) === (right[at] ?? 0) ? 0 : (left[at] ?? 0) - (right[at] ?? 0),
      );
      if (difference !== 0) return difference;
    }
    return a.service.localeCompare(b.service) || a.id.localeCompare(b.id);
  };
  const sorted = gaps.toSorted(before);
  return [...Map.groupBy(sorted, ({ service }) => service).values()].flat();
}
