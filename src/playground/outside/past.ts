/**
 * What some systems once said of a service and say no longer: it was collected then, and failed since. A fresh
 * playground asks once as of those moments, the same collectors by a clock that is turned back, and keeps what they
 * say. Nothing is judged then: the company's history begins when the playground does.
 */
import type { Duration } from '../../domain/instant.ts';
import { askCollector } from '../../use-cases/ask-collector.ts';
import type { Context } from '../../use-cases/context.ts';
import type { VendorName } from './environment.ts';
import type { World } from './world.ts';

export interface Moment {
  readonly ago: Duration;
  readonly service: string;
  readonly vendor: VendorName;
}

/** The newest answer before each trouble, and the first failure; oldest first. */
export function momentsOf({ services }: World): readonly Moment[] {
  return [...services]
    .flatMap(([service, { github, pagerduty }]) => [
      { service, vendor: 'github' as const, trouble: github.refuses },
      { service, vendor: 'pagerduty' as const, trouble: pagerduty?.refuses },
    ])
    .flatMap(({ trouble, ...about }) =>
      [trouble?.answered, trouble?.since].flatMap((ago) => (ago === undefined ? [] : [{ ...about, ago }])),
    )
    .toSorted((a, b) => b.ago - a.ago);
}

/** The clock ends where it was. */
export async function liveThrough(
  context: Context,
  moments: readonly Moment[],
  clock: { readonly advance: (ms: Duration) => void },
): Promise<void> {
  for (const moment of moments) {
    clock.advance(-moment.ago);
    try {
      await askThen(context, moment);
    } finally {
      clock.advance(moment.ago);
    }
  }
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
