/** What the demo's other systems know of the made-up company, as `demo/world/*.yml` says it; its README has the words. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../../domain/instant.ts';

/** `57h ago`: how long ago, in milliseconds. */
const age = z.string().transform((written, context) => {
  const length = parseDuration(/^(\S+) ago$/.exec(written)?.[1] ?? '');
  if (length === undefined) context.addIssue(`"${written}" is not such as "57h ago"`);
  return length ?? 0;
});

const severities = z.strictObject({
  critical: z.int().default(0),
  high: z.int().default(0),
  medium: z.int().default(0),
  low: z.int().default(0),
});

/** Since when a system says nothing about a service, and when it last did. */
const trouble = z.strictObject({ since: age, answered: age.optional() });
export type Trouble = z.infer<typeof trouble>;

const github = z.strictObject({
  /** Default: named like the service. */
  repository: z.string().optional(),
  /** The service's folder, in a repository that it shares. */
  path: z.string().optional(),
  last_commit: age,
  /** Login. */
  author: z.string(),
  protection: z.enum(['ruleset', 'classic', 'none']).default('ruleset'),
  approvals: z.int().default(0),
  code_owners: z.boolean().default(false),
  signed: z.boolean().default(false),
  security_policy: z.boolean().default(true),
  archived: z.boolean().default(false),
  pull_requests: z.strictObject({ open: z.int(), oldest: age }).optional(),
  pipeline: z.enum(['passing', 'failing', 'none', 'jenkins', 'circleci']).default('passing'),
  alerts: severities.prefault({}),
  secret_scanning: z.boolean().default(true),
  hides: z.array(z.enum(['branch protection'])).default([]),
  code_scanning: z.boolean().default(false),
  refuses: trouble.optional(),
});
export type OnGithub = z.infer<typeof github>;

const loadTest = z.strictObject({ at: age, passed: z.boolean(), times_peak: z.number() });
export type OnLoadTest = z.infer<typeof loadTest>;

const service = z.strictObject({
  github,
  pagerduty: z
    .strictObject({
      service: z.string(),
      policy: z.string(),
      incidents: z.array(age).default([]),
      refuses: trouble.optional(),
    })
    .optional(),
  datadog: z.strictObject({ monitors: z.int().default(0), availability: z.number().optional() }).optional(),
  prometheus: z.strictObject({ availability: z.number() }).optional(),
  codecov: z.strictObject({ coverage: z.number() }).optional(),
  sonarqube: z.strictObject({ project: z.string(), coverage: z.number() }).optional(),
  circleci: z.strictObject({ passing: z.boolean() }).optional(),
  snyk: z
    .strictObject({
      /** Open in dependencies. */
      open: severities.prefault({}),
      /** Of these so many that another version mends. */
      fixable: z.int().default(0),
      /** Found in code; absent = Snyk Code does not look there. */
      code: severities.optional(),
    })
    .optional(),
  load_test: loadTest.optional(),
});

const escalationPolicy = z.strictObject({
  id: z.string(),
  name: z.string(),
  levels: z.array(z.array(z.string()).min(1)).min(1),
});

/** How the workspace differs from what the catalog says of it: `#channel`, e-mail. */
const slack = z.strictObject({
  archived: z.array(z.string()).default([]),
  missing: z.array(z.string()).default([]),
  left: z.array(z.string()).default([]),
});
export type OnSlack = z.infer<typeof slack>;

const web = z.strictObject({
  hosts: z.array(z.string()),
  /** Addresses that answer 404. */
  gone: z.array(z.url()).transform((all) => new Set(all)),
  /** Hosts that send everybody to a login. */
  signs_in: z.array(z.string()).default([]),
});
export type OnTheWeb = z.infer<typeof web>;

const file = z.strictObject({
  services: z.record(z.string(), service).default({}),
  slack: slack.optional(),
  web: web.optional(),
  escalation_policies: z.array(escalationPolicy).default([]),
});

export interface World {
  /** By id, as the catalog has it. */
  readonly services: ReadonlyMap<string, z.infer<typeof service>>;
  readonly policies: readonly z.infer<typeof escalationPolicy>[];
  readonly slack: OnSlack;
  readonly web: OnTheWeb;
}

/** Throws where a file says something else: the demo is ours. */
export async function readWorld(folder: string): Promise<World> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yml')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => file.parse(parse(await readFile(join(folder, name), 'utf8')))),
  );
  return {
    services: new Map(files.flatMap(({ services }) => Object.entries(services))),
    policies: files.flatMap(({ escalation_policies: policies }) => policies),
    slack: files.find((one) => one.slack !== undefined)?.slack ?? slack.parse({}),
    web: files.find((one) => one.web !== undefined)?.web ?? web.parse({ hosts: [], gone: [] }),
  };
}

/** Moments as the vendors write them, counted from the start of the playground. */
export type Ago = (length: number) => string;
