/** The whole bot over a local workspace: real Bolt, real payloads, over Socket Mode or signed HTTP. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { actions } from '../../src/slack/actions/index.ts';
import type { Wait } from '../../src/slack/bolt/handle.ts';
import { createSlack, type Slack, type SlackOptions } from '../../src/slack/bolt.ts';
import { commands } from '../../src/slack/commands/index.ts';
import type { WorkspacePort } from '../../src/use-cases/ports.ts';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/workspace/workspace.ts';
import { literalVerbs } from './literal-verbs.ts';
import { recordingLog } from './recording-log.ts';
import { NOW } from './view-models.ts';

export type Way = 'socket' | 'http';
export const WAYS: readonly Way[] = ['socket', 'http'];

export interface Bot {
  readonly workspace: Workspace;
  readonly slack: Slack;
  readonly log: ReturnType<typeof recordingLog>;
  /** The port that the app serves in HTTP mode. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

export interface BotOptions {
  readonly verbs?: Partial<Verbs>;
  readonly workspace?: WorkspaceOptions;
  readonly wait?: Wait;
  readonly slack?: Partial<SlackOptions>;
}

/** Exactly what `manifest.yml` asks for; `tests/slack/manifest.test.ts` holds it to that. */
export const SCOPES = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:read',
  'im:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
];

const PEOPLE: WorkspaceOptions['people'] = [
  { name: 'ana' },
  { name: 'bo' },
  { name: 'newcomer' },
  { name: 'guest', isRestricted: true },
  { name: 'foreign', teamId: 'T0OTHER' },
  { name: 'gone', deleted: true },
];

const CHANNELS: WorkspaceOptions['channels'] = [
  { name: 'general', members: ['ana', 'bo', 'newcomer', 'guest'] },
  { name: 'partners', isShared: true, members: ['ana', 'foreign'] },
  { name: 'secret', isPrivate: true, bot: false, members: ['ana'] },
  { name: 'payments', members: ['ana'] },
];

export async function startBot(way: Way, options: BotOptions = {}): Promise<Bot> {
  const workspace = await startWorkspace({
    transport: way,
    people: PEOPLE,
    channels: CHANNELS,
    groups: [{ handle: 'payments' }],
    ...options.workspace,
    app: {
      scopes: SCOPES,
      events: ['app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked'],
      shortcuts: [{ type: 'message', callbackId: 'check-readiness', name: 'Check readiness' }],
      ...options.workspace?.app,
    },
  });
  const log = recordingLog();
  const slack = createSlack({
    credentials: credentials(workspace, way),
    commands,
    actions,
    verbs: literalVerbs(options.verbs),
    workspace: unstamped(),
    clock: { now: () => NOW },
    log,
    ...(options.wait === undefined ? {} : { wait: options.wait }),
    ...options.slack,
  });
  const server = createServer(slack.requestListener);
  server.listen(0, '127.0.0.1');
  const origin = await listening(server);
  workspace.sendTo(`${origin}/slack/events`);
  await slack.start();
  return {
    workspace,
    slack,
    log,
    origin,
    async close() {
      await slack.stop();
      await Promise.all([closed(server), workspace.close()]);
    },
  };
}

export function credentials(workspace: Workspace, way: Way): SlackOptions['credentials'] {
  const { botToken, appToken, signingSecret } = workspace.credentials;
  return { botToken, apiUrl: workspace.apiUrl, ...(way === 'socket' ? { appToken } : { signingSecret }) };
}

/** A database that has never seen a workspace. */
export function unstamped(): WorkspacePort {
  let stamp: Awaited<ReturnType<WorkspacePort['stamped']>> = null;
  return {
    stamped: async () => stamp,
    async stamp(workspace) {
      stamp = workspace;
    },
  };
}

/** Slack would have refused nothing, and nobody saw an error that the test did not expect. */
export function expectNoViolations({ workspace, log }: Pick<Bot, 'workspace' | 'log'>): void {
  expect(workspace.violations).toEqual([]);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.once('listening', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
