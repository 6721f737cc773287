/** What collectors' tests share: a service, an occasion, and a collector bound to what an operator gives. */
import type { Collected, Collector, Given, Occasion } from '../../src/collectors/collector.ts';
import { readReadyYml } from '../../src/documents/ready-yml.ts';
import type { Service } from '../../src/domain/catalog.ts';
import { describeProblem } from '../../src/domain/errors.ts';

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

export interface GivenText {
  /** What ready.yml says below `collectors.NAME`, as YAML in flow style; absent = no such key. */
  readonly settings?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
}

/** What an operator gives to the collector of this name. */
export function given(
  name: string,
  { settings, environment = {}, home = '/nowhere' }: GivenText = {},
): Given {
  const yml = readReadyYml(
    'ready.yml',
    `organisation: Acme\ncollectors: {${settings === undefined ? '' : `${name}: ${settings}`}}`,
  );
  return { settings: yml.collectors.get(name), secrets: secretsOf(environment), home };
}

/** As the configuration reads it: these variables and no others, without empty ones. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): Given['secrets'] {
  return (names) =>
    Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

/** What the collector learned about the service, by namespace. */
export async function collect(
  collector: Collector,
  about: Service,
  more: GivenText = {},
  at: Partial<Occasion> = {},
): Promise<Record<string, Collected>> {
  const { collector: bound, problems } = collector.configure(given(collector.name, more));
  if (problems.length > 0) throw new Error(problems.map(describeProblem).join(', '));
  const collected = await bound.collect(about, occasion(at));
  return Object.fromEntries(collected.map((one) => [one.namespace, one]));
}
