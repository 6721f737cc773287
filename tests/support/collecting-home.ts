/** A real app whose only collector asks a vendor that the test makes well or ill, over a clock that the test moves. */
import { setImmediate as breathe } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type App, openApp } from '../../src/app.ts';
import { type Answers, type Collector, defineCollector } from '../../src/collectors/collector.ts';
import type { Budget } from '../../src/collectors/running/surroundings.ts';
import { readConfig } from '../../src/config.ts';
import { ExternalServiceError } from '../../src/domain/errors.ts';
import { HOUR, type Instant } from '../../src/domain/instant.ts';
import { collectDue } from '../../src/use-cases/collect-due.ts';
import { recordingLog } from './recording-log.ts';
import { START } from './small-home.ts';
import { type AtEnd, temporaryFolder } from './temporary-folder.ts';

/** What a question meets: an answer, a failure, a wish for silence. */
export type Mood = 'well' | 'broken' | { readonly notBefore: Instant };

export interface FakeVendor {
  readonly collector: Collector;
  /** Each question: when, and about whom. */
  readonly questions: { readonly at: Instant; readonly ids: readonly string[] }[];
  /** Questions that came though the vendor had said to wait. */
  readonly forbidden: Instant[];
  /** Looked up for each question, and for each service of it. */
  mood: (at: Instant, id?: string) => Mood;
  /** Approvals that the default branch asks for; undefined = the service is not linked. */
  approvals: (id: string) => number | undefined;
  /** Done before an answer is given. */
  before: () => Promise<void>;
  quietUntil: Instant;
  /** What it says that we may still ask. */
  budget: Budget;
}

export interface VendorOptions {
  readonly name?: string;
  readonly most?: number;
  readonly concurrency?: number;
  readonly interval?: number;
  /** A secret without which it is not configured; it is never set. */
  readonly needs?: string;
}

export function fakeVendor({
  name = 'fake',
  most = 5,
  concurrency = 2,
  interval = HOUR,
  needs,
}: VendorOptions = {}): FakeVendor {
  const vendor: FakeVendor = {
    questions: [],
    forbidden: [],
    mood: () => 'well',
    approvals: () => 1,
    before: async () => {},
    quietUntil: 0,
    budget: {},
    collector: defineCollector({
      name,
      vendor: 'Fakehub',
      summary: 'How many approvals a merge needs.',
      fills: ['vcs'],
      interval,
      maxAge: 24 * HOUR,
      concurrency,
      settings: z.object({}).default({}),
      secrets: needs === undefined ? z.object({}) : z.object({ [needs]: z.string() }),
      budget: () => vendor.budget,
      open: () => undefined,
      collect: {
        most,
        async ask(asked, { now, signal }) {
          vendor.questions.push({ at: now, ids: asked.map(({ service: { id } }) => id) });
          if (now < vendor.quietUntil) vendor.forbidden.push(now);
          await vendor.before();
          await breathe();
          const whole = vendor.mood(now);
          if (typeof whole === 'object') {
            // From when the answer has arrived: what is under way meanwhile breaks no promise.
            setImmediate(() => {
              if (!signal.aborted) vendor.quietUntil = Math.max(vendor.quietUntil, whole.notBefore);
            });
            throw new ExternalServiceError('Fakehub', 'Fakehub asks us to wait', whole);
          }
          if (whole === 'broken') throw new ExternalServiceError('Fakehub', 'Fakehub answers 502');
          return new Map(asked.map(({ service: { id } }) => [id, answer(vendor, now, id)]));
        },
      },
    }),
  };
  return vendor;
}

function answer({ mood, approvals }: FakeVendor, at: Instant, id: string): Answers | ExternalServiceError {
  if (mood(at, id) === 'broken') return new ExternalServiceError('Fakehub', `Fakehub cannot tell of ${id}`);
  const required = approvals(id);
  if (required === undefined)
    return { vcs: { value: {}, absent: [{ path: '', reason: 'not linked to Fakehub' }] } };
  return { vcs: { value: { default_branch: { required_approvals: required } } } };
}

const SCORECARD = `
id: readiness
name: Readiness
maintainers: []
levels: [bronze]
rules:
  - {id: approval, title: Merge approval, level: bronze, expression: vcs.default_branch.required_approvals >= 1, why: Four eyes., fix: Require it.}
`;

export interface CollectingHome {
  readonly app: App;
  readonly log: ReturnType<typeof recordingLog>;
  now: Instant;
  /** What the job does once. */
  readonly tick: () => Promise<{ readonly collected: number; readonly troubled: number }>;
  /** Another process over the same database. */
  readonly reopen: () => Promise<App>;
  /** What is known of each service: its approvals and the outcome of the only rule. */
  readonly known: () => Promise<Record<string, { approvals: unknown; outcome: string | undefined }>>;
}

export interface HomeOptions {
  readonly services?: number;
  readonly scorecard?: string;
  readonly database?: string;
}

/** Imported; nothing is collected yet. */
export async function openCollectingHome(
  vendors: readonly FakeVendor[],
  { services = 20, scorecard = SCORECARD, database }: HomeOptions = {},
  atEnd: AtEnd = onTestFinished,
): Promise<CollectingHome> {
  const entries = Array.from(
    { length: services },
    (_, nth) =>
      `  - {id: s${nth}, name: S${nth}, tier: tier-1, owner: shop, type: service, lifecycle: production}`,
  );
  const folder = temporaryFolder(
    {
      'ready.yml':
        'organisation: Acme\nadmins: [root@acme.test, bo@acme.test]\ntiers: [{id: tier-1, name: One, jobs: [All]}]\ndefault_tier: tier-1\n',
      'catalog/all.yml': `teams:\n  - {id: shop, name: Shop, members: [ana@acme.test]}\nservices:\n${entries.join('\n')}\n`,
      'scorecards/readiness.yml': scorecard,
    },
    atEnd,
  );
  const config = await readConfig({ READY_HOME: folder }, { cwd: folder });
  const log = recordingLog();
  const time = { now: START };
  const open = () =>
    openApp({
      config,
      database: database ?? config.playgroundDatabase,
      access: 'write',
      clock: { now: () => time.now },
      log,
      collectors: vendors.map(({ collector }) => collector),
      wait: async (ms) => {
        time.now += ms;
      },
    });
  let app = await open();
  atEnd(() => app.close());
  await app.importCatalog({ by: 'test', confirm: false });
  return {
    log,
    get app() {
      return app;
    },
    get now() {
      return time.now;
    },
    set now(at) {
      time.now = at;
    },
    tick: () => collectDue(app.context),
    async reopen() {
      await app.close();
      app = await open();
      return app;
    },
    async known() {
      const { catalog, facts, evaluations } = app.store;
      const keys = await catalog.keysAfter(null, 10_000);
      const [documents, judged] = await Promise.all([
        facts.of(keys.map(({ key }) => key)),
        evaluations.of(keys.map(({ key }) => key)),
      ]);
      return Object.fromEntries(
        keys.map(({ key, id }) => [
          id,
          {
            approvals: documents.get(key)?.[0]?.value ?? null,
            outcome: judged.get(key)?.[0]?.checks[0]?.outcome,
          },
        ]),
      );
    },
  };
}
