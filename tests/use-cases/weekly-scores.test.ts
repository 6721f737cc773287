import { expect, test } from 'vitest';
import { WEEK } from '../../src/domain/instant.ts';
import type { Context, VersionedScorecard } from '../../src/use-cases/context.ts';
import type { ScoresRow } from '../../src/use-cases/digest-ports.ts';
import { weeklyScores } from '../../src/use-cases/weekly-scores.ts';

/** In Auckland it is the 13th by then. */
const AT = Date.parse('2026-03-12T21:41Z');

// All that is read of it.
const scorecard = { version: 'v2', compiled: { scorecard: { id: 'readiness' } } } as VersionedScorecard;

function asking(kept: readonly ScoresRow[]) {
  const asked: { keys: readonly string[]; days: readonly string[] }[] = [];
  const digests = {
    async scoresOn(keys: readonly string[], _scorecard: string, days: readonly string[]) {
      asked.push({ keys, days });
      return kept.filter(({ day }) => days.includes(day));
    },
  };
  // All that is read of them.
  const context = { store: { digests }, policy: { timezone: 'Pacific/Auckland' } } as unknown as Context;
  const of = (keys: readonly string[], score: number | null = 72) =>
    weeklyScores(context, { keys, scorecard, score, at: AT });
  return { of, asked };
}

const day = (weeksAgo: number) =>
  new Date(Date.parse('2026-03-13') - weeksAgo * WEEK).toISOString().slice(0, 10);
const row = (weeksAgo: number, scores: number, more: Partial<ScoresRow> = {}): ScoresRow => ({
  ...{ day: day(weeksAgo), scorecardVersion: 'v2', scored: 1, scores },
  ...more,
});

test('scores are told a week apart from the first that is known, with the present one last', async () => {
  const { of, asked } = asking([row(3, 46), row(1, 60), row(0, 1)]);
  expect(await of(['a'])).toEqual([46, null, 60, 72]);
  expect(asked).toEqual([{ keys: ['a'], days: expect.arrayContaining(['2026-03-06', '2025-12-26']) }]);
  expect(asked[0]?.days).toHaveLength(11);
});

test('of several services it is their mean, asked for in slices', async () => {
  const { of, asked } = asking([row(2, 100, { scored: 2 }), row(1, 0, { scored: 0 }), row(1, 70)]);
  expect(await of(['a', 'b', 'c'])).toEqual([50, 70, 72]);
  await of(Array.from({ length: 501 }, (_, nth) => `${nth}`));
  expect(asked.slice(1).map(({ keys }) => keys.length)).toEqual([500, 1]);
});

test('what another version of the scorecard gave is no measure', async () => {
  const { of } = asking([row(3, 10, { scorecardVersion: 'v1' }), row(2, 40), row(1, 50)]);
  expect(await of(['a'])).toEqual([40, 50, 72]);
});

test('fewer than three are no line, and neither is it where there is no score now', async () => {
  expect(await asking([row(1, 40)]).of(['a'])).toEqual([]);
  expect(await asking([row(2, 40), row(1, 40)]).of(['a'], null)).toEqual([]);
});
