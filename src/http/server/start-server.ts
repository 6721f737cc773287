import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ConfigError } from '../../domain/errors.ts';
import { type Duration, SECOND } from '../../domain/instant.ts';
import type { HttpApp } from './create-http-app.ts';

export interface RunningServer {
  /** `http://127.0.0.1:3000`, with the port really taken (0 lets the system choose). */
  readonly url: string;
  readonly port: number;
  /** For whoever speaks another protocol on our port (the playground's WebSocket). */
  readonly server: Server;
  /**
   * Takes no new connections, lets what is being answered finish within the given time (default 5 s), then cuts
   * off the rest. Resolves when nothing is open any more; a second call waits for the first.
   */
  readonly close: (within?: Duration) => Promise<void>;
}

/** Listens. Throws a `ConfigError` with one sentence where host or port cannot be had. */
export async function startServer(
  app: HttpApp,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer({ requestTimeout: 30 * SECOND, headersTimeout: 10 * SECOND }, listener);
  await listen(server, host, port);
  const address = server.address() as AddressInfo; // a string only for Unix sockets
  const closing = closer(server);
  return { url: urlOf(host, address.port), port: address.port, server, close: closing };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(listenError(error, host, port));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const told: Record<string, [message: string, remedy: string]> = {
    EADDRINUSE: [
      `port ${port} on ${host} is in use by another program.`,
      'Stop it, or set PORT to a free one.',
    ],
    EACCES: [`this user may not listen on port ${port}.`, 'Set PORT to 1024 or above.'],
    EADDRNOTAVAIL: [`this machine has no address ${host}.`, 'Set HOST to 127.0.0.1 or 0.0.0.0.'],
    ENOTFOUND: [`the host name "${host}" is not known here.`, 'Set HOST to 127.0.0.1 or 0.0.0.0.'],
  };
  const words = told[error.code ?? ''];
  if (words === undefined) return error;
  return new ConfigError([{ message: `Cannot start: ${words[0]}`, remedy: words[1] }], { cause: error });
}

function closer(server: Server): RunningServer['close'] {
  const answering = new Set<ServerResponse>();
  server.prependListener('request', (_request, response: ServerResponse) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
  });
  let closed: Promise<void> | undefined;
  return (within = 5 * SECOND) => {
    closed ??= close(server, answering, within);
    return closed;
  };
}

/** Node itself closes what is idle. What is being answered is told that its connection will not be kept. */
function close(server: Server, answering: ReadonlySet<ServerResponse>, within: Duration): Promise<void> {
  for (const response of answering) {
    if (!response.headersSent) response.setHeader('connection', 'close');
  }
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), within);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
