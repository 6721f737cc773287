import type { Context } from '../context.ts';

/** The day before which this was done last. */
const MARK = 'snapshots compacted before';

/** Once a day, since it looks through years: of what is older than `before` (ISO date) one day a week stays. */
export async function compactSnapshots({ store }: Pick<Context, 'store'>, before: string): Promise<void> {
  if ((await store.marks.read(MARK)) === before) return;
  await store.digests.compact(before);
  await store.marks.write(MARK, before);
}
