import { UserError } from '../../domain/errors.ts';
import { type Preferences, USUAL } from '../../domain/planner/preferences.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { PreferencesView } from '../nudge-views.ts';
import { refuseStrangers } from '../reachable-service.ts';

export async function showPreferences(context: Context, viewer: Viewer): Promise<PreferencesView> {
  refuseStrangers(viewer);
  const { store, policy } = context;
  const [chosen, teams] = await Promise.all([store.nudges.preferences([viewer.id]), store.catalog.teams()]);
  const preferences = chosen.get(viewer.id);
  const { from, to } = policy.workingHours;
  return {
    preferences: preferences ?? USUAL,
    usual: preferences === undefined,
    timezone: viewer.timezone,
    workingHours: { from, to },
    stewardOf: teams.filter(({ id }) => viewer.stewardOf.includes(id)).map(({ id, name }) => ({ id, name })),
  };
}

/** How somebody is reminded from now on. Throws a `UserError` for a time or zone that is none. */
export async function choosePreferences(
  context: Context,
  viewer: Viewer,
  preferences: Preferences,
): Promise<PreferencesView> {
  refuseStrangers(viewer);
  const { at, timezone } = preferences;
  if (at !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(at))
    throw new UserError(`“${at}” is no time. Type it like 09:30.`);
  if (timezone !== null && !isZone(timezone))
    throw new UserError(`“${timezone}” is no time zone. Type it like Europe/London.`);
  const { from, to } = context.policy.workingHours;
  if (at !== null && (at < from || at >= to))
    throw new UserError(`Choose a time in working hours, from ${from} and before ${to}.`);
  await context.store.nudges.prefer(viewer.id, preferences);
  context.planning.forget();
  return showPreferences(context, viewer);
}

function isZone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
