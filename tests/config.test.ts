import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Environment, readConfig } from '../src/config.ts';
import { ConfigError, describeProblem } from '../src/domain/errors.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const READY = 'organisation: Acme\n';
// Put together, so that no scanner takes them for real ones.
const BOT = ['xoxb', '1', 'abc'].join('-');
const APP = ['xapp', '1', 'abc'].join('-');

function home(readyYml = READY): string {
  return temporaryFolder({ 'ready.yml': readyYml });
}

function config(env: Environment, folders: { cwd?: string; demoHome?: string } = {}) {
  return readConfig(env, { cwd: '/nowhere', demoHome: home('organisation: Demo\n'), ...folders });
}

async function told(env: Environment, folders: { cwd?: string } = {}): Promise<string[]> {
  const error = await config(env, folders).then(
    () => new Error('was accepted'),
    (cause: unknown) => cause,
  );
  if (!(error instanceof ConfigError)) throw error;
  return error.problems.map(describeProblem);
}

describe('without any variable', () => {
  test('the home folder is the current one, with every default', async () => {
    const cwd = home();
    const { secrets: _, collectors, organisation, ...rest } = await config({}, { cwd });
    expect(rest).toEqual({
      home: cwd,
      demo: false,
      failAt: null,
      slack: null,
      database: `sqlite:${join(cwd, 'data/ready.db')}`,
      playgroundDatabase: `sqlite:${join(cwd, 'data/playground.db')}`,
      port: 3000,
      host: '127.0.0.1',
      logLevel: 'warn',
      startAt: undefined,
      notices: [],
    });
    expect(organisation.organisation).toBe('Acme');
    expect(collectors.size).toBe(0);
  });

  test('and without a ready.yml it is the made-up company; its data stays in the current folder', async () => {
    const cwd = temporaryFolder();
    const demoHome = home('organisation: Demo\n');
    expect(await config({}, { cwd, demoHome })).toMatchObject({
      home: demoHome,
      demo: true,
      organisation: { organisation: 'Demo' },
      playgroundDatabase: `sqlite:${join(cwd, 'data/playground.db')}`,
      notices: [],
    });
  });

  test('an empty variable is as good as none', async () => {
    const empty = {
      READY_HOME: '',
      PORT: ' ',
      SLACK_BOT_TOKEN: '',
      LOG_LEVEL: '',
      READY_NOW: '',
      DATABASE_URL: '',
    };
    expect(await config(empty, { cwd: home() })).toMatchObject({ port: 3000, slack: null, logLevel: 'warn' });
  });
});

describe('the home folder', () => {
  test('is READY_HOME, from the current folder', async () => {
    const path = home();
    expect(await config({ READY_HOME: path.split('/').at(-1) }, { cwd: join(path, '..') })).toMatchObject({
      home: path,
    });
  });

  test('that has no ready.yml is answered by the made-up company, and a notice', async () => {
    const path = temporaryFolder();
    const { demo, notices } = await config({ READY_HOME: path });
    expect([demo, notices]).toEqual([
      true,
      [
        `${path} has no ready.yml, so this is the made-up company. Your own: npx ready init DIR, then READY_HOME=DIR.`,
      ],
    ]);
  });

  test('that does not exist is refused', async () => {
    expect(await told({ READY_HOME: '/not/there' })).toEqual([
      'READY_HOME leads to /not/there, where nothing is. Correct it, or run: npx ready init /not/there',
    ]);
  });

  test('without ready.yml never shows the demo to a real workspace', async () => {
    const cwd = temporaryFolder();
    expect(await told({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }, { cwd })).toEqual([
      `There is no ready.yml in ${cwd}. Set READY_HOME to your home folder, or make one: npx ready init ${cwd}`,
    ]);
  });

  test('of which ready.yml is wrong is refused, with every problem of file and environment at once', async () => {
    const cwd = home('organistion: Acme\nrollout: {mode: loud}\n');
    expect(await told({ PORT: '99999', LOG_LEVEL: 'warm' }, { cwd })).toEqual([
      'ready.yml:1:1: "organisation" is missing',
      'ready.yml:1:1: unknown key "organistion" (did you mean "organisation"?)',
      'ready.yml:2:11: "mode" cannot be the text "loud". It is one of: silent, preview, on.',
      'PORT is "99999". Write a number from 0 (any free one) to 65535.',
      'LOG_LEVEL cannot be "warm" (did you mean "warn"?). It is one of: fatal, error, warn, info, debug, trace, silent.',
    ]);
  });
});

describe('Slack', () => {
  const slack = async (env: Environment) => (await config(env, { cwd: home() })).slack;

  test('is spoken to by Socket Mode with an app token, else by HTTP with a signing secret', async () => {
    expect(await slack({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP })).toEqual({
      mode: 'socket',
      botToken: BOT,
      appToken: APP,
    });
    expect(
      await slack({
        SLACK_BOT_TOKEN: BOT,
        SLACK_SIGNING_SECRET: '8f742231b10e',
        SLACK_API_URL: 'http://127.0.0.1:9/api',
      }),
    ).toEqual({
      mode: 'http',
      botToken: BOT,
      signingSecret: '8f742231b10e',
      apiUrl: 'http://127.0.0.1:9/api/',
    });
  });

  test('with both uses Socket Mode, and says so', async () => {
    const {
      slack: settings,
      notices,
      host,
      logLevel,
    } = await config(
      { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: 'abc' },
      { cwd: home() },
    );
    expect(settings?.mode).toBe('socket');
    expect(logLevel).toBe('info');
    expect(host).toBe('0.0.0.0');
    expect(notices).toEqual([
      'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, the signing secret is not.',
    ]);
  });

  const mistakes: [what: string, env: Environment, wanted: RegExp[]][] = [
    ['neither', { SLACK_BOT_TOKEN: BOT }, [/nothing says how Slack reaches the bot\. Set SLACK_APP_TOKEN/]],
    [
      'no bot token',
      { SLACK_APP_TOKEN: APP },
      [/^SLACK_BOT_TOKEN is not set, though other Slack variables are/],
    ],
    [
      'the tokens exchanged',
      { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT },
      [
        /^SLACK_BOT_TOKEN holds an app-level token .* belongs into SLACK_APP_TOKEN/,
        /^SLACK_APP_TOKEN holds a bot token .* belongs into SLACK_BOT_TOKEN/,
      ],
    ],
    [
      'a user token',
      { SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: APP },
      [/holds a user token \(xoxp-…\); it has to begin with xoxb-/],
    ],
    [
      'something else',
      { SLACK_BOT_TOKEN: 'hunter2', SLACK_APP_TOKEN: APP },
      [/^SLACK_BOT_TOKEN does not begin with xoxb-\./],
    ],
    [
      'a token for the secret',
      { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: APP },
      [/^SLACK_SIGNING_SECRET holds an app-level token/],
    ],
    [
      'no address',
      { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: 'localhost' },
      [/^SLACK_API_URL is no web address/],
    ],
  ];
  test.each(mistakes)('with %s is refused', async (_what, env, wanted) => {
    const problems = await told(env, { cwd: home() });
    expect(problems).toHaveLength(wanted.length);
    wanted.forEach((pattern, index) => {
      expect(problems[index]).toMatch(pattern);
    });
  });

  test('never has a secret told in a problem', async () => {
    const problems = await told(
      {
        SLACK_BOT_TOKEN: 'xoxp-hunter2',
        SLACK_APP_TOKEN: 'hunter2',
        SLACK_SIGNING_SECRET: 'xoxb-hunter2',
        DATABASE_URL: 'mysql://u:hunter2@h/d',
      },
      { cwd: home() },
    );
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain('hunter2');
  });
});

describe('the database', () => {
  const path = home;
  test.each([
    ['sqlite:other.db', (cwd: string) => `sqlite:${join(cwd, 'other.db')}`],
    ['sqlite:/srv/ready.db', () => 'sqlite:/srv/ready.db'],
    ['sqlite:///srv/ready.db', () => 'sqlite:/srv/ready.db'],
    ['postgres://u:p@db.test:5432/ready', () => 'postgres://u:p@db.test:5432/ready'],
    ['postgresql:///ready?host=/run', () => 'postgresql:///ready?host=/run'],
  ])('%s is understood', async (url, wanted) => {
    const cwd = path();
    expect((await config({ DATABASE_URL: url }, { cwd })).database).toBe(wanted(cwd));
  });

  test.each(['sqlite:', 'sqlite://x.db', 'sqlite::memory:', 'mysql://x', 'ready.db', 'postgres:x'])(
    '%s is refused',
    async (url) => {
      expect(await told({ DATABASE_URL: url }, { cwd: path() })).toEqual([
        'DATABASE_URL is no database that is known here. Write sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
      ]);
    },
  );
});

describe('the clock', () => {
  test('may start elsewhere in the playground, and beside another Slack', async () => {
    const cwd = home();
    expect((await config({ READY_NOW: '2026-03-02T09:00:00Z' }, { cwd })).startAt).toBe(
      Date.UTC(2026, 2, 2, 9),
    );
    const test = {
      READY_NOW: '2026-03-02',
      SLACK_BOT_TOKEN: BOT,
      SLACK_APP_TOKEN: APP,
      SLACK_API_URL: 'http://127.0.0.1:9',
    };
    expect((await config(test, { cwd })).startAt).toBe(Date.UTC(2026, 2, 2));
  });

  test('stays in the present in a real workspace', async () => {
    const env = { READY_NOW: 'yesterday', SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP };
    expect(await told(env, { cwd: home() })).toEqual([
      'READY_NOW is "yesterday". Write an instant such as 2026-03-02T09:00:00Z.',
      'READY_NOW is set beside Slack tokens. It is for tests and the playground: leave it out.',
    ]);
  });
});

test('a collector gets the variables that it declares, and no others', async () => {
  const { secrets } = await config(
    { GITHUB_TOKEN: 'g', PAGERDUTY_TOKEN: 'p', GITHUB_APP_ID: '' },
    { cwd: home() },
  );
  expect(secrets(['GITHUB_TOKEN', 'GITHUB_APP_ID'])).toEqual({ GITHUB_TOKEN: 'g' });
});
