import { expect, test } from 'vitest';
import { readinessTrendMessage, trendAltText } from '../../../src/slack/views/readiness-trend.ts';
import { poisoned, survivesHostileText } from '../../support/hostile.ts';
import { literalTrend } from '../../support/literal-trend.ts';
import { sketch } from '../../support/sketch.ts';

const service = literalTrend('service');
const team = literalTrend('team');

test('a service’s trend tells from which score and level to which, and what happened meanwhile', () => {
  const drawn = sketch(readinessTrendMessage(service));
  expect(drawn).toMatch(/[▁▂▃▅▇·]{12} score from 46 to 88/);
  expect(drawn).toContain('level from Starting to Silver');
  expect(drawn).toContain('deploys on 3 days, 2 exceptions, 1 change of the scorecard');
});

test('a team’s tells how many came to each level', () => {
  expect(sketch(readinessTrendMessage(team))).toContain(
    'Gold 2 (▲2), Silver 6 (▲4), Bronze 4, Starting 0 (▼6)',
  );
});

test('no movement is claimed across a change of the scorecard', () => {
  expect(sketch(readinessTrendMessage(team))).not.toContain('88 ▲');
  expect(sketch(readinessTrendMessage({ ...team, marks: [] }))).toContain('score from 46 to 88 ▲');
});

test('the alternative text is the whole of it in words', () => {
  expect(trendAltText(team)).toContain(
    'Payments, 2026-08-23 to 2026-11-21: score from 46 to 88; Gold 2 (▲2)',
  );
});

test('a span and the dark picture are one press away, and keep what was asked', () => {
  const drawn = JSON.stringify(readinessTrendMessage({ ...team, words: '@payments 30d' }));
  expect(drawn).toContain('"report trend @payments 365d"');
  expect(drawn).toContain('"report trend @payments 30d dark"');
});

test('where nothing was kept yet, that is said', () => {
  expect(readinessTrendMessage({ ...team, days: [] }).text).toContain('Nothing has been kept of Payments');
});

survivesHostileText((text) =>
  readinessTrendMessage(poisoned(team, text, ['kind', 'day', 'from', 'to', 'timezone'])),
);
