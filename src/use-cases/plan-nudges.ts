/** Who is reminded now: what is due is computed from what is kept, so that a missed tick costs delay only. */
import type { Instant } from '../domain/instant.ts';
import { daysLater, localDate } from '../domain/local-date.ts';
import { nextWorkingTime, nextWorkingTimeFrom } from '../domain/planner/working-time.ts';
import { mayBeNudged } from '../domain/rollout.ts';
import type { Context } from './context.ts';
import { confirmed } from './nudging/ask-again.ts';
import { lookAt, toldToday } from './nudging/due-nudges.ts';
import { heldStorm, hold, stormOf } from './nudging/hold-storm.ts';
import { isDue, writeNudges } from './nudging/nudge-records.ts';
import { type Reach, type Reached, reachLately } from './nudging/reach-teams.ts';
import { rolloutNow } from './nudging/rollout-now.ts';
import { takeSteps } from './nudging/take-steps.ts';
import { changesLately, keepLooked, updateNudges } from './nudging/update-nudges.ts';

export interface NudgeReport {
  readonly planned: number;
  /** Messages that stand and are told again, since less is left. */
  readonly updated: number;
  readonly escalated: number;
  /** Held back until an admin decides. */
  readonly held: number;
}

const NOTHING: NudgeReport = { planned: 0, updated: 0, escalated: 0, held: 0 };

/**
 * Plans a message for everybody who is due: at most one for each of them and local working day, about everything that
 * is theirs. Nothing before the first outcomes of this process are computed, and while a storm is held.
 */
export async function planNudges(context: Context, now: Instant): Promise<NudgeReport> {
  if (!context.planning.settled()) return NOTHING;
  const rollout = await rolloutNow(context);
  const teams = (await context.store.catalog.teams()).filter(({ id }) => mayBeNudged(rollout, id));
  if (teams.length === 0) return NOTHING;
  const reach = await reachLately(context, teams, now);
  const updated = await follow(context, reach, now);
  if (!reach.audiences.some(({ key }) => isAwake(context, key, now))) return { ...NOTHING, updated };
  if ((await heldStorm(context)) !== undefined) return { ...NOTHING, updated };
  const working = await atWork(context, reach.audiences, now);
  const looks = await lookAt(context, working, now);
  for (const { reached, quiet } of looks) context.planning.quiet.set(reached.key, quiet);
  const due = await confirmed(context, looks.filter(isDue), now);
  const storm = await stormOf(context, due.length, reach.audiences.length, now);
  if (storm !== null) {
    await hold(context, storm);
    return { ...NOTHING, updated, held: due.length };
  }
  // Before the reminders: whoever was told today is looked at tomorrow again.
  const escalated = await takeSteps(context, looks, reach.everybody, now);
  const planned = await writeNudges(context, due, now);
  return { planned, updated, escalated, held: 0 };
}

/** What has changed since the last look: messages follow it, and whoever is concerned is looked at anew. */
async function follow(context: Context, reach: Reach, now: Instant): Promise<number> {
  const changes = await changesLately(context, now);
  if (changes.services.length === 0) return 0;
  const updated = await updateNudges(context, reach, changes, now);
  const records = await context.store.catalog.byKeys(changes.services);
  const owners = new Set([...records.values()].map(({ service }) => service.owner));
  for (const { key, teams } of reach.audiences)
    if (teams.some(({ id }) => owners.has(id)) && context.planning.quiet.get(key)?.hard !== true)
      context.planning.quiet.delete(key);
  await keepLooked(context, now);
  return updated;
}

/** Those who work now, have not been told today, and of whom it is not known that nothing has come about. */
async function atWork(
  context: Context,
  audiences: readonly Reached[],
  now: Instant,
): Promise<readonly Reached[]> {
  const { quiet } = context.planning;
  const awake = audiences.filter(({ key }) => isAwake(context, key, now));
  const working = awake.filter(({ key, working }) => {
    const next = nextWorkingTime(now, working);
    if (next === now) return true;
    quiet.set(key, { until: next ?? Number.POSITIVE_INFINITY, hard: true });
    return false;
  });
  if (working.length === 0) return [];
  const told = await toldToday(context, working, now);
  for (const { key, working: hours } of working.filter(({ key }) => told.has(key))) {
    const tomorrow = daysLater(localDate(now, hours.timezone), 1);
    quiet.set(key, { until: nextWorkingTimeFrom(tomorrow, hours) ?? Number.POSITIVE_INFINITY, hard: true });
  }
  return working.filter(({ key }) => !told.has(key));
}

/** At most ticks nobody is: then nothing else is read. */
function isAwake({ planning }: Pick<Context, 'planning'>, key: string, now: Instant): boolean {
  return (planning.quiet.get(key)?.until ?? 0) <= now;
}
