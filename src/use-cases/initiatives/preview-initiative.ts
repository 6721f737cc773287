import { UserError } from '../../domain/errors.ts';
import { countsOf } from '../../domain/initiatives/progress.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { localDate } from '../../domain/local-date.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { InitiativeAsk, InitiativeChoices, InitiativePreview } from '../initiative-views.ts';
import { seesRule } from '../sees-rule.ts';
import { askedFor } from './asked-for.ts';
import { refuseOutsiders } from './known-initiative.ts';
import { progressIn } from './refresh.ts';
import { scopeOf } from './scope.ts';

const USUAL_LENGTH = 30 * DAY;
const NOTHING: InitiativePreview = { services: 0, owners: 0, counts: countsOf([]), problem: null };

/** What an initiative can ask for, the primary scorecard first; of rules on trial nothing. */
export async function initiativeChoices(context: Context, viewer: Viewer): Promise<InitiativeChoices> {
  refuseOutsiders(viewer);
  const { all } = await context.scorecards();
  const scorecards = all.map(({ compiled: { scorecard } }) => ({
    id: scorecard.id,
    name: scorecard.name,
    levels: scorecard.levels,
    rules: scorecard.rules
      .filter((rule) => rule.stage !== 'trial' && seesRule(viewer, scorecard, rule))
      .map(({ id, title }) => ({ id, name: title })),
  }));
  const { timezone } = context.policy;
  return { scorecards, timezone, usualDate: localDate(context.clock.now() + USUAL_LENGTH, timezone) };
}

/** How many services and owners it would be about, and how they stand today. */
export async function previewInitiative(
  context: Context,
  viewer: Viewer,
  ask: Pick<InitiativeAsk, 'scorecard' | 'asks' | 'filter'>,
): Promise<InitiativePreview> {
  refuseOutsiders(viewer);
  return previewOf(context, ask, viewer);
}

/** The same for whoever is allowed to already. */
export async function previewOf(
  context: Context,
  ask: Pick<InitiativeAsk, 'scorecard' | 'asks' | 'filter'> & { readonly deadline?: Instant },
  viewer?: Viewer,
): Promise<InitiativePreview> {
  const asked = askedFor(await context.scorecards(), { deadline: context.clock.now(), ...ask });
  try {
    const { matching } = await scopeOf(context, ask.filter, viewer);
    if (asked === null) return NOTHING;
    const progress = await progressIn(
      context,
      asked,
      matching.map(({ key }) => key),
    );
    const inScope = matching.filter(({ key }) => progress.has(key));
    const owners = new Set(inScope.flatMap(({ owner }) => (owner === null ? [] : [owner])));
    const parts = [...progress.values()].map((one) => ({ progress: one }));
    return { services: inScope.length, owners: owners.size, counts: countsOf(parts), problem: null };
  } catch (error) {
    if (error instanceof UserError) return { ...NOTHING, problem: error.message };
    throw error;
  }
}
