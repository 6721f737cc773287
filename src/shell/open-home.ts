import { type App, openApp } from '../app.ts';
import type { Writing } from '../cli/verb.ts';
import { type Config, readConfig, secretValues } from '../config.ts';
import type { Viewer } from '../domain/rights.ts';
import { createLogger } from '../logger.ts';
import { type CollectionReport, collectDue } from '../use-cases/collect-due.ts';
import { collectTogether } from '../use-cases/collect-together.ts';
import type { Context } from '../use-cases/context.ts';
import {
  type EvaluationReport,
  evaluateAll,
  evaluateServices,
  SLICE,
} from '../use-cases/evaluate-services.ts';
import type { Clock } from '../use-cases/ports.ts';
import { createToken, listTokens, revokeToken } from '../use-cases/tokens.ts';

/** The home and its database, as the shell's verbs see them. */
export async function openHome(
  access: 'read' | 'write',
  clock: Clock,
): Promise<{ readonly writing: Writing; readonly close: () => Promise<void> }> {
  const config = await readConfig();
  const log = createLogger({ level: config.logLevel, secrets: secretValues(), destination: process.stderr });
  // Without a home of one's own the shell looks at what the playground shows.
  const database = config.demo ? config.playgroundDatabase : config.database;
  const app = await openApp({ config, database, access, clock, log });
  return { writing: { ...bind(app), verbs: app.verbs, viewer: operator(config) }, close: app.close };
}

/** Whoever may read the database file sees everything in it anyway. */
function operator({ organisation }: Config): Viewer {
  return {
    id: 'shell',
    name: 'the shell',
    email: null,
    timezone: organisation.timezone,
    stranger: false,
    guest: false,
    admin: true,
    teams: [],
    stewardOf: [],
  };
}

function bind({ context, store, importCatalog }: App): Omit<Writing, 'verbs' | 'viewer'> {
  return {
    tokens: {
      create: (request) => createToken(context, request),
      list: () => listTokens(context),
      revoke: (id) => revokeToken(context, id),
    },
    importCatalog: ({ confirm, dryRun }) => importCatalog({ by: 'cli', confirm, dryRun }),
    countServices: async () => (await store.catalog.names()).length,
    async evaluate(services, progress) {
      if (services !== 'all') return evaluateSome(context, services, progress);
      const collected = await collectDue(context, progress);
      return { ...collected, ...(await evaluateAll(context, 'cli', progress)) };
    },
  };
}

/** All collectors are asked, due or not: whoever names a service wants to know how it stands now. */
async function evaluateSome(
  context: Context,
  ids: readonly string[],
  progress: (done: number) => void,
): Promise<CollectionReport & EvaluationReport> {
  const found = await Promise.all(ids.map((id) => context.store.catalog.find(id)));
  const records = found.filter((record) => record !== undefined);
  let troubled = 0;
  for (let start = 0; start < records.length; start += SLICE) {
    const slice = records.slice(start, start + SLICE);
    const trouble = await collectTogether(context, slice, context.policy.timezone);
    troubled += [...trouble.values()].filter((reasons) => reasons.length > 0).length;
    progress(start + slice.length);
  }
  const keys = records.map(({ key }) => key);
  return { collected: records.length, troubled, ...(await evaluateServices(context, keys, 'cli')) };
}
