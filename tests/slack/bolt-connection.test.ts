import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ConfigError } from '../../src/domain/errors.ts';
import { actions } from '../../src/slack/actions/index.ts';
import type { SlackCredentials } from '../../src/slack/bolt/credentials.ts';
import { createSlack } from '../../src/slack/bolt.ts';
import { commands } from '../../src/slack/commands/index.ts';
import type { WorkspacePort } from '../../src/use-cases/ports.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { literalVerbs } from '../support/literal-verbs.ts';
import { recordingLog } from '../support/recording-log.ts';
import { type Bot, type BotOptions, credentials, startBot, unstamped, WAYS } from '../support/slack-bot.ts';
import { NOW } from '../support/view-models.ts';

const escaped: unknown[] = [];
const catchEscaped = (error: unknown) => escaped.push(error);
beforeEach(() => {
  process.on('unhandledRejection', catchEscaped);
});
afterEach(() => {
  process.off('unhandledRejection', catchEscaped);
  expect(escaped.splice(0)).toEqual([]);
});

describe('a start', () => {
  async function refusedWith(
    change: (workspace: Workspace) => Partial<SlackCredentials>,
    port: WorkspacePort = unstamped(),
  ): Promise<string> {
    const workspace = await startWorkspace();
    onTestFinished(() => workspace.close());
    const slack = createSlack({
      credentials: { ...credentials(workspace, 'socket'), ...change(workspace) },
      commands,
      actions,
      verbs: literalVerbs(),
      workspace: port,
      clock: { now: () => NOW },
      log: recordingLog(),
    });
    const refused = await slack.start().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigError);
    expect(slack.state().connected).toBe(false);
    await slack.stop();
    return (refused as ConfigError).message;
  }

  test('with a bad bot token is refused in one sentence', async () => {
    expect(await refusedWith(() => ({ botToken: 'xoxb-wrong' }))).toBe(
      'Slack refuses SLACK_BOT_TOKEN: it does not know this token. Copy it again, or reinstall the app.',
    );
  });

  test('with a bad app-level token is refused in one sentence, and does not go on trying', async () => {
    expect(await refusedWith(() => ({ appToken: 'xapp-wrong' }))).toBe(
      'Slack refuses SLACK_APP_TOKEN: it does not know this token. Copy it again, or reinstall the app.',
    );
  });

  test('with tokens mixed up names both', async () => {
    const mixed = await refusedWith(({ credentials: { botToken, appToken } }) => ({
      botToken: appToken,
      appToken: botToken,
    }));
    expect(mixed.split('\n')).toEqual([
      expect.stringContaining(
        'SLACK_BOT_TOKEN holds an app-level token (xapp-…). Put that one into SLACK_APP_TOKEN',
      ),
      expect.stringContaining('SLACK_APP_TOKEN is no app-level token'),
    ]);
  });

  test('with a person’s token, or without a way in, is refused', async () => {
    expect(await refusedWith(() => ({ botToken: 'xoxp-1' }))).toContain('does not begin with xoxb-');
    expect(await refusedWith(() => ({ appToken: undefined }))).toContain(
      'Slack has no way to reach the bot.',
    );
  });

  test('where nobody answers says so', async () => {
    expect(await refusedWith(() => ({ apiUrl: 'http://127.0.0.1:9/api/' }))).toMatch(
      /^Slack could not be asked about SLACK_BOT_TOKEN: /,
    );
  });

  test('against a database of another workspace is refused', async () => {
    const port = unstamped();
    await port.stamp({ teamId: 'T0OTHER', enterpriseId: null });
    expect(await refusedWith(() => ({}), port)).toContain(
      'This database belongs to the Slack workspace T0OTHER, and the token to T0LOCAL.',
    );
  });

  test.each(WAYS)('over %s stamps the database', async (way) => {
    const port = unstamped();
    const it = await startBot(way, { slack: { workspace: port } });
    onTestFinished(() => it.close());
    expect(await port.stamped()).toEqual({ teamId: 'T0LOCAL', enterpriseId: null });
    expect(it.slack.state()).toEqual({ mode: way, connected: true, revoked: false, underWay: 0 });
  });
});

describe('the connection', () => {
  async function bot(options: BotOptions = {}): Promise<Bot> {
    const it = await startBot('socket', options);
    onTestFinished(() => it.close());
    return it;
  }

  const connects = ({ workspace }: Bot) =>
    workspace.calls.filter(({ method }) => method === 'apps.connections.open').length;

  async function answers(it: Bot): Promise<void> {
    const before = it.workspace.visibleTo('ana', 'general').length;
    expect(await it.workspace.command('ana', 'help', { channel: 'general' })).toMatchObject({ ok: true });
    await it.workspace.until(() => it.workspace.visibleTo('ana', 'general')[before]);
  }

  test.each(['warning', 'refresh_requested'] as const)(
    'is renewed at once when Slack says %s',
    async (reason) => {
      const it = await bot();
      it.workspace.disconnect(reason);
      await it.workspace.until(() => connects(it) === 2 && it.workspace.connections() === 1);
      await vi.waitFor(() => expect(it.slack.state().connected).toBe(true));
      await answers(it);
    },
  );

  test('comes back after Slack was away, trying again and again', async () => {
    const pauses: number[] = [];
    const it = await bot({
      // The pauses between attempts pass at once; what guards against hanging never strikes here.
      async wait(ms, signal) {
        if (ms <= 2_000) pauses.push(ms);
        else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    });
    it.workspace.faults.push({
      method: 'apps.connections.open',
      kind: 'server-error',
      status: 503,
      times: 1,
    });
    it.workspace.faults.push({ method: 'apps.connections.open', kind: 'drop', times: 1 });
    it.workspace.disconnect('refresh_requested');
    await it.workspace.until(() => connects(it) === 4 && it.workspace.connections() === 1);
    // Half a second is also what a parting takes at most.
    expect(pauses.filter((ms) => ms !== 500)).toEqual([1_000, 2_000]);
    await answers(it);
  });

  test('that is lost without a word is opened again', async () => {
    const it = await bot();
    it.workspace.disconnect('link_disabled');
    await it.workspace.until(() => connects(it) >= 2 && it.workspace.connections() === 1);
    await answers(it);
  });

  test('stays closed when the bot stops amid reconnecting', async () => {
    const it = await bot();
    it.workspace.faults.push({ method: 'apps.connections.open', kind: 'hang', times: 1 });
    it.workspace.disconnect('refresh_requested');
    await it.workspace.until(() => it.workspace.connections() === 0);
    await it.slack.stop();
    const before = connects(it);
    await new Promise((resolve) => setImmediate(resolve));
    expect(it.workspace.connections()).toBe(0);
    expect(connects(it)).toBeLessThanOrEqual(Math.max(before, 2));
    expect(it.slack.state().connected).toBe(false);
  });

  test('loses no command while it is renewed', async () => {
    const it = await bot();
    const asked = Array.from({ length: 30 }, (_, nth) => {
      if (nth === 10) it.workspace.disconnect('warning');
      return it.workspace.command('ana', 'help', { channel: 'general' });
    });
    expect((await Promise.all(asked)).filter(({ ok }) => !ok)).toEqual([]);
    await it.workspace.until(() => connects(it) === 2 && it.workspace.connections() === 2);
    await answers(it);
    await answers(it);
  });
});
