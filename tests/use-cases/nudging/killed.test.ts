/** The process dies at every step between deciding whom to remind and Slack's answer; the next one repairs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { manualClock } from '../../../src/workspace/clock.ts';
import { startWorkspace } from '../../../src/workspace/workspace.ts';
import { type NudgesHome, openNudgesHome } from '../../support/nudges-home.ts';
import { EVERYBODY, planAndSend, type SlackSide } from '../../support/plan-and-send.ts';
import { SCOPES } from '../../support/slack-bot.ts';
import { START } from '../../support/small-home.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SCRIPT = join(ROOT, 'tests', 'support', 'nudging-process.ts');
/** A person and a channel: two of each step, but one plan and at least one claim. */
const STEPS = ['nudges:1', 'nudges:2', ...Array.from({ length: 7 }, (_, nth) => `outbox:${nth + 1}`)];

test('killed at any step, somebody is reminded once on that day all the same', async () => {
  const home = await openNudgesHome({}, { profiles: EVERYBODY });
  const clock = manualClock(START);
  const workspace = await startWorkspace({
    ...{ people: [{ name: 'ana' }], channels: [{ name: 'team-search' }], clock },
    app: { scopes: [...SCOPES, 'im:history', 'channels:history'] },
  });
  onTestFinished(() => workspace.close());
  const slack = { apiUrl: workspace.apiUrl, botToken: workspace.credentials.botToken };
  const heard = () => ['@ana', 'team-search'].map((where) => workspace.messages(where).length);
  for (const [nth, step] of STEPS.entries()) {
    const before = heard();
    expect(await dies(home, slack, step), step).toBe('SIGKILL');
    const app = await home.reopen();
    await planAndSend(app, slack, home.advance);
    expect(
      heard().map((many, where) => many - (before[where] ?? 0)),
      step,
    ).toEqual([1, 1]);
    // Both are due again: the Wednesday of another week.
    const weeks = 7 * DAY * (nth + 1);
    home.at(new Date(START + weeks).toISOString());
    clock.advance(START + weeks - clock.now());
  }
  expect(workspace.violations).toEqual([]);
  expect((await home.app.store.messages.counts()).pending).toBe(0);
}, 120_000);

/** The signal that it died of. The home's own app is closed meanwhile. */
async function dies(
  home: NudgesHome,
  { apiUrl, botToken }: SlackSide,
  failAt: string,
): Promise<string | null> {
  await home.app.close();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
    env: {
      ...{ PATH: process.env.PATH, NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled') },
      ...{ READY_HOME: home.folder, AT: String(home.now()), FAIL_AT: failAt },
      ...{ SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [, signal] = await once(child, 'close');
  return signal;
}
