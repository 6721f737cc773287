/**
 * What some systems once said of a service and say no longer: it was collected then, and failed since. A fresh
 * playground asks once as of those moments, the same collectors by a clock that is turned back, and keeps what they
 * say. Nothing is judged then: the company's history begins when the playground does.
 */
import { DAY, type Duration, type Instant } from '../../domain/instant.ts';
import { askCollector } from '../../use-cases/ask-collector.ts';
import type { Context } from '../../use-cases/context.ts';
import type { VendorName } from './environment.ts';
import type { Trouble, World } from './world.ts';

export interface Moment {
  readonly ago: Duration;
  readonly service: string;
  readonly vendor: VendorName;
  /** The first of this trouble's moments. */
  readonly oldest: Duration;
}

/** The newest answer before each trouble, and the first failure; oldest first. */
export function momentsOf({ services }: World): readonly Moment[] {
  return [...services]
    .flatMap(([service, { github, pagerduty }]) => [
      { service, vendor: 'github' as const, trouble: github.refuses },
      { service, vendor: 'pagerduty' as const, trouble: pagerduty?.refuses },
    ])
    .flatMap(({ trouble, ...about }) =>
      trouble === undefined
        ? []
        : momentsIn(trouble).map((ago, _, [oldest = ago]) => ({ ...about, ago, oldest })),
    )
    .toSorted((a, b) => b.ago - a.ago);
}

function momentsIn({ answered, since }: Trouble): readonly Duration[] {
  return answered === undefined ? [since] : [answered, since];
}

/** Nothing where it was lived through lately. The clock ends where it was. */
export async function liveThrough(
  context: Context,
  moments: readonly Moment[],
  clock: { readonly now: () => Instant; readonly advance: (ms: Duration) => void },
): Promise<void> {
  const wanted = await Promise.all(moments.map((moment) => isForgotten(context, moment, clock.now())));
  for (const moment of moments.filter((_, place) => wanted[place])) {
    clock.advance(-moment.ago);
    try {
      await askThen(context, moment);
    } finally {
      clock.advance(moment.ago);
    }
  }
}

/** A playground that is started again after days has grown older than the company is meant to be. */
async function isForgotten({ store }: Context, { service, vendor, oldest }: Moment, now: Instant) {
  const record = await store.catalog.find(service);
  if (record === undefined) return false;
  const documents = (await store.facts.of([record.key])).get(record.key) ?? [];
  const said = documents.filter(({ collector }) => collector === vendor);
  return said.every(({ collectedAt }) => (collectedAt ?? 0) < now - oldest - DAY);
}

async function askThen({ store, collecting }: Context, { service, vendor }: Moment): Promise<void> {
  const collector = collecting.collectors.find(({ source }) => source.collector === vendor);
  const record = await store.catalog.find(service);
  if (collector === undefined || record === undefined) return;
  const findings = await askCollector({ store }, collector, [record]);
  await store.facts.save(
    findings.flatMap(({ attempt: { key, documents } }) => documents.map((document) => ({ key, document }))),
  );
}
