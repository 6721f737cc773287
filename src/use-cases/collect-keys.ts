import type { Instant } from '../domain/instant.ts';
import { askCollector } from './ask-collector.ts';
import { troubleOf } from './collect-together.ts';
import type { CollectorInUse, Context } from './context.ts';
import { keepFindings } from './keep-findings.ts';
import { pausesOf } from './pauses.ts';
import { lanes, sliceSize } from './slices.ts';
import type { CollectorTrouble } from './verbs.ts';
import { waitingFor } from './waiting-for.ts';

/** Told of services that one collector is done with, with what went wrong, by service key. */
export type Told = (
  done: readonly string[],
  trouble: ReadonlyMap<string, readonly CollectorTrouble[]>,
) => Promise<void>;

interface AskedKeys {
  readonly keys: readonly string[];
  /** Who was answered about since then need not be asked again. */
  readonly startedAt: Instant;
  readonly timeZone: string;
  readonly told: Told;
}

/** Asks one collector about these services, due or not, and keeps what it says slice by slice. */
export async function collectKeys(
  context: Context,
  collector: CollectorInUse,
  { keys, startedAt, timeZone, told }: AskedKeys,
): Promise<void> {
  const size = sliceSize(collector);
  let next = 0;
  const lane = async () => {
    while (next < keys.length) {
      const slice = keys.slice(next, next + size);
      next += slice.length;
      const until = (await pausesOf(context)).get(collector.source.collector);
      const trouble =
        until === undefined
          ? await collectSlice(context, collector, slice, { startedAt, timeZone })
          : await putOff(context, collector, slice, waitingFor(collector.vendor, until, timeZone));
      await told(slice, trouble);
    }
  };
  await Promise.all(Array.from({ length: lanes(collector) }, lane));
}

type Troubles = ReadonlyMap<string, readonly CollectorTrouble[]>;

async function collectSlice(
  context: Context,
  collector: CollectorInUse,
  keys: readonly string[],
  { startedAt, timeZone }: Pick<AskedKeys, 'startedAt' | 'timeZone'>,
): Promise<Troubles> {
  const known = await context.store.collections.of(keys, [collector.source.collector]);
  const goodAt = new Map(known.map(({ key, lastGoodAt }) => [key, lastGoodAt ?? 0]));
  const old = keys.filter((key) => (goodAt.get(key) ?? 0) < startedAt);
  const records = await context.store.catalog.byKeys(old);
  const findings = await askCollector(context, collector, [...records.values()]);
  await keepFindings(context, findings);
  return new Map(findings.map((finding) => [finding.attempt.key, troubleOf(finding, timeZone)]));
}

/** Due as soon as the vendor allows. */
async function putOff(
  { store, clock }: Context,
  { source: { collector } }: CollectorInUse,
  keys: readonly string[],
  reason: string,
): Promise<Troubles> {
  await store.collections.hasten(keys, clock.now(), [collector]);
  return new Map(keys.map((key) => [key, [{ collector, reason }]]));
}
