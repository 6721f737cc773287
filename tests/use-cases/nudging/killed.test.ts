/** The process dies at every step between deciding whom to remind and Slack's answer; the next one repairs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { manualClock } from '../../../src/workspace/clock.ts';
import { startWorkspace } from '../../../src/workspace/workspace.ts';
import { type NudgesHome, openNudgesHome, READY } from '../../support/nudges-home.ts';
import { EVERYBODY, planAndSend } from '../../support/plan-and-send.ts';
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
    const env = { SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken };
    expect(await dies(home, step, env), step).toBe('SIGKILL');
    await planAndSend(home.app, slack, home.advance);
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

/** Told twice without an answer: the third day is the channel's. */
async function pressing(): Promise<NudgesHome> {
  const home = await openNudgesHome({}, { profiles: EVERYBODY });
  for (const day of ['04', '05', '06']) {
    home.at(`2026-03-${day}T12:00:00Z`);
    if (day === '06') return home;
    await home.plan();
    await home.said();
  }
  return home;
}

test.each(['escalation:1', 'escalation:2', 'escalation:3', 'nudges:1', 'nudges:2'])(
  'killed at %s, the channel hears of what stays open once on that day, and the steward too',
  async (step) => {
    const home = await pressing();
    expect(await dies(home, step, { PLAN: 'yes' })).toBe('SIGKILL');
    await planned(home);
    await planned(home);
    expect(await home.said()).toEqual(['escalation #team-payments', 'nudge UANA']);
  },
  30_000,
);

describe('reminders that are held back', () => {
  const ready = READY.replace('rollout: {mode: on}', 'rollout: {mode: on}\nstorm: {messages_per_hour: 1}');
  const open = () => openNudgesHome({ 'ready.yml': ready }, { profiles: EVERYBODY });
  const root = (home: NudgesHome) =>
    home.app.verbs.viewerOf({
      ...{ id: 'UROOT', name: 'root', email: 'root@acme.test' },
      ...{ timezone: null, stranger: false, guest: false },
    });
  const actsOf = async ({ app }: NudgesHome) => (await app.store.audit.after(0, 100)).map(({ act }) => act);

  test.each(['storm:1', 'storm:2', 'storm:3'])(
    'killed at %s, admins are asked once all the same',
    async (step) => {
      const home = await open();
      expect(await dies(home, step, { PLAN: 'yes' })).toBe('SIGKILL');
      await planned(home);
      await planned(home);
      expect(await home.said()).toEqual(['storm UROOT']);
      expect(await home.app.store.nudges.storms(10)).toMatchObject([{ state: 'held', messages: 2 }]);
    },
    30_000,
  );

  test.each([
    ['discard', 'storm:1'],
    ['discard', 'storm:2'],
    ['discard', 'storm:3'],
    ['send', 'storm:2'],
    ['send', 'storm:3'],
  ] as const)(
    'killed while an admin decides to %s, at %s, it is decided once',
    async (decision, step) => {
      const home = await open();
      await home.plan();
      await home.said();
      const viewer = await root(home);
      const [{ id } = { id: '' }] = await home.app.store.nudges.storms(1);
      const DECIDE = JSON.stringify({ viewer, id, decision });
      expect(await dies(home, step, { DECIDE })).toBe('SIGKILL');
      // Whoever saw no answer presses again.
      const state = decision === 'send' ? 'sent' : 'discarded';
      expect(await home.verbs().decideStorm(viewer, id, decision)).toMatchObject({ state });
      await planned(home);
      const sent = decision === 'send' ? ['nudge #team-search', 'nudge UANA'] : [];
      expect(await home.said()).toEqual([...sent, 'storm UROOT']);
      expect((await actsOf(home)).filter((act) => act.startsWith('storm.'))).toEqual([`storm.${decision}`]);
      expect(await home.app.store.nudges.storms(10)).toMatchObject([{ state }]);
    },
    30_000,
  );
});

async function planned(home: NudgesHome): Promise<void> {
  home.app.context.planning.settle();
  await home.plan();
  home.app.context.planning.forget();
}

/** The signal that it died of. The home's own app is closed meanwhile, and opened again. */
async function dies(
  home: NudgesHome,
  failAt: string,
  more: Readonly<Record<string, string>>,
): Promise<string | null> {
  await home.app.close();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
    env: {
      ...{ PATH: process.env.PATH, NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled') },
      ...{ READY_HOME: home.folder, AT: String(home.now()), FAIL_AT: failAt, ...more },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [, signal] = await once(child, 'close');
  await home.reopen();
  return signal;
}
