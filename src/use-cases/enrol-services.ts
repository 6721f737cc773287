import { configuredOf } from './collect-together.ts';
import type { Context } from './context.ts';
import { intervalOf } from './interval-of.ts';

/** For which catalog, collectors and intervals every service was last enrolled. */
const ENROLLED = 'collections enrolled';

/**
 * Has every living service collected by every configured collector, at the latest an interval from now: what is new
 * at once. Costs two small reads while neither catalog nor collectors nor intervals change.
 */
export async function enrolServices(context: Context): Promise<void> {
  const { store, clock } = context;
  const inForce = await context.scorecards();
  const intervals = configuredOf(context).map(
    ({ source }) => [source.collector, intervalOf(inForce, source)] as const,
  );
  const mark = JSON.stringify([await store.catalog.revision(), ...intervals]);
  if ((await store.marks.read(ENROLLED)) === mark) return;
  const now = clock.now();
  await store.transaction(async ({ collections, marks }) => {
    await collections.enrol(
      intervals.map(([collector]) => collector),
      now,
    );
    for (const [collector, interval] of intervals) await collections.noLaterThan(collector, now + interval);
    await marks.write(ENROLLED, mark);
  });
}
