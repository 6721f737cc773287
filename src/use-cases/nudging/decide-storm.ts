import { UserError } from '../../domain/errors.ts';
import { WEEKDAYS } from '../../domain/policy.ts';
import type { Viewer } from '../../domain/rights.ts';
import { mayBeNudged } from '../../domain/rollout.ts';
import type { Context } from '../context.ts';
import type { StormView } from '../nudge-views.ts';
import { lookAt, toldToday } from './due-nudges.ts';
import { intentOf } from './intents.ts';
import { isDue, writeNudges } from './nudge-records.ts';
import { RECENT, stormView } from './others-to-tell.ts';
import { type Reached, reachTeams } from './reach-teams.ts';
import { rolloutNow } from './rollout-now.ts';
import { refuseOthers } from './show-rollout.ts';

/** Lets what was held go out, or lets it go. Whoever comes second is shown what was decided. */
export async function decideStorm(
  context: Context,
  viewer: Viewer,
  id: string,
  decision: 'send' | 'discard',
): Promise<StormView> {
  refuseOthers(viewer);
  const { store, clock } = context;
  const known = await stormOfId(context, id);
  const now = clock.now();
  const state = decision === 'send' ? 'sent' : 'discarded';
  const isFirst = await store.transaction(async (ports) => {
    if (!(await ports.nudges.decideStorm(id, state, viewer.id, now))) return false;
    const by = { actor: viewer.id, actorName: viewer.name, from: 'slack' };
    const { owners, of } = known;
    await ports.audit.append([
      { at: now, ...by, act: `storm.${decision}`, serviceKey: null, subject: id, details: { owners, of } },
    ]);
    return true;
  });
  if (isFirst && decision === 'discard') await letGo(context, now);
  if (isFirst) await tellAdmins(context, id, state, now);
  context.planning.forget();
  return stormView(context, await stormOfId(context, id));
}

async function stormOfId({ store }: Context, id: string) {
  const found = (await store.nudges.storms(RECENT)).find((one) => one.id === id);
  if (found === undefined)
    throw new UserError('That was decided long ago. `/ready admin jobs` shows what is held.');
  return found;
}

/**
 * What was due goes to the log as told, so that it is not due again tomorrow; nothing of it is sent. That is so of
 * those too whose day has not begun: nobody is asked once for each zone.
 */
async function letGo(context: Context, now: number): Promise<void> {
  const rollout = await rolloutNow(context);
  const teams = (await context.store.catalog.teams()).filter(({ id }) => mayBeNudged(rollout, id));
  const { audiences } = await reachTeams(context, teams);
  const told = await toldToday(context, audiences, now);
  const waiting = audiences.filter(({ key }) => !told.has(key)).map(atAllHours);
  const looks = await lookAt(context, waiting, now);
  await writeNudges(context, looks.filter(isDue), 'discarded', now);
}

function atAllHours(reached: Reached): Reached {
  const always = { days: WEEKDAYS, from: '00:00', to: '23:59', isHoliday: () => false };
  return { ...reached, working: { ...reached.working, ...always } };
}

/** Every admin's message says what was decided. */
async function tellAdmins(
  { store, directory, policy }: Context,
  id: string,
  state: string,
  now: number,
): Promise<void> {
  const { people, unresolved } = await directory.resolve(policy.admins);
  await store.messages.add(
    [...people.map((one) => one.id), ...unresolved].map((person) =>
      intentOf(
        'storm',
        { subject: { storm: id }, audience: { kind: 'person', person }, occasion: state },
        now,
      ),
    ),
  );
}
