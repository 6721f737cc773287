import { type Instant, WEEK } from '../domain/instant.ts';
import { localDate } from '../domain/local-date.ts';
import type { Context, VersionedScorecard } from './context.ts';
import type { ScoresRow } from './digest-ports.ts';

/** A quarter, the present included. */
const WEEKS = 12;
/** Two are a difference and no line. */
const FEWEST = 3;
/** Services whose days are looked through in one go. */
const AT_ONCE = 500;

export interface ScoredNow {
  readonly keys: readonly string[];
  readonly scorecard: VersionedScorecard;
  /** Their mean as it stands. */
  readonly score: number | null;
  readonly at: Instant;
}

/**
 * The mean score of these services a week apart, oldest first, the last one now; null = not kept. Scores of another
 * version of the scorecard are no measure for this one. Empty where too little is known for a line.
 */
export async function weeklyScores(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  { keys, scorecard, score, at }: ScoredNow,
): Promise<readonly (number | null)[]> {
  if (score === null) return [];
  const days = weeksBefore(localDate(at, policy.timezone));
  const rows: ScoresRow[] = [];
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const some = keys.slice(start, start + AT_ONCE);
    rows.push(...(await store.digests.scoresOn(some, scorecard.compiled.scorecard.id, days)));
  }
  const comparable = rows.filter(({ scorecardVersion }) => scorecardVersion === scorecard.version);
  const byDay = Map.groupBy(comparable, ({ day }) => day);
  const weekly = [...days.map((day) => mean(byDay.get(day) ?? [])), score];
  const known = weekly.filter((one) => one !== null).length;
  return known < FEWEST ? [] : weekly.slice(weekly.findIndex((one) => one !== null));
}

/** Dates a week apart, the furthest first. By midnights in UTC, all of a length: every card asks for it. */
function weeksBefore(day: string): readonly string[] {
  const midnight = Date.parse(day);
  return Array.from({ length: WEEKS - 1 }, (_, nth) =>
    new Date(midnight - (WEEKS - 1 - nth) * WEEK).toISOString().slice(0, 10),
  );
}

function mean(rows: readonly ScoresRow[]): number | null {
  const scored = rows.reduce((sum, row) => sum + row.scored, 0);
  return scored === 0 ? null : Math.floor(rows.reduce((sum, row) => sum + row.scores, 0) / scored);
}
