import type { z } from 'zod';
import type { Settings } from '../../documents/ready-yml.ts';
import type { Problem } from '../../domain/errors.ts';
import type { Collector, CollectorSpec, ConfiguredCollector, Given, SecretsSchema } from '../collector.ts';
import { ask } from './ask.ts';
import type { Surroundings } from './surroundings.ts';

/** Binds a collector to what the operator gave it; see {@link Collector.configure}. */
export function configure<Chosen, Secrets, Shared>(
  spec: CollectorSpec<Chosen, Secrets, Shared>,
  given: Given,
): ReturnType<Collector['configure']> {
  if (spec.onlyIfNamed && given.settings === undefined)
    return { collector: unconfigured(spec, `collectors.${spec.name} is not in ready.yml`), problems: [] };
  const settings = readSettings(spec, given.settings);
  const mentioned = settings.value === undefined ? [] : (spec.mentions?.(settings.value.read) ?? []);
  const secrets = readSecrets(spec, mentioned, given.secrets);
  const problems = [...settings.problems, ...secrets.problems];
  if (settings.value === undefined || secrets.value === undefined) {
    const lacks = [...settings.lacks, ...secrets.lacks, ...problems.map(({ message }) => message)];
    return { collector: unconfigured(spec, lacks.join(', ')), problems };
  }
  return { collector: bind(spec, settings.value.read, secrets.value.read, given), problems };
}

function bind<Chosen, Secrets, Shared>(
  spec: CollectorSpec<Chosen, Secrets, Shared>,
  settings: Chosen,
  secrets: Secrets,
  { home, clock, wait, memory, standIns }: Surroundings,
): ConfiguredCollector {
  const shared = spec.open({ settings, secrets, home, clock, wait, memory, standIns });
  const fills = typeof spec.fills === 'function' ? spec.fills(settings) : spec.fills;
  const maxAge = typeof spec.maxAge === 'function' ? spec.maxAge(settings) : spec.maxAge;
  return {
    source: {
      ...{ collector: spec.name, fills, configured: true, interval: spec.interval, maxAge },
      ...(spec.told === undefined ? {} : { told: spec.told }),
    },
    vendor: spec.vendor ?? spec.name,
    most: mostOf(spec),
    concurrency: spec.concurrency ?? CONCURRENCY,
    collect: (asked, occasion) => ask({ spec, settings, secrets, shared, fills }, asked, occasion),
    budget: () => spec.budget?.(shared) ?? {},
    ...followUpOf(spec, shared),
    validate: async (services, now) => (await spec.validate?.(shared, services, now)) ?? [],
  };
}

function followUpOf<Chosen, Secrets, Shared>(
  { followUp }: CollectorSpec<Chosen, Secrets, Shared>,
  shared: Shared,
): Pick<ConfiguredCollector, 'followUp'> {
  return followUp === undefined ? {} : { followUp: (url, signal) => followUp(shared, url, signal) };
}

function unconfigured<Chosen, Secrets, Shared>(
  spec: CollectorSpec<Chosen, Secrets, Shared>,
  lacks: string,
): ConfiguredCollector {
  const { name: collector, interval } = spec;
  // What depends on settings that are not there: nothing is known to be filled, so no age matters.
  const fills = typeof spec.fills === 'function' ? [] : spec.fills;
  const maxAge = typeof spec.maxAge === 'function' ? interval : spec.maxAge;
  return {
    source: { collector, fills, configured: { lacks }, interval, maxAge },
    vendor: spec.vendor ?? spec.name,
    most: mostOf(spec),
    concurrency: spec.concurrency ?? CONCURRENCY,
    budget: () => ({}),
    collect: () => Promise.reject(new Error(`${collector} is not configured: ${lacks}`)),
    validate: () => Promise.resolve([]),
  };
}

/** Services or batches under way at the same time, where a collector does not say otherwise. */
const CONCURRENCY = 4;

function mostOf<Chosen, Secrets, Shared>({ collect }: CollectorSpec<Chosen, Secrets, Shared>): number {
  return typeof collect === 'function' ? 1 : collect.most;
}

interface Reading<T> {
  /** Wrapped, since a schema may allow undefined itself. */
  readonly value?: { readonly read: T };
  /** What is not there, in words. */
  readonly lacks: readonly string[];
  /** What is there and wrong. */
  readonly problems: readonly Problem[];
}

function readSettings<Chosen>(
  { name, settings: schema }: { readonly name: string; readonly settings: z.ZodType<Chosen> },
  given: Settings | undefined,
): Reading<Chosen> {
  const input = given?.value ?? {};
  const parsed = schema.safeParse(input);
  if (parsed.success) return { value: { read: parsed.data }, lacks: [], problems: [] };
  const missing = parsed.error.issues.filter(({ path }) => valueAt(input, path) === undefined);
  if (missing.length < parsed.error.issues.length) {
    const checked = given?.check(schema);
    return { lacks: [], problems: checked?.ok === false ? checked.problems : [] };
  }
  const paths = missing.map(({ path }) => path.join('.'));
  return { lacks: paths.map((path) => `collectors.${name}.${path} is not set in ready.yml`), problems: [] };
}

function readSecrets<Secrets>(
  { secrets: schema }: { readonly secrets: SecretsSchema<Secrets> },
  mentioned: readonly string[],
  secrets: Given['secrets'],
): Reading<Secrets> {
  const given = secrets([...Object.keys(schema.shape), ...mentioned]);
  const unset = [...new Set(mentioned)].filter((name) => given[name] === undefined);
  if (unset.length > 0) return { lacks: unset.map((name) => `${name} is not set`), problems: [] };
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: { read: parsed.data }, lacks: [], problems: [] };
  const told = parsed.error.issues.map(({ path, message }) => ({ variable: path.join('.'), message }));
  const isMissing = ({ variable }: { variable: string }) => given[variable] === undefined;
  return {
    lacks: told.filter(isMissing).map(({ variable }) => `${variable} is not set`),
    // Without its value, which may be a secret.
    problems: told
      .filter((issue) => !isMissing(issue))
      .map(({ variable, message }) => ({ message: `${variable}: ${message}.` })),
  };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
