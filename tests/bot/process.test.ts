import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { families } from '../../src/http/measured/families.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { type BotProcess, startProcess } from '../support/bot-process.ts';
import { SCOPES } from '../support/slack-bot.ts';
import { slowSlack } from '../support/slow-slack.ts';
import { CATALOG, factsFile, READY_YML, SCORECARD } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HOME = {
  'ready.yml': READY_YML,
  'catalog/all.yml': CATALOG,
  'scorecards/readiness.yml': SCORECARD,
  'facts.yml': factsFile({}),
};

const TOKENS = {
  SLACK_BOT_TOKEN: 'xoxb-never-to-be-seen',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
};

/** What nothing is to be told of as long as nobody has asked, and no job has run. */
const LATER = [
  'readybot_answer_duration_seconds',
  'readybot_job_last_success_timestamp_seconds',
  'readybot_job_last_duration_seconds',
];

/** Milliseconds that a test may take on a busy machine. */
const PATIENCE = 45_000;

/** How the process ended after SIGTERM, which it has to within five seconds. */
async function stop(bot: BotProcess): Promise<{ readonly code: number | null; readonly ms: number }> {
  const asked = performance.now();
  bot.kill('SIGTERM');
  const { code } = await bot.ended;
  return { code, ms: performance.now() - asked };
}

describe('without Slack tokens', { timeout: PATIENCE }, () => {
  test('the playground starts, guards its database, ends kindly, and leaves the database whole', async () => {
    const folder = temporaryFolder(HOME);
    const bot = startProcess({ READY_HOME: folder, PORT: '0' }, folder);
    const [, address = ''] = await bot.says(/playground: (http:\/\/127\.0\.0\.1:\d+)$/);
    const page = await fetch(`${address}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^text\/html/),
    ]);

    expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ alive: true });
    const ready = await fetch(`${address}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { ready: true }]);
    const scraped = await (await fetch(`${address}/metrics`)).text();
    expect(scraped).toContain('readybot_slack_connected 1');
    for (const { name, type } of families.filter((family) => !LATER.includes(family.name)))
      expect(scraped).toContain(`# TYPE ${name} ${type}\n`);

    const second = startProcess({ READY_HOME: folder, PORT: '0' }, folder);
    expect((await second.ended).code).toBe(2);
    const [lead, sentence, ...more] = second.output().split('\n');
    expect([lead, more]).toEqual(['Readybot did not start:', []]);
    expect(sentence).toMatch(/playground\.db: another Ready process is using this database\. Stop that one/);

    const { code, ms } = await stop(bot);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
    const store = await openStore(`sqlite:${join(folder, 'data', 'playground.db')}`, { access: 'write' });
    onTestFinished(() => store.close());
    expect((await store.catalog.state()).services).toHaveLength(4);
  });

  test('a broken ready.yml is refused with all that is wrong and where', async () => {
    const broken = READY_YML.replace('organisation:', 'organization:')
      .replace('default_tier: tier-2', 'default_tier: tier-9')
      .replace('admins: [root@acme.test]', 'admins: root');
    const folder = temporaryFolder({ ...HOME, 'ready.yml': broken });
    const bot = startProcess({ READY_HOME: folder, PORT: '0' }, folder);
    expect((await bot.ended).code).toBe(2);
    expect(bot.stdout).toEqual([]);
    expect(bot.output().split('\n')).toEqual([
      'Readybot did not start:',
      'ready.yml:2:1: "organisation" is missing',
      'ready.yml:2:1: unknown key "organization" (did you mean "organisation"?)',
      'ready.yml:3:1: "admins" must be a list, not the text "root"',
      expect.stringMatching(/^ready\.yml:7:1: "default_tier" cannot be "tier-9" \(did you mean "tier-1"\?\)/),
    ]);
  });

  test('a broken scorecard and unknown collectors are refused together', async () => {
    const folder = temporaryFolder({
      ...HOME,
      'ready.yml': `${READY_YML}  gihub: {}\n`,
      'scorecards/readiness.yml': SCORECARD.replace('coverage.percent', 'coverage.precent'),
    });
    const bot = startProcess({ READY_HOME: folder, PORT: '0' }, folder);
    expect((await bot.ended).code).toBe(2);
    expect(bot.output()).toMatch(/ready\.yml:\d+:\d+: .*gihub/);
    expect(bot.output()).toMatch(/readiness\.yml:\d+:\d+: .*precent/);
  });
});

describe('with Slack tokens', { timeout: PATIENCE }, () => {
  test('a folder without ready.yml is refused, and told how to make one', async () => {
    const folder = temporaryFolder();
    const bot = startProcess({ ...TOKENS, READY_HOME: folder, PORT: '0' }, folder);
    expect((await bot.ended).code).toBe(2);
    expect(bot.output()).toContain(`npx ready init ${folder}`);
    expect(bot.output()).not.toContain(TOKENS.SLACK_BOT_TOKEN);
  });

  test('it is ready when Slack knows it, answers, and finishes what it answers when it is stopped', async () => {
    const workspace = await startWorkspace({
      transport: 'http',
      team: { domain: 'acme' },
      app: {
        botToken: TOKENS.SLACK_BOT_TOKEN,
        signingSecret: TOKENS.SLACK_SIGNING_SECRET,
        scopes: SCOPES,
        events: ['app_mention', 'app_uninstalled', 'tokens_revoked'],
      },
    });
    onTestFinished(() => workspace.close());
    const slack = await slowSlack(workspace);
    const start = slack.hold('auth.test');
    const folder = temporaryFolder(HOME);
    const env = { ...TOKENS, SLACK_API_URL: slack.apiUrl, READY_HOME: folder, PORT: '0', HOST: '127.0.0.1' };
    const bot = startProcess(env, folder);

    const [, origin = ''] = await bot.says(/"url":"(http:[^"]+)".*"event":"listening"/);
    await start.asked;
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    const early = await fetch(`${origin}/readyz`);
    expect(early.status).toBe(503);
    expect(await early.json()).toMatchObject({
      ready: false,
      parts: { database: { ready: true }, slack: { ready: false } },
    });
    start.release();
    await bot.says(/"event":"settled"/);
    expect(await (await fetch(`${origin}/readyz`)).json()).toMatchObject({ ready: true });
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(metrics).toMatch(/^readybot_build_info\{version="[\d.]+",node="v\d+/m);

    workspace.sendTo(`${origin}/slack/events`);
    const who = slack.hold('users.info');
    const typed = workspace.command('ana', 'payments-api');
    await who.asked;
    const stopped = stop(bot);
    await bot.says(/"event":"stopping"/);
    who.release();
    await typed;
    const answer = await workspace.until(() => workspace.visibleTo('ana', 'general')[0]);
    expect(answer.text).toMatch(/^payments-api is Silver/);
    const { code, ms } = await stopped;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
    expect(workspace.violations).toEqual([]);

    const lines = bot.stdout.map((line) => JSON.parse(line));
    expect(lines.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['listening', 'catalog imported', 'settled', 'stopping', 'stopped']),
    );
    expect(lines.filter(({ level }) => !['info', 'debug'].includes(level))).toEqual([]);
    for (const secret of Object.values(TOKENS)) expect(bot.output()).not.toContain(secret);
  });
});
