import type { App } from '../app.ts';
import type { Writing } from '../cli/verb.ts';
import type { Config } from '../config.ts';
import type { Viewer } from '../domain/rights.ts';
import { type CollectionReport, collectDue } from '../use-cases/collect-due.ts';
import { collectTogether } from '../use-cases/collect-together.ts';
import type { Context } from '../use-cases/context.ts';
import {
  type EvaluationReport,
  evaluateAll,
  evaluateServices,
  SLICE,
} from '../use-cases/evaluate-services.ts';
import { createToken, listTokens, revokeToken } from '../use-cases/tokens.ts';

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

/** What the shell's verbs may do with an opened home. */
export function writingOver({ context, store, verbs, importCatalog }: App, config: Config): Writing {
  return {
    verbs,
    viewer: operator(config),
    tokens: {
      create: (request) => createToken(context, request),
      list: () => listTokens(context),
      revoke: (id, by) => revokeToken(context, id, by),
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
