import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import type { Audience } from '../../../src/use-cases/message-ports.ts';
import { startWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';
import { sqliteUrls } from '../../support/databases.ts';
import { intentOf } from '../../support/message-kinds.ts';
import { SCOPES } from '../../support/slack-bot.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const urls = sqliteUrls();

const REPEATED = ' Repeated: it may have reached you before.';

/** The bot may look into direct messages, and not into channels. */
const SENT: readonly { kind: string; audience: Audience; seenIn: string }[] = [
  { kind: 'order', audience: { kind: 'person', person: 'UANA' }, seenIn: '@ana' },
  { kind: 'note', audience: { kind: 'person', person: 'UBO' }, seenIn: '@bo' },
  { kind: 'order', audience: { kind: 'channel', channel: 'CORDERS' }, seenIn: 'orders' },
  { kind: 'note', audience: { kind: 'channel', channel: 'CNOTES' }, seenIn: 'notes' },
];

test('killed at any step, the next start sends each message once, or errs to the side that its kind prefers', async () => {
  const url = await urls();
  const workspace = await startWorkspace({
    channels: [{ name: 'orders' }, { name: 'notes' }],
    app: { scopes: [...SCOPES, 'im:write', 'im:history'] },
  });
  onTestFinished(() => workspace.close());
  let kills = 0;
  for (let nth = 1, died = true; died; nth += 1) {
    await queue(url, nth);
    died = (await run(workspace, url, `outbox:${nth}`)) === 'SIGKILL';
    if (!died) break;
    kills += 1;
    expect(await run(workspace, url)).toBeNull();
    expectEachOnce(workspace, `message ${nth}`);
  }
  // Four messages with three steps each, and at least one claim.
  expect(kills).toBeGreaterThanOrEqual(13);
  // That it may not look is all that Slack refused.
  expect(workspace.violations.filter(({ where }) => where !== 'conversations.history')).toEqual([]);
  expect(await soundness(url)).toBe('ok');
}, 120_000);

async function queue(url: string, nth: number): Promise<void> {
  const store = await openStore(url);
  const intents = SENT.map(({ kind, audience }, index) =>
    intentOf(`${String(nth).padStart(3, '0')}-${index}`, Date.now(), {
      kind,
      audience,
      text: `message ${nth}`,
    }),
  );
  expect(await store.messages.add(intents)).toBe(SENT.length);
  await store.close();
}

function expectEachOnce(workspace: Workspace, text: string): void {
  for (const { kind, seenIn } of SENT) {
    const seen = workspace
      .messages(seenIn)
      .map((message) => message.text.replace(/ at \d+/, ''))
      .filter((said) => said.replace(REPEATED, '') === text);
    const where = `${kind} in ${seenIn}`;
    if (seenIn.startsWith('@')) expect(seen, where).toEqual([text]);
    else if (kind === 'note') expect(seen.length, where).toBeLessThanOrEqual(1);
    else {
      expect(seen.length, where).toBeGreaterThanOrEqual(1);
      // Whatever comes a second time says so.
      for (const again of seen.slice(1)) expect(again, where).toBe(`${text}${REPEATED}`);
    }
  }
}

/** Runs a sender until it has sent everything, or dies; the signal that it died of. */
async function run(workspace: Workspace, url: string, failAt?: string): Promise<NodeJS.Signals | null> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'tests', 'support', 'delivery-process.ts')],
    {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled'),
        DATABASE_URL: url,
        SLACK_API_URL: workspace.apiUrl,
        SLACK_BOT_TOKEN: workspace.credentials.botToken,
        ...(failAt === undefined ? {} : { FAIL_AT: failAt }),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  expect(code ?? 0).toBe(0);
  return signal;
}

async function soundness(url: string): Promise<unknown> {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(url.replace(/^sqlite:/, ''));
  const answer = database.pragma('integrity_check', { simple: true });
  database.close();
  return answer;
}
