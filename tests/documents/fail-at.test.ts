import { expect, test } from 'vitest';
import { readFailAt } from '../../src/documents/fail-at.ts';
import type { SlackSettings } from '../../src/documents/slack-settings.ts';
import type { Problem } from '../../src/domain/errors.ts';
import { failpoint } from '../../src/domain/failpoint.ts';

const REAL: SlackSettings = { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' };

test.each([
  [undefined, null, []],
  ['outbox.asking:2', null, []],
  ['outbox:0', null, ['FAIL_AT is "outbox:0".']],
  ['sometimes', null, ['FAIL_AT is "sometimes".']],
  ['outbox:1', REAL, ['FAIL_AT is set beside Slack tokens.']],
  ['outbox:1', { ...REAL, apiUrl: 'http://127.0.0.1/api/' }, []],
])('FAIL_AT %s beside %o has the problems %o', (written, slack, messages) => {
  const problems: Problem[] = [];
  readFailAt(written, slack, problems);
  expect(problems.map(({ message }) => message)).toEqual(messages);
});

test('a process dies at the nth step of that name or family, and at no other', () => {
  const deaths: string[] = [];
  const steps = ['outbox.claimed', 'other.asking', 'outbox.asking', 'outboxer.asking', 'outbox.asking'];
  const diesAt = (name: string, nth: number) => {
    const reached = failpoint({ name, nth }, () => deaths.push(`${name}:${nth}`));
    for (const step of steps) {
      const before = deaths.length;
      reached(step);
      if (deaths.length > before) return steps.indexOf(step);
    }
    return null;
  };
  expect(diesAt('outbox', 2)).toBe(2);
  expect(diesAt('outbox.asking', 2)).toBe(2);
  expect(diesAt('outbox.asking', 3)).toBeNull();
  expect(diesAt('outbox', 4)).toBeNull();
});

test('without FAIL_AT nothing ever dies', () => {
  expect(() => failpoint(null, () => expect.unreachable())('outbox.claimed')).not.toThrow();
});
