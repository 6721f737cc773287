import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant } from '../../domain/instant.ts';
import { daysLater, localDate } from '../../domain/local-date.ts';
import type { Context } from '../context.ts';
import type { DeployDays } from '../picture-ports.ts';
import { LONGEST_TREND } from './longest-trend.ts';
import { productionDeploys } from './production-deploys.ts';

/** The day on which this was done last. */
const MARK = 'deploys kept on';

const SLICE = 200;

/**
 * Facts know the deploys of 30 days, pictures reach further: on which days services reached production is kept as long
 * as a trend is long. Once a day; days on which the bot is away are made up for, within those 30.
 */
export async function keepDeploys(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  now: Instant,
): Promise<void> {
  const today = localDate(now, policy.timezone);
  if ((await store.marks.read(MARK)) === today) return;
  const oldest = daysLater(today, -LONGEST_TREND);
  let after: string | null = null;
  for (;;) {
    const slice: Awaited<ReturnType<typeof store.catalog.keysAfter>> = await store.catalog.keysAfter(
      after,
      SLICE,
    );
    const news = await newDays(
      { store, policy },
      slice.map(({ key }) => key),
      oldest,
    );
    if (news.length > 0) await store.transaction(({ deploys }) => deploys.keep(news), { kept: 'soon' });
    const last = slice.at(-1);
    if (last === undefined || slice.length < SLICE) break;
    after = last.id;
    await breathe();
  }
  await store.marks.write(MARK, today);
}

/** Of those services of which a day is to be added, all that are kept from now on. */
async function newDays(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  keys: readonly string[],
  oldest: string,
): Promise<readonly DeployDays[]> {
  const documents = await store.facts.of(keys, ['deploys']);
  const known = await store.deploys.daysOf([...documents.keys()]);
  return [...documents].flatMap(([serviceKey, found]) => {
    const before = new Set(known.get(serviceKey));
    const recent = productionDeploys(found).map((at) => localDate(at, policy.timezone));
    if (recent.every((day) => before.has(day) || day < oldest)) return [];
    const days = [...before.union(new Set(recent))].filter((day) => day >= oldest).toSorted();
    return [{ serviceKey, days }];
  });
}
