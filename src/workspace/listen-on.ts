import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Listens on 127.0.0.1 alone. Rejects when the port is taken. */
export async function listenOn(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  port: number,
  upgrade: Upgrade,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch }) as Server;
  server.on('upgrade', upgrade);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
