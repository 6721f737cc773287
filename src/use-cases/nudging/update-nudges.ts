/** Messages that stand follow what was mended since: in place, so that it disturbs nobody. */
import { hash } from 'node:crypto';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import { shrunk, UPDATED_FOR } from '../../domain/planner/decide-nudge.ts';
import { gapKey, type ToldGap } from '../../domain/planner/gap.ts';
import type { Context } from '../context.ts';
import type { NudgeAnswer, NudgeRecord } from '../nudge-ports.ts';
import { intentOf } from './intents.ts';
import type { Reach } from './reach-teams.ts';
import { type Standings, standingsOf } from './told-standings.ts';

const LOOKED = 'nudges follow changes until';
/** What a transaction wrote may be seen a moment after its own time. */
const OVERLAP = MINUTE;
/** After a long silence the messages of the time before are let be. */
const FURTHEST = UPDATED_FOR;

/** Keys of services that changed since this was last asked. */
export async function changedServices(
  { store, planning }: Pick<Context, 'store' | 'planning'>,
  now: Instant,
): Promise<readonly string[]> {
  // The clock was set back: what was to be quiet until then would be so for too long.
  if (planning.lookedUntil !== null && now < planning.lookedUntil) planning.forget();
  const last = planning.lookedUntil ?? Number((await store.marks.read(LOOKED)) ?? now);
  planning.lookedUntil = now;
  return store.evaluations.changedSince(Math.max(last - OVERLAP, now - FURTHEST));
}

/** To be called once what changed until then was dealt with. */
export async function keepLooked({ store }: Pick<Context, 'store'>, now: Instant): Promise<void> {
  await store.marks.write(LOOKED, String(now));
}

/** Has the newest message of everybody told again whose set has shrunk, and keeps what was mended as an answer. */
export async function updateNudges(
  context: Context,
  reach: Reach,
  changed: readonly string[],
  now: Instant,
): Promise<number> {
  if (changed.length === 0) return 0;
  const { store } = context;
  const records = await store.catalog.byKeys(changed);
  const owners = new Set([...records.values()].map(({ service }) => service.owner));
  const audiences = [...reach.everybody].flatMap(([team, keys]) => (owners.has(team) ? keys : []));
  const latest = await store.nudges.latest([...new Set(audiences)]);
  const touched = new Set(changed);
  const standing = [...latest.values()].filter(
    ({ plannedAt, state, gaps }) =>
      state === 'planned' &&
      now - plannedAt <= UPDATED_FOR &&
      gaps.some(({ service }) => touched.has(service)),
  );
  if (standing.length === 0) return 0;
  const services = [...new Set(standing.flatMap(({ gaps }) => gaps.map(({ service }) => service)))];
  const standings = await standingsOf(context, services, now);
  const intents = standing.flatMap((nudge) => {
    const left = shrunk(nudge, (gap) => standings.isOpen(gap), now);
    if (left === null) return [];
    const subject = { nudge: nudge.id };
    return [intentOf('nudge', { subject, audience: nudge.audience, occasion: hashOf(left) }, now)];
  });
  const answers = standing.flatMap((nudge) => fixesOf(nudge, standings, touched, now));
  if (intents.length + answers.length === 0) return 0;
  return store.transaction(async (ports) => {
    await ports.nudges.answer(answers);
    return intents.length === 0 ? 0 : ports.messages.add(intents);
  });
}

/** Mended, or excepted, since they were told of it. */
function fixesOf(
  { audienceKey, gaps }: NudgeRecord,
  standings: Standings,
  touched: ReadonlySet<string>,
  now: Instant,
): readonly NudgeAnswer[] {
  const fixed = gaps
    .filter((gap) => touched.has(gap.service) && !standings.isOpen(gap))
    .map(({ service }) => service);
  return [...new Set(fixed)].map((serviceKey) => ({ audienceKey, serviceKey, at: now, kind: 'fix' }));
}

function hashOf(left: readonly ToldGap[]): string {
  return hash('sha256', left.map(gapKey).toSorted().join('\n'), 'base64url').slice(0, 16);
}
