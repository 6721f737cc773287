import { loadScorecards } from '../documents/load-scorecards.ts';
import type { ScorecardReading } from '../documents/scorecard-document.ts';
import type { Problem } from '../domain/errors.ts';
import { checkScorecard, type ScorecardProblem } from '../domain/rules/check-scorecard.ts';
import type { Scorecard } from '../domain/scorecard.ts';
import { factCatalogue } from '../facts/index.ts';

export interface CheckedScorecards {
  /** Those that can be used, in the order of the files' names. */
  readonly scorecards: readonly Scorecard[];
  /** The others too, as far as they could be read. */
  readonly drafts: readonly Scorecard[];
  /** All that keeps any of them from being used, each with its place. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Reads the scorecards that the patterns lead to (relative ones from `home`) and checks what their rules ask. */
export async function readScorecards(patterns: readonly string[], home: string): Promise<CheckedScorecards> {
  const { readings, problems } = await loadScorecards(patterns, home);
  const checked = readings.map((reading) => ({ reading, found: checkReading(reading) }));
  const told = (severity: ScorecardProblem['severity']) =>
    checked.flatMap(({ reading, found }) =>
      found.filter((problem) => problem.severity === severity).map((problem) => placed(problem, reading)),
    );
  return {
    scorecards: checked.flatMap(({ reading: { scorecard }, found }) =>
      scorecard === undefined || found.some(({ severity }) => severity === 'error') ? [] : [scorecard],
    ),
    drafts: readings.flatMap(({ draft }) => draft ?? []),
    problems: [...problems, ...told('error')],
    warnings: told('warning'),
  };
}

/** What the reader of the file has told already (a level that does not exist) is not told again by the domain. */
function checkReading({ draft, scorecard }: ScorecardReading): readonly ScorecardProblem[] {
  if (draft === undefined) return [];
  const found = checkScorecard(draft, factCatalogue);
  return scorecard === undefined ? found.filter(({ start }) => start !== undefined) : found;
}

function placed(problem: ScorecardProblem, { file, placeIn }: ScorecardReading): Problem {
  const { key, rule, start, message, remedy } = problem;
  const about = rule === undefined ? (start === undefined ? '' : `${key}: `) : `rule "${rule}": `;
  const isExpression = key === 'expression' || key === 'applies_to';
  const place = isExpression && start !== undefined ? placeIn({ rule, key }, start) : { file };
  return { ...place, message: `${about}${message}`, ...(remedy === undefined ? {} : { remedy }) };
}
