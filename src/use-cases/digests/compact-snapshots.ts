import { setImmediate as breathe } from 'node:timers/promises';
import { startOfDate } from '../../domain/local-date.ts';
import type { Context } from '../context.ts';

/** The day before which this was done last. */
const MARK = 'snapshots compacted before';

/** Rows that go in one transaction. */
const SLICE = 500;

/**
 * Once a day, since it looks through years: of what is older than `before` (ISO date) one day a week stays, of how
 * services stood and of what proved it.
 */
export async function compactSnapshots(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  before: string,
): Promise<void> {
  if ((await store.marks.read(MARK)) === before) return;
  await store.digests.compact(before);
  const start = startOfDate(before, policy.timezone);
  while ((await store.evaluations.thinSuperseded(start, SLICE)) > 0) await breathe();
  await store.marks.write(MARK, before);
}
