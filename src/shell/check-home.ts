import { setTimeout as sleep } from 'node:timers/promises';
import { readScorecards } from '../app/read-scorecards.ts';
import type { HomeReport } from '../cli/verb.ts';
import { collectors as registry } from '../collectors/index.ts';
import { configureCollectors, WITHOUT_MEMORY } from '../collectors/running/configure-collectors.ts';
import type { Environment } from '../config.ts';
import { findFiles } from '../documents/find-files.ts';
import type { Problem } from '../domain/errors.ts';
import { MINUTE } from '../domain/instant.ts';
import { type Flagged, mergeCatalog } from '../domain/merge/merge-catalog.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import { statedRules } from '../domain/rules/check-scorecard.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { factCatalogue } from '../facts/index.ts';
import { discoverCatalog, readCatalog } from '../sources/index.ts';
import type { Clock } from '../use-cases/ports.ts';
import { type Foundation, readFoundation } from './read-foundation.ts';
import { crowdedServices } from './rules-per-service.ts';

/**
 * Reads every file of the home, without the database, and tells all that is wrong with any of them. `env` is for
 * tests; absent = the process's own.
 */
export async function checkHome(clock: Clock, env?: Environment): Promise<HomeReport> {
  const foundation = await readFoundation(env);
  const { home, organisation } = foundation;
  const { files } = await findFiles(organisation.catalog, home);
  const found = await discovered(foundation, clock);
  const readings = [
    ...(await readCatalog(organisation.catalog, home)),
    ...found.map(({ reading }) => reading),
  ];
  const catalog = mergeCatalog(readings, organisation);
  const [asked, written] = [true, false].map((isAsked) =>
    catalog.rejections
      .filter(({ origin }) => (origin.source === 'github-organisation') === isAsked)
      .flatMap(({ problems }) => problems),
  );
  const scorecards = await readScorecards(organisation.scorecards, home);
  const collecting = await checkCollectors(
    foundation,
    new Set(catalog.services.flatMap(({ entry }) => [entry.id, ...entry.formerly])),
    clock,
  );
  return {
    home,
    problems: [
      ...foundation.problems,
      ...(written ?? []),
      ...scorecards.problems,
      ...primaryProblem(foundation, scorecards.drafts),
      ...collecting.problems,
    ],
    warnings: [
      ...foundation.warnings,
      // No file of the home is wrong when GitHub does not answer here.
      ...(asked ?? []),
      ...(foundation.sound ? catalog.flagged.map(flagWarning) : []),
      ...scorecards.warnings,
      ...crowdedServices(catalog.services, scorecards.scorecards, clock.now()),
    ],
    catalogFiles: files.length,
    services: catalog.services.length,
    teams: catalog.teams.length,
    systems: catalog.systems.length,
    scorecards: scorecards.drafts.map(countRules),
    skipped: catalog.skipped,
    notConfigured: collecting.notConfigured,
  };
}

function discovered({ organisation, secrets }: Foundation, clock: Clock) {
  const { discovery, people } = organisation;
  const wait = (ms: number) => sleep(ms);
  return discoverCatalog(discovery, { secrets, people, clock, wait, signal: AbortSignal.timeout(MINUTE) });
}

/** `stated` as the validator of scorecards sees it: rules that read nothing but what people say. */
function countRules(scorecard: Scorecard) {
  const { id, rules } = scorecard;
  return { id, rules: rules.length, stated: statedRules(scorecard, factCatalogue).length };
}

function flagWarning({ subject, id, message, origin: { file, line } }: Flagged): Problem {
  const about = subject === 'service' ? id : `${subject} ${id}`;
  return { message: `${about}: ${message}`, file, line };
}

/** A misspelt one would silently hand the head of every card to another scorecard. */
function primaryProblem(
  { organisation: { primaryScorecard } }: Foundation,
  drafts: readonly Scorecard[],
): readonly Problem[] {
  const ids = drafts.map(({ id }) => id);
  if (primaryScorecard === undefined || ids.includes(primaryScorecard)) return [];
  const message = `"primary_scorecard" names no scorecard: "${primaryScorecard}"${didYouMean(primaryScorecard, ids)}.`;
  return [
    { file: 'ready.yml', message, remedy: ids.length === 0 ? undefined : `There are: ${ids.join(', ')}.` },
  ];
}

async function checkCollectors(
  { collectors: settings, secrets, home }: Foundation,
  services: ReadonlySet<string>,
  clock: Clock,
): Promise<Pick<HomeReport, 'problems' | 'notConfigured'>> {
  const { collectors, problems } = configureCollectors(registry, {
    ...WITHOUT_MEMORY,
    collectors: settings,
    secrets,
    home,
    clock,
    wait: async () => {},
  });
  const found = await Promise.all(collectors.map((collector) => collector.validate(services, clock.now())));
  return {
    problems: [...problems, ...found.flat()],
    notConfigured: collectors.flatMap(({ source: { collector, configured } }) =>
      configured === true ? [] : [{ collector, lacks: configured.lacks }],
    ),
  };
}
