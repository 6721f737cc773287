/** What collectors' tests share: a service, an occasion, and a collector bound to what an operator gives. */
import type { Collected, Collector, Given, Occasion } from '../../src/collectors/collector.ts';
import type { Service } from '../../src/domain/catalog.ts';

export const NOW = Date.parse('2026-03-12T09:41:00Z');

export function service(more: Partial<Service> = {}): Service {
  return {
    id: 'payments-api',
    name: 'Payments API',
    type: 'service',
    lifecycle: 'production',
    tier: 'tier-1',
    also: [],
    repos: [],
    links: [],
    tags: [],
    annotations: {},
    custom: {},
    formerly: [],
    ...more,
  };
}

export function occasion(more: Partial<Occasion> = {}): Occasion {
  return { now: NOW, signal: new AbortController().signal, flags: [], ...more };
}

export function given(more: Partial<Given> = {}): Given {
  return { settings: undefined, environment: {}, home: '/nowhere', ...more };
}

/** What the collector learned about the service, by namespace. */
export async function collect(
  collector: Collector,
  about: Service,
  more: Partial<Given> = {},
  at: Partial<Occasion> = {},
): Promise<Record<string, Collected>> {
  const { collector: bound, problems } = collector.configure(given(more));
  if (problems.length > 0) throw new Error(problems.join(', '));
  const collected = await bound.collect(about, occasion(at));
  return Object.fromEntries(collected.map((one) => [one.namespace, one]));
}
