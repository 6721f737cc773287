import type { Initiative, ProgressCounts } from '../../domain/initiative.ts';
import { daysLeft } from '../../domain/initiatives/deadlines.ts';
import { countsOf } from '../../domain/initiatives/progress.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { HomeInitiative } from '../home-views.ts';
import type { Page } from '../service-rows.ts';

interface Asked {
  /** Services whose initiatives these are; null = all services. */
  readonly keys: readonly string[] | null;
  readonly most: number;
  readonly now: Instant;
}

type Reading = Pick<Context, 'store' | 'policy'>;

/** Running initiatives that these services are in, or that the viewer runs; what is open first, by deadline. */
export async function homeInitiatives(
  context: Reading,
  viewer: Viewer,
  { keys, most, now }: Asked,
): Promise<Page<HomeInitiative>> {
  if (viewer.guest) return { items: [], total: 0 };
  const running = await context.store.initiatives.list(['active']);
  const counts = keys === null ? undefined : await countsAmong(context, keys);
  const isShown = ({ id, owner }: Initiative) =>
    counts === undefined || counts.has(id) || owner === viewer.id;
  const all = await Promise.all(
    running.filter(isShown).map(async (initiative) => {
      const { id, title, deadline, owner } = initiative;
      return {
        ...{ id, title, own: owner === viewer.id },
        daysLeft: daysLeft(deadline, now, context.policy.timezone),
        counts: counts?.get(id) ?? (await countsOfAll(context, id)),
      };
    }),
  );
  const items = all.toSorted((a, b) => Number(isDone(a)) - Number(isDone(b)) || a.daysLeft - b.daysLeft);
  return { items: items.slice(0, most), total: items.length };
}

function isDone({ counts: { open, unknown } }: HomeInitiative): boolean {
  return open + unknown === 0;
}

async function countsAmong(
  { store }: Reading,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ProgressCounts>> {
  const parts = [...(await store.initiatives.of(keys)).values()].flat();
  const byInitiative = Map.groupBy(parts, ({ initiative }) => initiative.id);
  return new Map(Array.from(byInitiative, ([id, own]) => [id, countsOf(own.map(({ part }) => part))]));
}

/** As of the last time that somebody looked. */
async function countsOfAll({ store }: Reading, id: string): Promise<ProgressCounts> {
  return (await store.initiatives.days(id)).at(-1)?.counts ?? countsOf([]);
}
