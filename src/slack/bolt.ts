/**
 * Where Slack and the bot meet: the only runtime import of @slack/bolt. What people do is read into `Asked`, handled by
 * one wrapper (`bolt/handle.ts`), and answered. Slack reaches us by Socket Mode where there is an app-level token, else
 * by signed requests to {@link EVENTS_PATH}, which the process mounts into its own server.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, type LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { ConfigError } from '../domain/errors.ts';
import { SECOND } from '../domain/instant.ts';
import type { Directory } from '../use-cases/exception-views.ts';
import type { Stage } from '../use-cases/first-start.ts';
import type { Log } from '../use-cases/log.ts';
import { NO_DIRECTORY } from '../use-cases/no-directory.ts';
import { NO_PROFILES, type Profiles } from '../use-cases/nudging/profiles.ts';
import type { Clock, WorkspacePort } from '../use-cases/ports.ts';
import type { Verbs } from '../use-cases/verbs.ts';
import type { Action } from './actions/action.ts';
import { boltLog } from './bolt/bolt-log.ts';
import { credentialProblems, refusedStart, type SlackCredentials } from './bolt/credentials.ts';
import { furnish, type Identity } from './bolt/furnish.ts';
import type { Answered, Wait } from './bolt/handle.ts';
import { listen } from './bolt/listen.ts';
import { realWait } from './bolt/real-wait.ts';
import { socketLink } from './bolt/socket-link.ts';
import { type Connection, stayConnected } from './bolt/stay-connected.ts';
import { createUnderWay } from './bolt/under-way.ts';
import { claimWorkspace } from './bolt/workspace-stamp.ts';
import type { Command } from './commands/command.ts';

/** Where Slack posts to in HTTP mode. */
export const EVENTS_PATH = '/slack/events';

/** The slash command that the manifest installs. */
export const SLASH = '/ready';

export interface SlackOptions {
  readonly credentials: SlackCredentials;
  readonly commands: readonly Command[];
  readonly actions: readonly Action[];
  readonly verbs: Verbs;
  /** Stamped with the workspace at the first start. */
  readonly workspace: WorkspacePort;
  readonly clock: Clock;
  readonly log: Log;
  /** What keeps answers waiting at a first start; nothing by default. */
  readonly stage?: () => Stage | null;
  readonly answered?: Answered;
  /** The Slack user id that the catalog gives for an address; none by default. */
  readonly accountOf?: (email: string) => Promise<string | undefined>;
  /** Real time by default. */
  readonly wait?: Wait;
}

export interface SlackState {
  readonly mode: 'socket' | 'http';
  /** Payloads can reach us. */
  readonly connected: boolean;
  /** Uninstalled, or the token revoked, since the start. */
  readonly revoked: boolean;
  /** What is being answered now. */
  readonly underWay: number;
}

export interface Slack {
  /** HTTP mode: answers `POST /slack/events` of the process's own server; 503 before the start and after the stop. */
  readonly requestListener: (request: IncomingMessage, response: ServerResponse) => void;
  /** Resolves once Slack can reach us. Throws a `ConfigError` for whatever whoever runs the bot can mend. */
  readonly start: () => Promise<void>;
  /** Finishes what is being answered, for at most four seconds, and disconnects for good. */
  readonly stop: () => Promise<void>;
  readonly state: () => SlackState;
  /** Who people are in Slack; knows nobody before the start. */
  readonly directory: Directory;
  /** Who is there to be told something; nobody before the start. */
  readonly profiles: Profiles;
}

/** People wait: one try, and not for long. A refused rate must not hold up the others' answers. */
const ANSWERING = { timeout: 2.5 * SECOND, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
/** Nobody waits for a connection but its own loop, which tries again by itself. */
const CONNECTING = { timeout: 10 * SECOND, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
const LAST_ANSWERS = 4 * SECOND;

/** A bot in one workspace. Nothing happens before `start`. */
export function createSlack(options: SlackOptions): Slack {
  const { credentials, log, wait = realWait } = options;
  const underWay = createUnderWay();
  const revoked = new AbortController();
  let running: Running | undefined;
  let directory = NO_DIRECTORY;
  let profiles = NO_PROFILES;
  return {
    requestListener(request, response) {
      const http = running?.http;
      const [path] = (request.url ?? '').split('?');
      if (http === undefined) response.writeHead(503).end();
      // Bolt throws at what it does not listen for.
      else if (path !== EVENTS_PATH || request.method !== 'POST') response.writeHead(404).end();
      else http.requestListener(request, response);
    },
    async start() {
      const problems = credentialProblems(credentials);
      if (problems.length > 0) throw new ConfigError(problems);
      const way = buildApp(credentials, log);
      const identity = await identify(way.app);
      await claimWorkspace(options.workspace, identity.workspace);
      const furniture = { ...options, wait, slash: SLASH, timeout: ANSWERING.timeout };
      const furnished = furnish(furniture, way.app.client, identity);
      const { office, desk } = furnished;
      ({ directory, profiles } = furnished);
      listen(way.app, { office, desk, underWay, log, onRevoked: () => revoked.abort() });
      const connection = way.http === undefined ? connectionOf(way.app, options, wait) : undefined;
      await connection?.start().catch((error: unknown) => {
        throw refusedStart('SLACK_APP_TOKEN', error);
      });
      running = { http: way.http, connection };
    },
    async stop() {
      const stopping = running;
      running = undefined;
      const enough = new AbortController();
      await Promise.race([underWay.finished(), wait(LAST_ANSWERS, enough.signal)]);
      enough.abort();
      await stopping?.connection?.stop();
    },
    state: () => ({
      mode: credentials.appToken === undefined ? 'http' : 'socket',
      connected: running !== undefined && (running.connection?.connected() ?? true),
      revoked: revoked.signal.aborted,
      underWay: underWay.count(),
    }),
    directory: { resolve: (names, lately) => directory.resolve(names, lately) },
    profiles: { of: (person) => profiles.of(person) },
  };
}

interface Running {
  readonly http: HTTPReceiver | undefined;
  readonly connection: Connection | undefined;
}

/** Bolt's app over our way in. Socket Mode's links attach themselves, one after the other. */
function buildApp(
  { botToken, appToken, signingSecret = '', apiUrl }: SlackCredentials,
  log: Log,
): { readonly app: App; readonly http: HTTPReceiver | undefined } {
  const logger = boltLog(log, INFO);
  const http = appToken === undefined ? httpReceiver(signingSecret, log) : undefined;
  const app = new App({
    token: botToken,
    receiver: http ?? NO_RECEIVER,
    logger,
    clientOptions: { ...ANSWERING, ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }) },
    convoStore: false,
    extendedErrorHandler: true,
    deferInitialization: true,
  });
  return { app, http };
}

/** The value of Bolt's enum, without an import for one word. */
const INFO = 'info' as LogLevel;

const NO_RECEIVER: Receiver = { init() {}, start: async () => {}, stop: async () => {} };

function httpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: [EVENTS_PATH],
    logger: boltLog(log, INFO),
    async processEventErrorHandler({ error, response }) {
      log.error({ err: error }, 'a request of Slack’s could not be processed');
      if (!response.headersSent) response.writeHead(500).end();
      return true;
    },
  });
}

/** Who we are, asked before anything else: a bad token is told now, in one sentence, and not at the first command. */
async function identify(app: App): Promise<Identity> {
  try {
    await app.init();
    const {
      team_id: teamId = '',
      enterprise_id: enterprise,
      user_id: botUserId = '',
    } = await app.client.auth.test();
    return { workspace: { teamId, enterpriseId: enterprise ?? null }, botUserId };
  } catch (error) {
    throw refusedStart('SLACK_BOT_TOKEN', error);
  }
}

/** Socket Mode's own client options: shared with the listeners' they would undo each other's retries. */
function connectionOf(app: App, { credentials, clock, log }: SlackOptions, wait: Wait): Connection {
  const { appToken = '', apiUrl } = credentials;
  const newLink = (stopped: AbortSignal) => {
    const receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      logger: boltLog(log, INFO),
      installerOptions: {
        clientOptions: {
          ...CONNECTING,
          ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
          fetch: (url, init) => fetch(url, { ...init, signal: either(init?.signal, stopped) }),
        },
      },
      async processEventErrorHandler({ error }) {
        log.error({ err: error }, 'a payload of Slack’s could not be processed');
        return false;
      },
    });
    receiver.init(app);
    return socketLink(receiver, wait, stopped);
  };
  return stayConnected({ newLink, wait, clock, log });
}

function either(one: AbortSignal | null | undefined, other: AbortSignal): AbortSignal {
  return one === null || one === undefined ? other : AbortSignal.any([one, other]);
}
