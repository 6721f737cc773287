import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { verificationDue } from '../../../src/domain/planner/verification.ts';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const service = { owner: 'payments', verifiedAt: null, addedAt: NOW };

test('what was confirmed is due its interval later, and told of a week before', () => {
  expect(verificationDue({ ...service, verifiedAt: NOW + DAY }, 90)).toEqual({
    due: NOW + 91 * DAY,
    toldFrom: NOW + 84 * DAY,
  });
});

test('what nobody ever confirmed is due after its interval, teams apart within a month', () => {
  const dues = Array.from({ length: 60 }, (_, nth) => {
    const { due } = verificationDue({ ...service, owner: `team-${nth}` }, 90);
    return Math.floor((due - NOW) / DAY) - 90;
  });
  expect(Math.min(...dues)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...dues)).toBeLessThan(30);
  const busiest = Math.max(...[...Map.groupBy(dues, (day) => day).values()].map(({ length }) => length));
  expect(busiest).toBeLessThan(10);
  expect(verificationDue(service, 90)).toEqual(verificationDue({ ...service }, 90));
});

test('who has just confirmed is left in peace, however short the interval', () => {
  expect(verificationDue({ ...service, verifiedAt: NOW }, 4).toldFrom).toBe(NOW + 2 * DAY);
});
