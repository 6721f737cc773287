/** Scores of real repositories over three years, which go up and down about a threshold: how often is one reminded? */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import { localDate } from '../../../src/domain/local-date.ts';
import { chooseGaps } from '../../../src/domain/planner/choose-gaps.ts';
import { decideNudge } from '../../../src/domain/planner/decide-nudge.ts';
import { gapKey, type ToldGap } from '../../../src/domain/planner/gap.ts';
import type { WorkingTime } from '../../../src/domain/planner/working-time.ts';
import { rule, scorecard } from '../../support/judging.ts';

/** OpenSSF's scores of the organisation nodejs, as its job published them: each two weeks, or more seldom. */
const FILE = join(import.meta.dirname, '../../../../shared/data/scorecards-history/nodejs-openssf.json');

interface Published {
  readonly score: number;
  readonly date: string;
}

type Histories = Readonly<
  Record<string, { readonly previous: readonly Published[]; readonly current: Published }>
>;

const THRESHOLD = 5;
/** Longer than the two weeks between two scores: a single dip is no gap. */
const STABLE_FOR = 21 * DAY;
const EVERY_DAYS = 30;
const WORKING: WorkingTime = {
  ...{ timezone: 'UTC', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
  isHoliday: () => false,
};
const CARD = scorecard([rule('score', 'true', { required: true })]);

/** Looks at it each morning from the first score to the last; the days on which its steward is told. */
function remindedOn(history: readonly Published[]): readonly string[] {
  const told: { readonly at: Instant; readonly gaps: readonly ToldGap[] }[] = [];
  const end = Date.parse(history.at(-1)?.date ?? '');
  for (let now = Date.parse(history[0]?.date ?? '') + 10 * HOUR; now < end; now += DAY) {
    const known = history.filter(({ date }) => Date.parse(date) <= now);
    const lastGood = known.findLastIndex(({ score }) => score >= THRESHOLD);
    const since = Date.parse(known[lastGood + 1]?.date ?? known.at(-1)?.date ?? '');
    const outcome = lastGood === known.length - 1 ? 'pass' : 'fail';
    const { gaps } = chooseGaps(
      {
        ...{ key: 'repository', owned: true, wanted: [], passedBefore: () => true },
        judged: [
          { scorecard: CARD, checks: [{ rule: 'score', outcome, standing: outcome, evidence: [], since }] },
        ],
        proof: () => ({ stableFor: STABLE_FOR, seenAgain: true, askFirst: [] }),
      },
      now,
    );
    const last = told.at(-1);
    const decision = decideNudge({
      ...{ now, working: WORKING, gaps, snoozes: new Map(), everyDays: () => EVERY_DAYS, isOpen: () => true },
      last:
        last === undefined
          ? null
          : { localDate: localDate(last.at, 'UTC'), plannedAt: last.at, gaps: last.gaps },
      toldAt: new Map(told.flatMap(({ at, gaps: theirs }) => theirs.map((gap) => [gapKey(gap), at]))),
      preferences: { nudges: 'daily', only: 'all', day: 'mon' },
    });
    if (decision.kind === 'send') told.push({ at: now, gaps: decision.gaps });
  }
  return told.map(({ at }) => localDate(at, 'UTC'));
}

/**
 * Counted by hand from the file. Below 5 a score fails until one of 5 or more is published; a reminder comes on the day
 * on which that has held for three weeks, then each thirty days, on Monday where that is a weekend.
 *
 * - node-gyp: 20 March to 17 April 2023 (4 weeks: told on 10 April); 1 to 15 May 2023 (2 weeks: not told).
 * - nan: 1 to 15 May 2023 (2 weeks: not told); 2 October to 13 November 2023 (told on 23 October; 22 November is past
 *   it); 22 January to 27 May 2024 (told on 12 February, 13 March, 12 April, and 13 May since the 12th is a Sunday);
 *   16 September to 11 November 2024 (7 October, 6 November); 6 January to 3 March 2025 (27 January, 26 February).
 * - corepack: 1 May to 3 July 2023 (22 May, 21 June); 2 October to 13 November 2023 (23 October).
 *
 * A message for each working day of these would be 30, 210 and 75.
 */
test.skipIf(!existsSync(FILE)).each([
  ['node-gyp', ['2023-04-10']],
  [
    'nan',
    [
      ...['2023-10-23', '2024-02-12', '2024-03-13', '2024-04-12', '2024-05-13'],
      ...['2024-10-07', '2024-11-06', '2025-01-27', '2025-02-26'],
    ],
  ],
  ['corepack', ['2023-05-22', '2023-06-21', '2023-10-23']],
])('what flapped for years at %s is told on the days that one counts by hand', (repository, days) => {
  // As the job of https://github.com/nodejs/security-wg writes it.
  const histories = JSON.parse(readFileSync(FILE, 'utf8'))['github.com'].nodejs as Histories;
  const { previous, current } = histories[repository] ?? { previous: [], current: { score: 0, date: '' } };
  expect(previous.length).toBeGreaterThan(20);
  expect(remindedOn([...previous, current])).toEqual(days);
});
