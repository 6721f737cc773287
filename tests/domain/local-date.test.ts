import { expect, test } from 'vitest';
import { beganAt } from '../../src/domain/local-date.ts';

const iso = (at: number) => new Date(at).toISOString();

test.each([
  ['an ordinary day', '2026-03-11T12:00Z', 'Europe/London', '2026-03-11T00:00Z', '2026-03-09T00:00Z'],
  ['its first instant', '2026-03-09T00:00Z', 'Europe/London', '2026-03-09T00:00Z', '2026-03-09T00:00Z'],
  ['a day of 23 hours', '2026-03-08T20:00Z', 'America/New_York', '2026-03-08T05:00Z', '2026-03-02T05:00Z'],
  ['a day that begins at one', '2026-04-24T12:00Z', 'Africa/Cairo', '2026-04-23T22:00Z', '2026-04-19T22:00Z'],
])('%s began, and its week', (_, at, zone, day, week) => {
  const began = beganAt(Date.parse(at), zone);
  expect([iso(began.day), iso(began.week)]).toEqual([day, week].map((one) => iso(Date.parse(one))));
});
