import { UserError } from '../../domain/errors.ts';
import { WEEKDAYS } from '../../domain/policy.ts';
import type { Viewer } from '../../domain/rights.ts';
import { mayBeNudged } from '../../domain/rollout.ts';
import type { Context } from '../context.ts';
import type { Intent } from '../message-ports.ts';
import type { Storm } from '../nudge-ports.ts';
import type { StormView } from '../nudge-views.ts';
import { lookAt, toldToday } from './due-nudges.ts';
import { intentOf } from './intents.ts';
import { type Due, discardNudges, isDue } from './nudge-records.ts';
import { RECENT, stormView } from './others-to-tell.ts';
import { type Reached, reachTeams } from './reach-teams.ts';
import { rolloutNow } from './rollout-now.ts';
import { refuseOthers } from './show-rollout.ts';

/**
 * Lets what was held go out, or lets it go: with all that follows in one transaction. Whoever comes second is shown what
 * was decided. Throws an `ExternalServiceError` when Slack does not say who the admins are, before anything is decided.
 */
export async function decideStorm(
  context: Context,
  viewer: Viewer,
  id: string,
  decision: 'send' | 'discard',
): Promise<StormView> {
  refuseOthers(viewer);
  const known = await stormOfId(context, id);
  if (known.state === 'held') await decide(context, viewer, known, decision);
  return stormView(context, await stormOfId(context, id));
}

async function decide(
  context: Context,
  viewer: Viewer,
  { id, owners, of }: Storm,
  decision: 'send' | 'discard',
): Promise<void> {
  const { store, clock, reached } = context;
  const now = clock.now();
  const state = decision === 'send' ? 'sent' : 'discarded';
  const told = await tellingAdmins(context, id, state, now);
  const letGo = decision === 'discard' ? await dueAtAllHours(context, now) : [];
  reached('storm.deciding');
  await store.transaction(async (ports) => {
    if (!(await ports.nudges.decideStorm(id, state, viewer.id, now))) return;
    const by = { actor: viewer.id, actorName: viewer.name, from: 'slack' };
    await ports.audit.append([
      { at: now, ...by, act: `storm.${decision}`, serviceKey: null, subject: id, details: { owners, of } },
    ]);
    await discardNudges(ports, letGo, now);
    await ports.messages.add(told);
    reached('storm.decision-written');
  });
  reached('storm.decided');
  context.planning.forget();
}

async function stormOfId({ store }: Context, id: string) {
  const found = (await store.nudges.storms(RECENT)).find((one) => one.id === id);
  if (found === undefined)
    throw new UserError('That was decided long ago. `/ready admin jobs` shows what is held.');
  return found;
}

/**
 * What was due, and goes to the log as told where it is let go, so that it is not due again tomorrow: also of those
 * whose day has not begun. Nobody is asked once for each zone.
 */
async function dueAtAllHours(context: Context, now: number): Promise<readonly Due[]> {
  const rollout = await rolloutNow(context);
  const teams = (await context.store.catalog.teams()).filter(({ id }) => mayBeNudged(rollout, id));
  const { audiences } = await reachTeams(context, teams);
  const told = await toldToday(context, audiences, now);
  const waiting = audiences.filter(({ key }) => !told.has(key)).map(atAllHours);
  return (await lookAt(context, waiting, now)).filter(isDue);
}

function atAllHours(reached: Reached): Reached {
  const always = { days: WEEKDAYS, from: '00:00', to: '23:59', isHoliday: () => false };
  return { ...reached, working: { ...reached.working, ...always } };
}

/** Every admin's message says what was decided. */
async function tellingAdmins(
  { directory, policy }: Context,
  id: string,
  state: string,
  now: number,
): Promise<readonly Intent[]> {
  const { people, unresolved } = await directory.resolve(policy.admins);
  return [...people.map((one) => one.id), ...unresolved].map((person) =>
    intentOf('storm', { subject: { storm: id }, audience: { kind: 'person', person }, occasion: state }, now),
  );
}
