/** Who is to be reminded now, of what: read cheaply, since this runs every five minutes. */
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/instant.ts';
import { localDate } from '../../domain/local-date.ts';
import type { ChosenGaps } from '../../domain/planner/choose-gaps.ts';
import { decideNudge, type NudgeDecision } from '../../domain/planner/decide-nudge.ts';
import { type Gap, GRACE, gapKey } from '../../domain/planner/gap.ts';
import type { Context } from '../context.ts';
import { tierNamed } from '../exceptions/deciders.ts';
import type { NudgeRecord } from '../nudge-ports.ts';
import { endingGaps } from './endings.ts';
import { incidentTeams } from './incident-teams.ts';
import { openGaps } from './open-gaps.ts';
import type { Quiet } from './planning.ts';
import type { Reached } from './reach-teams.ts';

/** Further back nobody remembers what they were told. */
const MEMORY = 120 * DAY;
/** Something may have come about that shows in no history: an initiative, a snooze taken back elsewhere. */
const LONGEST_QUIET = 3 * HOUR;
const UNSEEN_QUIET = 30 * MINUTE;

export interface OwnedService {
  readonly key: string;
  readonly owner: string;
  readonly tier: string;
  readonly failing: number;
}

/** Somebody who was looked at. */
export interface Look {
  readonly reached: Reached;
  readonly decision: NudgeDecision;
  /** All that is open of theirs. */
  readonly gaps: readonly Gap[];
  /** Their earlier nudges, newest first. */
  readonly past: readonly NudgeRecord[];
  readonly services: ReadonlyMap<string, OwnedService>;
  readonly quiet: Quiet;
  /** Collectors to be asked once more before they are told, by service key. */
  readonly doubts: ReadonlyMap<string, readonly string[]>;
}

/** What each of these has to be told, as of now, whatever the time of day is (see `decision`). */
export async function lookAt(
  context: Context,
  audiences: readonly Reached[],
  now: Instant,
): Promise<readonly Look[]> {
  if (audiences.length === 0) return [];
  const { store, policy } = context;
  const keys = audiences.map(({ key }) => key);
  const teams = [...new Set(audiences.flatMap((one) => one.teams.map(({ id }) => id)))];
  const services = await servicesOf(context, teams);
  const [open, endings, busy, nudges, snoozes] = await Promise.all([
    openOf(context, services, now),
    endingGaps(context, now),
    incidentTeams(context, services),
    store.nudges.since(now - MEMORY, keys),
    store.nudges.snoozes(keys, now),
  ]);
  const byAudience = Map.groupBy(nudges, ({ audienceKey }) => audienceKey);
  const everyDays = new Map(services.map(({ key, tier }) => [key, tierNamed(tier, policy).nudgeEveryDays]));
  return audiences.map((reached) => {
    const theirs = services.filter(({ owner }) => reached.teams.some(({ id }) => id === owner));
    const calm = theirs.filter(({ owner }) => !busy.has(owner));
    const chosen = calm.flatMap(({ key }) => open.get(key) ?? []);
    const gaps = [...chosen.flatMap((one) => one.gaps), ...calm.flatMap(({ key }) => endings.get(key) ?? [])];
    const past = byAudience.get(reached.key) ?? [];
    const decision = decideNudge({
      now,
      working: reached.working,
      gaps,
      last: past[0] ?? null,
      toldAt: toldAt(past),
      snoozes: new Map(
        snoozes.filter((one) => one.audienceKey === reached.key).map((one) => [one.serviceKey, one.until]),
      ),
      preferences: reached.preferences,
      everyDays: (service) => everyDays.get(service) ?? 1,
      // Messages that stand are followed by `update-nudges`, which looks at what changed.
      isOpen: () => true,
    });
    const quiet = quietAfter(decision, chosen, { busy: calm.length < theirs.length, now });
    const doubts = doubtsOf(decision, open);
    const byKey = new Map(theirs.map((one) => [one.key, one]));
    return { reached, decision, gaps, past, services: byKey, quiet, doubts };
  });
}

/** About what would be told. */
function doubtsOf(
  decision: NudgeDecision,
  open: ReadonlyMap<string, ChosenGaps>,
): ReadonlyMap<string, readonly string[]> {
  if (decision.kind !== 'send') return new Map();
  const services = new Set(decision.gaps.map(({ service }) => service));
  return new Map(
    [...services].flatMap((service) => {
      const askFirst = open.get(service)?.askFirst ?? [];
      return askFirst.length === 0 ? [] : [[service, askFirst] as const];
    }),
  );
}

/** Those who have a nudge of their today: they are not looked at again before tomorrow. */
export async function toldToday(
  { store }: Pick<Context, 'store'>,
  audiences: readonly Reached[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  const byDay = Map.groupBy(audiences, ({ working }) => localDate(now, working.timezone));
  const told: string[] = [];
  for (const [day, some] of byDay) {
    const onIt = await store.nudges.told(day);
    told.push(...some.map(({ key }) => key).filter((key) => onIt.has(key)));
  }
  return new Set(told);
}

async function servicesOf(
  { store, scorecards }: Context,
  teams: readonly string[],
): Promise<readonly OwnedService[]> {
  const { primary } = await scorecards();
  const { items } = await store.catalog.list(
    { teams },
    { offset: 0, limit: 100_000 },
    primary?.compiled.scorecard.id ?? null,
  );
  return items.flatMap(({ key, owner, tier, standing }) =>
    owner === null ? [] : [{ key, owner, tier, failing: standing?.failing ?? 0 }],
  );
}

/** Of services where something fails and whose owner is not new. */
async function openOf(
  context: Context,
  services: readonly OwnedService[],
  now: Instant,
): Promise<ReadonlyMap<string, ChosenGaps>> {
  const keys = services.filter(({ failing }) => failing > 0).map(({ key }) => key);
  const records = await context.store.catalog.byKeys(keys);
  const settled = keys.filter((key) => now - (records.get(key)?.ownerSince ?? 0) >= GRACE);
  return openGaps(context, settled, now);
}

/** What never reached anybody was not told; what an admin let go is let go. */
function toldAt(past: readonly NudgeRecord[]): ReadonlyMap<string, Instant> {
  const told = new Map<string, Instant>();
  for (const { gaps, plannedAt, deliveredAt, state } of past.toReversed())
    if (deliveredAt !== null || state === 'discarded')
      for (const gap of gaps) told.set(gapKey(gap), plannedAt);
  return told;
}

const HARD = ['told-today', 'outside-hours', 'not-their-day'];

function quietAfter(
  decision: NudgeDecision,
  chosen: readonly ChosenGaps[],
  { busy, now }: { readonly busy: boolean; readonly now: Instant },
): Quiet {
  if (decision.kind === 'send') return { until: now, hard: false };
  const { lookAt: at } = decision;
  const hard = decision.kind === 'silent' && HARD.includes(decision.why);
  if (hard && at !== null) return { until: at, hard };
  const soonest = [
    now + (busy || chosen.some(({ unseen }) => unseen) ? UNSEEN_QUIET : LONGEST_QUIET),
    ...(at === null ? [] : [at]),
    ...chosen.flatMap(({ ripeAt }) => ripeAt ?? []),
  ];
  return { until: Math.min(...soonest), hard: false };
}
