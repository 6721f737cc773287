/**
 * A local Slack-compatible workspace: the end-to-end tests' driver, and the playground's server and page. It knows
 * Slack and nothing else. A real Bolt app needs only `slackApiUrl: workspace.apiUrl` and the seed's tokens.
 */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type Clock, wallClock } from './clock.ts';
import { createSlack } from './create-slack.ts';
import { httpDelivery } from './delivery/http.ts';
import { type DisconnectReason, socketModeDelivery } from './delivery/socket-mode.ts';
import { createDriver, type Driver } from './driver/driver.ts';
import { announce, recordViolation } from './happenings.ts';
import { listenOn } from './listen-on.ts';
import { appMethods } from './methods/apps.ts';
import { methodsByName } from './methods/index.ts';
import { localOnly } from './page-server/local-only.ts';
import { pageApi } from './page-server/page-api.ts';
import { pageFiles } from './page-server/page-files.ts';
import type { Seed } from './seed.ts';
import type { Call, Delivery, Fault, Settings, Slack, Violation } from './slack.ts';
import { hooks } from './web-api/hooks.ts';
import { webApi } from './web-api/web-api.ts';

export type WorkspaceOptions = Seed &
  Partial<Settings> & {
    /** How payloads reach the app; Socket Mode is the default. */
    transport?: 'socket' | 'http';
    /** For `http`: where the app listens. May also be set later, by `sendTo`. */
    requestUrl?: string;
    /** 0, the default, takes a free port. */
    port?: number;
    clock?: Clock;
    beside?: Beside | undefined;
  };

/** Somebody else who answers on the same port, at addresses that are nothing to a workspace. */
export type Beside = {
  /** Exact ones. */
  paths: readonly string[];
  answer(request: Request): Response | Promise<Response>;
};

export type Workspace = Driver & {
  /** `http://127.0.0.1:PORT`: the page's address. */
  origin: string;
  /** For `clientOptions.slackApiUrl`. */
  apiUrl: string;
  /** Environment of a bot that belongs to this workspace. */
  credentials: { botToken: string; appToken: string; signingSecret: string };
  /** The state itself, for tests that change the world: archive a channel, deactivate a person. */
  slack: Slack;
  violations: Violation[];
  calls: Call[];
  deliveries: Delivery[];
  /** Push failures to act out; see `Fault`. */
  faults: Fault[];
  /** Says where the app listens for signed HTTP requests. */
  sendTo(requestUrl: string): void;
  /** Socket Mode connections that are open. */
  connections(): number;
  /** Tells every Socket Mode connection to go. */
  disconnect(reason: DisconnectReason): void;
  close(): Promise<void>;
};

/** Starts a workspace on 127.0.0.1. Rejects when the port is taken. */
export async function startWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const slack: Slack = createSlack(options, options.clock ?? wallClock(), settingsOf(options));
  const sockets = socketModeDelivery(slack.app.id, () => announce(slack, { kind: 'connection' }));
  const requests = httpDelivery(slack.app.signingSecret, options.requestUrl ?? null);
  slack.transport = options.transport === 'http' ? requests : sockets;
  const server = await listenOn(
    routes(slack, sockets.issueTicket, options.beside).fetch,
    options.port ?? 0,
    sockets.upgrade,
  );
  slack.origin = server.origin;
  const { violations, calls, deliveries, faults, app } = slack;
  return {
    ...createDriver(slack),
    origin: slack.origin,
    apiUrl: `${slack.origin}/api/`,
    credentials: { botToken: app.botToken, appToken: app.appToken, signingSecret: app.signingSecret },
    slack,
    violations,
    calls,
    deliveries,
    faults,
    sendTo(requestUrl) {
      requests.requestUrl = requestUrl;
    },
    connections: sockets.connections,
    disconnect: sockets.disconnect,
    async close() {
      await sockets.close();
      await server.close();
    },
  };
}

const settingsOf = ({
  rateLimits = false,
  fileProcessing = 1_000,
  patience = 10_000,
}: Partial<Settings>): Settings => ({
  rateLimits,
  fileProcessing,
  patience,
});

function routes(slack: Slack, issueTicket: () => string, beside?: Beside): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(localOnly(() => slack.origin));
  app.route('/', webApi(slack, methodsByName(...appMethods(issueTicket))));
  app.route('/', hooks(slack));
  app.route('/', pageApi(slack));
  if (beside !== undefined)
    for (const path of beside.paths) app.all(path, ({ req }) => beside.answer(req.raw));
  app.route('/', pageFiles());
  app.onError((error, context) => {
    // Ours, not the app's; recorded so that no suite overlooks it.
    recordViolation(slack, context.req.path, 'workspace_bug', [error.stack ?? error.message]);
    return context.text('internal error', 500);
  });
  return app;
}
