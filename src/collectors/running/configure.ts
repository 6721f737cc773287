import type { z } from 'zod';
import type { Collector, CollectorSpec, ConfiguredCollector, Given } from '../collector.ts';
import { ask } from './ask.ts';

/** Binds a collector to what the operator gave it; see {@link Collector.configure}. */
export function configure<Settings, Secrets, Shared>(
  spec: CollectorSpec<Settings, Secrets, Shared>,
  given: Given,
): ReturnType<Collector['configure']> {
  const settings = read(spec.settings, given.settings ?? {}, {
    missing: (path) => `collectors.${spec.name}.${path} is not set in ready.yml`,
    wrong: (path, message) => `collectors.${[spec.name, path].filter(Boolean).join('.')}: ${message}`,
  });
  const secrets = read(spec.secrets, withoutEmpty(given.environment), {
    missing: (path) => `${path} is not set`,
    // The value stays out of it: it may be a secret.
    wrong: (path, message) => `${path}: ${message}`,
  });
  const problems = [...settings.wrong, ...secrets.wrong];
  if (settings.value === undefined || secrets.value === undefined) {
    const lacks = [...settings.missing, ...secrets.missing, ...problems].join(', ');
    return { collector: unconfigured(spec, lacks), problems };
  }
  return { collector: bind(spec, settings.value.read, secrets.value.read, given.home), problems };
}

function bind<Settings, Secrets, Shared>(
  spec: CollectorSpec<Settings, Secrets, Shared>,
  settings: Settings,
  secrets: Secrets,
  home: string,
): ConfiguredCollector {
  const shared = spec.open({ settings, secrets, home });
  const fills = typeof spec.fills === 'function' ? spec.fills(settings) : spec.fills;
  const source = {
    collector: spec.name,
    fills,
    configured: true,
    interval: spec.interval,
    maxAge: spec.maxAge,
  } as const;
  return {
    source,
    collect: (service, occasion) => ask({ spec, settings, secrets, shared, fills }, service, occasion),
    validate: async (services, now) => (await spec.validate?.(shared, services, now)) ?? [],
  };
}

function unconfigured<Settings, Secrets, Shared>(
  spec: CollectorSpec<Settings, Secrets, Shared>,
  lacks: string,
): ConfiguredCollector {
  const { name: collector, interval, maxAge } = spec;
  const fills = typeof spec.fills === 'function' ? [] : spec.fills;
  return {
    source: { collector, fills, configured: { lacks }, interval, maxAge },
    collect: () => Promise.reject(new Error(`${collector} is not configured: ${lacks}`)),
    validate: () => Promise.resolve([]),
  };
}

interface Words {
  readonly missing: (path: string) => string;
  readonly wrong: (path: string, message: string) => string;
}

interface Reading<T> {
  /** Wrapped, since a schema may allow undefined itself. */
  readonly value?: { readonly read: T };
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
}

/** Parses, and tells what is not there from what is not right. */
function read<T>(schema: z.ZodType<T>, input: unknown, words: Words): Reading<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { value: { read: parsed.data }, missing: [], wrong: [] };
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.');
    if (valueAt(input, issue.path) === undefined) missing.push(words.missing(path));
    else wrong.push(words.wrong(path, issue.message));
  }
  return { missing, wrong };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function withoutEmpty(environment: Given['environment']): Record<string, string> {
  const kept = Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(kept);
}
