import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readFailAt } from './documents/fail-at.ts';
import { readText } from './documents/read-text.ts';
import { readReadyYml, type Settings } from './documents/ready-yml.ts';
import {
  readSlack,
  type SlackSettings,
  saysSlack,
  slackNotices,
  type Value,
} from './documents/slack-settings.ts';
import { ConfigError, type Problem } from './domain/errors.ts';
import type { FailAt } from './domain/failpoint.ts';
import type { Instant } from './domain/instant.ts';
import { didYouMean } from './domain/nearest-word.ts';
import type { Organisation } from './domain/organisation.ts';

/** The environment; `process.env` for the bot, a literal for tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  /** Absolute path of the home folder in use: READY_HOME, or the demo company's. */
  readonly home: string;
  /** The made-up company, since READY_HOME has no ready.yml. */
  readonly demo: boolean;
  readonly organisation: Organisation;
  /** ready.yml's `collectors`, by name in its order; each collector checks its own. */
  readonly collectors: ReadonlyMap<string, Settings>;
  /** Null = no tokens: the playground. */
  readonly slack: SlackSettings | null;
  /** With which GitHub signs its webhooks; absent = they are refused. */
  readonly githubWebhookSecret?: string;
  /** `sqlite:` with an absolute path, or `postgres://…`. */
  readonly database: string;
  /** The playground's own, so that invented approvals never become real. */
  readonly playgroundDatabase: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** Start the clock here. */
  readonly startAt?: Instant;
  /** Where a test lets the process die. */
  readonly failAt: FailAt | null;
  /** What an operator should know, though nothing is wrong. */
  readonly notices: readonly string[];
  /** These variables and no others, without empty ones: what a collector declares as its secrets. */
  readonly secrets: (names: readonly string[]) => Readonly<Record<string, string>>;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where this package keeps the made-up company. */
const DEMO_HOME = join(import.meta.dirname, '..', 'demo');

/**
 * Reads the environment and ready.yml, once. Throws a `ConfigError` with every problem at once; no message holds
 * the value of a secret. `demoHome` and `cwd` are for tests.
 */
export async function readConfig(
  env: Environment = process.env,
  { demoHome = DEMO_HOME, cwd = process.cwd() }: { readonly demoHome?: string; readonly cwd?: string } = {},
): Promise<Config> {
  const problems: Problem[] = [];
  const value: Value = (name) => (env[name]?.trim() ? env[name].trim() : undefined);
  const slack = readSlack(value, problems);
  const chosen = homeFolder(env, cwd);
  const home = await findHome(
    chosen,
    { slack: saysSlack(value), demoHome, said: value('READY_HOME') !== undefined },
    problems,
  );
  const policy = home.path === undefined ? undefined : await readPolicy(home.path, problems);
  const settings = {
    database: readDatabase(value('DATABASE_URL'), chosen, problems),
    port: readPort(value('PORT'), problems),
    logLevel: readLogLevel(value('LOG_LEVEL'), slack === null ? 'warn' : 'info', problems),
    startAt: readStart(value('READY_NOW'), slack, problems),
    failAt: readFailAt(value('FAIL_AT'), slack, problems),
  };
  if (problems.length > 0 || policy?.organisation === undefined) throw new ConfigError(problems);
  return {
    ...settings,
    home: home.path ?? chosen,
    demo: home.demo,
    organisation: policy.organisation,
    collectors: policy.collectors,
    slack,
    githubWebhookSecret: value('GITHUB_WEBHOOK_SECRET'),
    playgroundDatabase: `sqlite:${join(chosen, 'data', 'playground.db')}`,
    host: value('HOST') ?? (slack === null ? '127.0.0.1' : '0.0.0.0'),
    notices: [...home.notices, ...slackNotices(value)],
    secrets: secretsOf(env),
  };
}

/** See {@link Config.secrets}. */
export function secretsOf(env: Environment = process.env): Config['secrets'] {
  return (names) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = env[name]?.trim();
        return value ? [[name, value]] : [];
      }),
    );
}

/** The folder that READY_HOME names, whether or not a home is there. */
export function homeFolder(env: Environment = process.env, cwd: string = process.cwd()): string {
  return resolve(cwd, env.READY_HOME?.trim() || '.');
}

/** Values of the environment that must never be shown, whoever declares them: what their names give away. */
export function secretValues(env: Environment = process.env): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => (SECRET_NAME.test(name) && value ? [value] : []));
}

const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PRIVATE|_KEY$|^DATABASE_URL$/;

interface Home {
  /** Undefined when none can be used. */
  readonly path?: string;
  readonly demo: boolean;
  readonly notices: readonly string[];
}

/** The demo never reaches a real workspace: with Slack tokens an own ready.yml is needed. */
async function findHome(
  chosen: string,
  { slack, demoHome, said }: { readonly slack: boolean; readonly demoHome: string; readonly said: boolean },
  problems: Problem[],
): Promise<Home> {
  if (await exists(join(chosen, 'ready.yml'))) return { path: chosen, demo: false, notices: [] };
  if (said && !(await exists(chosen))) {
    problems.push({
      message: `READY_HOME leads to ${chosen}, where nothing is.`,
      remedy: `Correct it, or run: npx ready init ${chosen}`,
    });
    return { demo: false, notices: [] };
  }
  if (slack) {
    problems.push({
      message: `There is no ready.yml in ${chosen}.`,
      remedy: `Set READY_HOME to your home folder, or make one: npx ready init ${chosen}`,
    });
    return { demo: false, notices: [] };
  }
  const notice = `${chosen} has no ready.yml, so this is the made-up company. Your own: npx ready init DIR, then READY_HOME=DIR.`;
  return { path: demoHome, demo: true, notices: said ? [notice] : [] };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function readPolicy(home: string, problems: Problem[]) {
  const read = await readText(join(home, 'ready.yml'), 'ready.yml');
  if ('problem' in read) {
    problems.push(read.problem);
    return undefined;
  }
  const policy = readReadyYml('ready.yml', read.text);
  problems.push(...policy.problems);
  return policy;
}

/** A relative path starts at READY_HOME. The address of a Postgres may hold a password and is never told. */
function readDatabase(written: string | undefined, home: string, problems: Problem[]): string {
  if (written === undefined) return `sqlite:${join(home, 'data', 'ready.db')}`;
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/i.exec(written)?.[1];
  if (path !== undefined && !path.startsWith('//') && path !== ':memory:')
    return `sqlite:${resolve(home, path)}`;
  if (/^postgres(ql)?:\/\//i.test(written) && URL.canParse(written)) return written;
  problems.push({
    message: 'DATABASE_URL is no database that is known here.',
    remedy: 'Write sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
  });
  return '';
}

function readPort(written: string | undefined, problems: Problem[]): number {
  if (written === undefined) return 3000;
  const port = Number(written);
  if (/^\d+$/.test(written) && port <= 65_535) return port;
  problems.push({
    message: `PORT is "${written}".`,
    remedy: 'Write a number from 0 (any free one) to 65535.',
  });
  return 0;
}

/** In the playground events would only bury the address to open. */
function readLogLevel(written: string | undefined, otherwise: LogLevel, problems: Problem[]): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (written ?? otherwise).toLowerCase());
  if (level !== undefined) return level;
  const near = didYouMean(written ?? '', LOG_LEVELS);
  problems.push({
    message: `LOG_LEVEL cannot be "${written}"${near}.`,
    remedy: `It is one of: ${LOG_LEVELS.join(', ')}.`,
  });
  return 'info';
}

/** Tests and playground only: a real workspace lives in the present. */
function readStart(
  written: string | undefined,
  slack: SlackSettings | null,
  problems: Problem[],
): Instant | undefined {
  if (written === undefined) return undefined;
  const instant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(written)
    ? Date.parse(written)
    : Number.NaN;
  if (Number.isNaN(instant))
    problems.push({
      message: `READY_NOW is "${written}".`,
      remedy: 'Write an instant such as 2026-03-02T09:00:00Z.',
    });
  if (slack !== null && slack.apiUrl === undefined)
    problems.push({
      message: 'READY_NOW is set beside Slack tokens.',
      remedy: 'It is for tests and the playground: leave it out.',
    });
  return instant;
}
