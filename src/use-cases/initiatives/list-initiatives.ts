import type { Initiative, InitiativeState } from '../../domain/initiative.ts';
import { daysLeft } from '../../domain/initiatives/deadlines.ts';
import { countsOf } from '../../domain/initiatives/progress.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { InitiativeLine, InitiativeListing } from '../initiative-views.ts';
import { mayFor, refuseOutsiders } from './known-initiative.ts';

const MOST_ENDED = 10;

/** All that run, the viewer's drafts (an admin's: everybody's), and what ended last. */
export async function listInitiatives(context: Context, viewer: Viewer): Promise<InitiativeListing> {
  refuseOutsiders(viewer);
  const all = (...states: InitiativeState[]) => context.store.initiatives.list(states);
  const [running, drafts, ended] = await Promise.all([
    all('active'),
    all('draft'),
    all('met', 'ended', 'cancelled'),
  ]);
  const mine = drafts.filter((draft) => mayFor(viewer, 'run-initiative', draft));
  // A draft that was dropped is nobody's news.
  const newest = ended
    .filter(({ startedAt }) => startedAt !== null)
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  return {
    running: await linesOf(context, running),
    drafts: await linesOf(context, mine),
    ended: await linesOf(context, newest.slice(0, MOST_ENDED)),
  };
}

function linesOf(context: Context, some: readonly Initiative[]): Promise<readonly InitiativeLine[]> {
  return Promise.all(some.map((one) => lineOf(context, one)));
}

async function lineOf({ store, clock, policy }: Context, initiative: Initiative): Promise<InitiativeLine> {
  const days = await store.initiatives.days(initiative.id);
  return {
    initiative,
    counts: days.at(-1)?.counts ?? countsOf([]),
    daysLeft: daysLeft(initiative.deadline, clock.now(), policy.timezone),
  };
}
