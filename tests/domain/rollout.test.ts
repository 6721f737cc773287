import { expect, test } from 'vitest';
import { mayBeNudged, type Rollout } from '../../src/domain/rollout.ts';

test.each<[Rollout['mode'], readonly string[], string | undefined, boolean]>([
  ['on', [], 'payments', true],
  ['on', [], undefined, true],
  ['preview', [], 'payments', false],
  ['preview', ['payments'], 'payments', true],
  ['preview', ['payments'], 'search', false],
  ['preview', ['payments'], undefined, false],
  ['silent', ['payments'], 'payments', false],
])('mode %s with teams %j lets %s be told unasked: %s', (mode, teams, team, allowed) => {
  expect(mayBeNudged({ mode, teams }, team)).toBe(allowed);
});
