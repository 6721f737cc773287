import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type AppOptions, LogLevel } from '@slack/bolt';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../src/workspace/workspace.ts';

export type Transport = 'socket' | 'http';

/** A workspace and a real Bolt app that is connected to it. */
export type Stage = { workspace: Workspace; app: App; close(): Promise<void> };

/** Starts both; `listen` registers the app's listeners before it connects. */
export async function stage(
  transport: Transport,
  listen: (app: App) => void,
  options: WorkspaceOptions = {},
): Promise<Stage> {
  const workspace = await startWorkspace({ transport, ...options });
  const app = new App(appOptions(workspace, transport));
  listen(app);
  await app.init();
  const server = await app.start(0);
  if (transport === 'socket') await workspace.until(() => workspace.connections() === 1);
  else workspace.sendTo(`http://127.0.0.1:${portOf(server as Server)}/slack/events`);
  return {
    workspace,
    app,
    async close() {
      await app.stop();
      // SocketModeReceiver.stop() does not wait for the connection to close.
      await workspace.until(() => workspace.connections() === 0);
      await workspace.close();
    },
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function appOptions({ apiUrl, credentials }: Workspace, transport: Transport): AppOptions {
  const { botToken: token, appToken, signingSecret } = credentials;
  const connection =
    transport === 'socket'
      ? { socketMode: true, appToken, installerOptions: { clientOptions: { slackApiUrl: apiUrl } } }
      : { signingSecret };
  return {
    token,
    ...connection,
    clientOptions: { slackApiUrl: apiUrl, timeout: 2_500, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
    convoStore: false,
    deferInitialization: true,
  };
}
