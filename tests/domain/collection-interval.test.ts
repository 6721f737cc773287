import { expect, test } from 'vitest';
import { collectionInterval } from '../../src/domain/collection-interval.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { compileScorecard } from '../../src/domain/rules/compile-scorecard.ts';
import { factCatalogue } from '../../src/facts/index.ts';
import { rule, scorecard } from '../support/judging.ts';

const READS = 'vcs.default_branch.required_approvals >= 1';

test.each([
  [['vcs'], undefined, READS, DAY, 'a rule without a limit wants nothing'],
  [['vcs'], 6 * HOUR, READS, 3 * HOUR, 'half of what the rule allows'],
  [['vcs.default_branch'], 6 * HOUR, READS, 3 * HOUR, 'a part of the namespace is filled'],
  [['vcs.default_branch.required_approvals'], 6 * HOUR, READS, 3 * HOUR, 'just the field is filled'],
  [['vcs.default_branch'], 6 * HOUR, 'has(vcs.default_branch)', 3 * HOUR, 'a group of fields is read'],
  [['vcs.default_branch_of_old', 'ci'], 6 * HOUR, READS, DAY, 'other fields are filled'],
  [['vcs'], 30 * DAY, READS, DAY, 'the collector asks more often anyway'],
  [['vcs'], 10 * SECOND, READS, MINUTE, 'never more often than each minute'],
] as const)(
  'filling %j, with a limit of %s on %s: each %i ms, since %s',
  (fills, maxAge, expression, expected, _why) => {
    const card = scorecard([
      rule('any', 'coverage.percent > 1.0'),
      rule('limited', expression, maxAge === undefined ? {} : { maxAge }),
    ]);
    const { rules } = compileScorecard(card, factCatalogue);
    expect(collectionInterval({ fills, interval: DAY }, rules)).toBe(expected);
  },
);
