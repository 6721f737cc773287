/** Messages that stand follow what was mended, and who answers for what, since: in place, so that it disturbs nobody. */
import { hash } from 'node:crypto';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import { shrunk, UPDATED_FOR } from '../../domain/planner/decide-nudge.ts';
import { gapKey, type ToldGap } from '../../domain/planner/gap.ts';
import type { Context } from '../context.ts';
import type { NudgeAnswer, NudgeRecord } from '../nudge-ports.ts';
import type { ServiceRecord } from '../ports.ts';
import { type Dropped, droppedSince } from './asking-initiatives.ts';
import { intentOf } from './intents.ts';
import type { Reach } from './reach-teams.ts';
import { type Standings, standingsOf } from './told-standings.ts';

const LOOKED = 'nudges follow changes until';
/** What a transaction wrote may be seen a moment after its own time. */
const OVERLAP = MINUTE;
/** After a long silence the messages of the time before are let be. */
const FURTHEST = UPDATED_FOR;

/** What has come about since this was last asked. */
export interface Changes {
  /** Keys of services of which an outcome, the owner, that all of it is true, or what is asked of them has changed. */
  readonly services: readonly string[];
  /** Initiatives that ask for nothing any more. */
  readonly dropped: readonly Dropped[];
}

export async function changesLately(
  context: Pick<Context, 'store' | 'planning' | 'scorecards'>,
  now: Instant,
): Promise<Changes> {
  const { store, planning } = context;
  // The clock was set back: what was to be quiet until then would be so for too long.
  if (planning.lookedUntil !== null && now < planning.lookedUntil) planning.forget();
  const last = planning.lookedUntil ?? Number((await store.marks.read(LOOKED)) ?? now);
  planning.lookedUntil = now;
  const since = Math.max(last - OVERLAP, now - FURTHEST);
  const [judged, tenures, verified, dropped] = await Promise.all([
    store.evaluations.changedSince(since),
    store.catalog.tenures(),
    store.upkeep.lastVerified(),
    droppedSince(context, since),
  ]);
  const handedOver = tenures.filter(({ ownerSince }) => (ownerSince ?? 0) >= since).map(({ key }) => key);
  const confirmed = [...verified].filter(([, at]) => at >= since).map(([key]) => key);
  const asked = dropped.flatMap(({ keys }) => [...keys]);
  return { services: [...new Set([...judged, ...handedOver, ...confirmed, ...asked])], dropped };
}

/** To be called once what changed until then was dealt with. */
export async function keepLooked({ store }: Pick<Context, 'store'>, now: Instant): Promise<void> {
  await store.marks.write(LOOKED, String(now));
}

/** Has the newest message of everybody told again whose set has shrunk, and keeps what was mended as an answer. */
export async function updateNudges(
  context: Context,
  reach: Reach,
  { services: changed, dropped }: Changes,
  now: Instant,
): Promise<number> {
  if (changed.length === 0) return 0;
  const { store } = context;
  const records = await store.catalog.byKeys(changed);
  const latest = await newestAbout(context, reach, [...records.values()], now);
  const touched = new Set(changed);
  const standing = latest.filter(
    ({ plannedAt, state, gaps }) =>
      state === 'planned' &&
      now - plannedAt <= UPDATED_FOR &&
      gaps.some(({ service }) => touched.has(service)),
  );
  if (standing.length === 0) return 0;
  const standings = await standingsOf(
    context,
    standing.flatMap(({ gaps }) => gaps),
    now,
  );
  const intents = standing.flatMap((nudge) => {
    const isLeft = (gap: ToldGap) =>
      standings.isOpen(gap) && !standings.isMoved(gap.service, nudge.plannedAt);
    const left = shrunk(nudge, isLeft, now);
    // What is left may name an initiative that is over.
    const occasion = left === null ? namedIn(nudge, dropped) : hashOf(left);
    if (occasion === null) return [];
    return [intentOf('nudge', { subject: { nudge: nudge.id }, audience: nudge.audience, occasion }, now)];
  });
  const answers = standing.flatMap((nudge) => fixesOf(nudge, standings, touched, now));
  if (intents.length + answers.length === 0) return 0;
  return store.transaction(async (ports) => {
    await ports.nudges.answer(answers);
    return intents.length === 0 ? 0 : ports.messages.add(intents);
  });
}

/** Once for each initiative that it may name; null = it names none of these. */
function namedIn({ gaps }: NudgeRecord, dropped: readonly Dropped[]): string | null {
  const named = dropped.filter(({ keys, rules }) =>
    gaps.some(({ service, id }) => keys.has(service) && rules.has(id)),
  );
  return named.length === 0 ? null : `without ${named.map(({ initiative }) => initiative.id).join(' ')}`;
}

/** The newest of everybody who may have been told of these services: of their owners, and of those that had them before. */
async function newestAbout(
  { store }: Context,
  reach: Reach,
  records: readonly ServiceRecord[],
  now: Instant,
): Promise<readonly NudgeRecord[]> {
  const lately = now - UPDATED_FOR;
  if (records.some(({ ownerSince = 0 }) => ownerSince >= lately)) {
    const all = Map.groupBy(await store.nudges.since(lately), ({ audienceKey }) => audienceKey);
    return [...all.values()].flatMap(([newest]) => newest ?? []);
  }
  const owners = new Set(records.map(({ service }) => service.owner));
  const audiences = [...reach.everybody].flatMap(([team, keys]) => (owners.has(team) ? keys : []));
  return [...(await store.nudges.latest([...new Set(audiences)])).values()];
}

/** Mended, or excepted, since they were told of it. */
function fixesOf(
  { audienceKey, gaps, plannedAt }: NudgeRecord,
  standings: Standings,
  touched: ReadonlySet<string>,
  now: Instant,
): readonly NudgeAnswer[] {
  const fixed = gaps
    .filter((gap) => touched.has(gap.service) && !standings.isOpen(gap) && !standings.isDropped(gap))
    .filter(({ service }) => !standings.isMoved(service, plannedAt))
    .map(({ service }) => service);
  return [...new Set(fixed)].map((serviceKey) => ({ audienceKey, serviceKey, at: now, kind: 'fix' }));
}

function hashOf(left: readonly ToldGap[]): string {
  return hash('sha256', left.map(gapKey).toSorted().join('\n'), 'base64url').slice(0, 16);
}
