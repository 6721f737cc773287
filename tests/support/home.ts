/** A home folder judged without store or Slack: what its files say, collected and evaluated at one moment. */
import { collectors } from '../../src/collectors/index.ts';
import { configureCollectors, WITHOUT_MEMORY } from '../../src/collectors/running/configure-collectors.ts';
import { readConfig } from '../../src/config.ts';
import { loadScorecards } from '../../src/documents/load-scorecards.ts';
import type { Flag, Service } from '../../src/domain/catalog.ts';
import { evaluate } from '../../src/domain/evaluate.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { type MergedCatalog, mergeCatalog } from '../../src/domain/merge/merge-catalog.ts';
import type { Evaluation } from '../../src/domain/outcome.ts';
import { type CompiledScorecard, compileScorecard } from '../../src/domain/rules/compile-scorecard.ts';
import { factCatalogue } from '../../src/facts/index.ts';
import { readCatalog } from '../../src/sources/index.ts';
import { collectService } from './collect-service.ts';

export type JudgedHome = Awaited<ReturnType<typeof judgeHome>>;

export interface JudgedService {
  readonly service: Service;
  readonly flags: readonly Flag[];
  readonly documents: readonly FactDocument[];
  /** By scorecard. */
  readonly evaluations: ReadonlyMap<string, Evaluation>;
}

export async function judgeHome(home: string, now: Instant, environment: Record<string, string> = {}) {
  const config = await readConfig({ PATH: process.env.PATH, ...environment, READY_HOME: home });
  const { organisation } = config;
  const { readings, problems: scorecardProblems } = await loadScorecards(organisation.scorecards, home);
  const scorecards = readings.flatMap(({ scorecard }) =>
    scorecard === undefined ? [] : [compileScorecard(scorecard, factCatalogue)],
  );
  const catalog = mergeCatalog(await readCatalog(organisation.catalog, home), organisation);
  const bound = configureCollectors(collectors, {
    ...WITHOUT_MEMORY,
    ...config,
    clock: { now: () => now },
    wait: async () => {},
    standIns: nobodyAt(catalog),
  });
  const validated = await Promise.all(
    bound.collectors.map(({ validate }) => validate(namesOf(catalog), now)),
  );
  const bugs: unknown[] = [];
  const services = new Map<string, JudgedService>();
  const sources = bound.collectors.map(({ source }) => source);
  for (const { entry: service, flags } of catalog.services) {
    const { documents } = await collectService(service, bound.collectors, [], {
      now,
      signal: new AbortController().signal,
      flags,
      dependents: [],
      onBug: (bug) => bugs.push(bug),
    });
    const evaluations = evaluateAll(scorecards, { documents, sources, exceptions: [], now });
    services.set(service.id, { service, flags, documents, evaluations });
  }
  const problems = [...scorecardProblems, ...bound.problems, ...validated.flat()];
  return { config, catalog, scorecards, sources, services, problems, bugs };
}

/** Nobody's resolver is asked for what a made-up company links to, and nobody answers in its place. */
function nobodyAt({ services }: MergedCatalog): ReadonlyMap<string, number> {
  const hosts = services.flatMap(({ entry }) => entry.links.map(({ url }) => new URL(url).hostname));
  return new Map(hosts.filter((host) => host.endsWith('.test')).map((host) => [host, 9]));
}

function namesOf({ services }: MergedCatalog): ReadonlySet<string> {
  return new Set(services.flatMap(({ entry }) => [entry.id, ...entry.formerly]));
}

function evaluateAll(
  scorecards: readonly CompiledScorecard[],
  input: Parameters<typeof evaluate>[1],
): ReadonlyMap<string, Evaluation> {
  return new Map(scorecards.map((compiled) => [compiled.scorecard.id, evaluate(compiled, input)]));
}
