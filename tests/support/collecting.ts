/** What collectors' tests share: a service, an occasion, and a collector bound to what an operator gives. */
import type {
  Asked,
  Collected,
  Collector,
  ConfiguredCollector,
  Given,
  Occasion,
} from '../../src/collectors/collector.ts';
import type { Memory } from '../../src/collectors/running/surroundings.ts';
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
  return { now: NOW, signal: new AbortController().signal, ...more };
}

/** What a collector would keep in the database, in memory. */
export function memory(entries: Map<string, string> = new Map()): Memory {
  return {
    read: async (keys) => new Map([...entries].filter(([key]) => keys.includes(key))),
    async write(more) {
      for (const [key, value] of more) entries.set(key, value);
    },
  };
}

/** Time that stands still, and waits that cost none. */
export const SURROUNDINGS = {
  clock: { now: () => NOW },
  wait: async () => {},
  memory: memory(),
} satisfies Partial<Given>;

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
  return { ...SURROUNDINGS, settings: yml.collectors.get(name), secrets: secretsOf(environment), home };
}

/** As the configuration reads it: these variables and no others, without empty ones. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): Given['secrets'] {
  return (names) =>
    Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

/** Asks a bound collector about one service that nothing else is known of. */
export async function collectOne(
  collector: ConfiguredCollector,
  when: Occasion,
  about: Service = service(),
): Promise<readonly Collected[]> {
  return (await collector.collect([{ service: about, flags: [] }], when)).get(about.id) ?? [];
}

/** What the collector learned about the service, by namespace. */
export async function collect(
  collector: Collector,
  about: Service,
  more: GivenText = {},
  { flags = [], dependents, previous, ...at }: Partial<Occasion & Asked> = {},
): Promise<Record<string, Collected>> {
  const { collector: bound, problems } = collector.configure(given(collector.name, more));
  if (problems.length > 0) throw new Error(problems.map(describeProblem).join(', '));
  const asked: Asked = {
    service: about,
    flags,
    ...(dependents === undefined ? {} : { dependents }),
    ...(previous === undefined ? {} : { previous }),
  };
  const collected = await bound.collect([asked], occasion(at));
  return Object.fromEntries((collected.get(about.id) ?? []).map((one) => [one.namespace, one]));
}
