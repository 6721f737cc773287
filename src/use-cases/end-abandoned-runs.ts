import { type Duration, MINUTE } from '../domain/instant.ts';
import { collectionAudience, progressIntent } from './collection-progress.ts';
import type { Context } from './context.ts';

/** A collection that goes on says so at least each second; waiting for one answer takes no longer. */
const SILENT_FOR: Duration = 10 * MINUTE;

/** Ends what a process left behind when it died, so that nobody watches a bar that will never move again. */
export async function endAbandonedRuns({ store, clock }: Pick<Context, 'store' | 'clock'>): Promise<number> {
  const now = clock.now();
  const abandoned = await store.runs.abandoned(now - SILENT_FOR);
  for (const run of abandoned) {
    const ended = { ...run, endedAt: run.updatedAt };
    const audience = collectionAudience(run.causedBy);
    await store.transaction(async ({ runs, messages }) => {
      await runs.write(ended);
      if (audience !== null) await messages.add([progressIntent({ ...ended, updatedAt: now }, audience)]);
    });
  }
  return abandoned.length;
}
