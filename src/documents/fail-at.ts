import type { Problem } from '../domain/errors.ts';
import type { FailAt } from '../domain/failpoint.ts';
import type { SlackSettings } from './slack-settings.ts';

/** `outbox.asking:2`. Tests only: a bot in a real workspace never dies on purpose. */
export function readFailAt(
  written: string | undefined,
  slack: SlackSettings | null,
  problems: Problem[],
): FailAt | null {
  if (written === undefined) return null;
  const [, name = '', nth = ''] = /^([a-z.]+):([1-9]\d*)$/.exec(written) ?? [];
  if (name === '')
    problems.push({ message: `FAIL_AT is "${written}".`, remedy: 'Write STEP:N, such as outbox.asking:2.' });
  if (slack !== null && slack.apiUrl === undefined)
    problems.push({
      message: 'FAIL_AT is set beside Slack tokens.',
      remedy: 'It is for tests: leave it out.',
    });
  return { name, nth: Number(nth) };
}
