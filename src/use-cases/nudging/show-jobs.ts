import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { JobsView } from '../nudge-views.ts';
import { heldStorm } from './hold-storm.ts';
import { stormView } from './others-to-tell.ts';
import { refuseOthers } from './show-rollout.ts';

/** What the bot does by itself, how that went, and what waits. */
export async function showJobs(context: Context, viewer: Viewer): Promise<JobsView> {
  refuseOthers(viewer);
  const { store, clock } = context;
  const now = clock.now();
  const [last, held, counts] = await Promise.all([
    store.jobRuns.last(),
    heldStorm(context),
    store.messages.counts(),
  ]);
  const jobs = await Promise.all(
    context.jobs().map(async ({ name, summary, every, next, due }) => {
      const run = last.get(name);
      return {
        ...{ name, summary, every },
        last: run === undefined ? null : { at: run.beganAt, took: run.took, ok: run.ok, error: run.error },
        next: next(now),
        due: await due(now),
      };
    }),
  );
  return {
    jobs,
    held: held === undefined ? null : await stormView(context, held),
    waiting: counts.pending + counts.sending + counts.ambiguous,
    at: now,
  };
}
