import type { HomeReport } from '../cli/verb.ts';
import { collectors as registry } from '../collectors/index.ts';
import { configureCollectors } from '../collectors/running/configure-collectors.ts';
import type { Environment } from '../config.ts';
import { findFiles } from '../documents/find-files.ts';
import { loadScorecards } from '../documents/load-scorecards.ts';
import type { ScorecardReading } from '../documents/scorecard-document.ts';
import type { Problem } from '../domain/errors.ts';
import { type Flagged, mergeCatalog } from '../domain/merge/merge-catalog.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import { readCatalog } from '../sources/index.ts';
import type { Clock } from '../use-cases/ports.ts';
import { checkExpressions } from './check-expressions.ts';
import { type Foundation, readFoundation } from './read-foundation.ts';

/**
 * Reads every file of the home, without the database, and tells all that is wrong with any of them. `env` is for
 * tests; absent = the process's own.
 */
export async function checkHome(clock: Clock, env?: Environment): Promise<HomeReport> {
  const foundation = await readFoundation(env);
  const { home, organisation } = foundation;
  const { files } = await findFiles(organisation.catalog, home);
  const catalog = mergeCatalog(await readCatalog(organisation.catalog, home), organisation);
  const scorecards = await loadScorecards(organisation.scorecards, home);
  const checked = scorecards.readings.map((reading) => ({ reading, ...checkExpressions(reading) }));
  const collecting = await checkCollectors(
    foundation,
    new Set(catalog.services.flatMap(({ entry }) => [entry.id, ...entry.formerly])),
    clock,
  );
  return {
    home,
    problems: [
      ...foundation.problems,
      ...catalog.rejections.flatMap(({ problems }) => problems),
      ...scorecards.problems,
      ...checked.flatMap(({ problems }) => problems),
      ...primaryProblem(foundation, scorecards.readings),
      ...collecting.problems,
    ],
    warnings: [...foundation.warnings, ...(foundation.sound ? catalog.flagged.map(flagWarning) : [])],
    catalogFiles: files.length,
    services: catalog.services.length,
    teams: catalog.teams.length,
    systems: catalog.systems.length,
    scorecards: checked.flatMap(({ reading: { draft }, stated }) =>
      draft === undefined ? [] : [{ id: draft.id, rules: draft.rules.length, stated }],
    ),
    skipped: catalog.skipped,
    notConfigured: collecting.notConfigured,
  };
}

function flagWarning({ subject, id, message, origin: { file, line } }: Flagged): Problem {
  const about = subject === 'service' ? id : `${subject} ${id}`;
  return { message: `${about}: ${message}`, file, line };
}

/** A misspelt one would silently hand the head of every card to another scorecard. */
function primaryProblem(
  { organisation: { primaryScorecard } }: Foundation,
  readings: readonly ScorecardReading[],
): readonly Problem[] {
  const ids = readings.flatMap(({ draft }) => draft?.id ?? []);
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
  const { collectors, problems } = configureCollectors(registry, { collectors: settings, secrets, home });
  const found = await Promise.all(collectors.map((collector) => collector.validate(services, clock.now())));
  return {
    problems: [...problems, ...found.flat()],
    notConfigured: collectors.flatMap(({ source: { collector, configured } }) =>
      configured === true ? [] : [{ collector, lacks: configured.lacks }],
    ),
  };
}
