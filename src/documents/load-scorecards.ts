import type { Problem } from '../domain/errors.ts';
import { findFiles, shownPath } from './find-files.ts';
import { readText } from './read-text.ts';
import { readScorecard, type ScorecardReading } from './scorecard-document.ts';

export interface LoadedScorecards {
  /** In the order of the files' names; those with problems included, without a `scorecard`. */
  readonly readings: readonly ScorecardReading[];
  /** All problems of all files. */
  readonly problems: readonly Problem[];
}

/** Reads all scorecards that the patterns lead to, relative ones from `home`. Each id may be there once. */
export async function loadScorecards(patterns: readonly string[], home: string): Promise<LoadedScorecards> {
  const { files, missing } = await findFiles(patterns, home);
  const problems: Problem[] = missing.map((file) => ({
    file,
    message: 'ready.yml names this scorecard, and nothing is there.',
    remedy: 'Correct "scorecards" in ready.yml.',
  }));
  const readings: ScorecardReading[] = [];
  for (const path of files) {
    const file = shownPath(path, home);
    const read = await readText(path, file);
    if ('problem' in read) problems.push(read.problem);
    else readings.push(readScorecard(file, read.text));
  }
  const told = readings.flatMap((reading) => reading.problems);
  return { readings, problems: [...problems, ...told, ...repeatedIds(readings)] };
}

function repeatedIds(readings: readonly ScorecardReading[]): Problem[] {
  const groups = Map.groupBy(readings, ({ draft }) => draft?.id);
  return [...groups].flatMap(([id, group]) => {
    if (id === undefined || group.length === 1) return [];
    return group.map(({ file }) => {
      const others = group.map((other) => other.file).filter((other) => other !== file);
      return { file, message: `the scorecard "${id}" is also in ${others.join(', ')}` };
    });
  });
}
