/** Delivery over Socket Mode: the app connects to a one-time URL and acknowledges envelopes on its WebSocket. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Envelope, Reply, Transport } from './transport.ts';

/** Slack says goodbye for one of these reasons. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

export type SocketModeDelivery = Transport & {
  /** Path and ticket for `apps.connections.open`; good for one connection. */
  issueTicket(): string;
  /** Takes over a WebSocket handshake; refuses it without a valid ticket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every connection to go; all but `warning` also mean that nothing is sent there any more. */
  disconnect(reason: DisconnectReason): void;
  /** Open connections that payloads can go to. */
  connections(): number;
  /** Says goodbye on every connection and hangs up on those that do not answer. */
  close(): Promise<void>;
};

const PATH = '/link';
const MOST_CONNECTIONS = 10;
const PING_MS = 5_000;
const PARTING_MS = 500;

type Sockets = {
  appId: string;
  server: WebSocketServer;
  /** Connections that payloads go to. */
  open: Set<WebSocket>;
  /** Sent and not yet acknowledged, by envelope id. */
  waiting: Map<string, { socket: WebSocket; settle(reply: Reply): void }>;
  /** Grows with each payload: connections take turns. */
  turn: number;
  onChange(): void;
};

/** `onChange` is called after a connection came or went. */
export function socketModeDelivery(appId: string, onChange: () => void): SocketModeDelivery {
  const server = new WebSocketServer({ noServer: true });
  const sockets: Sockets = { appId, server, open: new Set(), waiting: new Map(), turn: 0, onChange };
  const tickets = new Set<string>();
  const ping = keepAlive(server);
  return {
    send: (envelope, signal) => send(sockets, envelope, signal),
    issueTicket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${PATH}?ticket=${ticket}&app_id=${appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '', 'ws://localhost');
      const isInvited = url.pathname === PATH && tickets.delete(url.searchParams.get('ticket') ?? '');
      if (isInvited) server.handleUpgrade(request, socket, head, (client) => greet(sockets, client));
      else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    },
    disconnect: (reason) => disconnect(sockets, reason),
    connections: () => sockets.open.size,
    async close() {
      clearInterval(ping);
      await Promise.all([...server.clients].map(partFrom));
      server.close();
    },
  };
}

/** The client's own watchdog runs on real time, so these pings do too. */
function keepAlive(server: WebSocketServer): NodeJS.Timeout {
  const timer = setInterval(() => {
    for (const socket of server.clients) socket.ping();
  }, PING_MS);
  return timer.unref();
}

/** Closes as the protocol asks; a client that just goes away would report an error. */
async function partFrom(socket: WebSocket): Promise<void> {
  const hangUp = setTimeout(() => socket.terminate(), PARTING_MS);
  socket.close(1001);
  await once(socket, 'close');
  clearTimeout(hangUp);
}

function greet(sockets: Sockets, socket: WebSocket): void {
  if (sockets.open.size >= MOST_CONNECTIONS) {
    dismiss(socket, 'too_many_websockets');
    return;
  }
  sockets.open.add(socket);
  socket.on('message', (data) => acknowledge(sockets, String(data)));
  socket.on('close', () => leave(sockets, socket));
  say(socket, {
    type: 'hello',
    num_connections: sockets.open.size,
    connection_info: { app_id: sockets.appId },
    debug_info: { host: 'local', approximate_connection_time: 18_060 },
  });
  sockets.onChange();
}

function leave(sockets: Sockets, socket: WebSocket): void {
  sockets.open.delete(socket);
  for (const waiting of [...sockets.waiting.values()]) {
    if (waiting.socket === socket) waiting.settle(lost('the connection closed before the acknowledgement'));
  }
  sockets.onChange();
}

const Acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

function acknowledge(sockets: Sockets, message: string): void {
  const parsed = Acknowledgement.safeParse(parseJson(message));
  if (!parsed.success) return;
  const { envelope_id: id, payload } = parsed.data;
  sockets.waiting.get(id)?.settle({ status: 'acked', body: payload ?? {} });
}

function send(sockets: Sockets, envelope: Envelope, signal: AbortSignal): Promise<Reply> {
  const socket = nextSocket(sockets);
  if (!socket) return Promise.resolve(lost('no Socket Mode connection is open'));
  return new Promise((resolve) => {
    const id = randomUUID();
    const settle = (reply: Reply) => {
      sockets.waiting.delete(id);
      resolve(reply);
    };
    sockets.waiting.set(id, { socket, settle });
    signal.addEventListener('abort', () => settle({ status: 'timeout' }), { once: true });
    say(socket, framed(id, envelope));
  });
}

/** Slack sends to any one of the connections; here they take turns. */
function nextSocket(sockets: Sockets): WebSocket | undefined {
  const ready = [...sockets.open].filter((socket) => socket.readyState === socket.OPEN);
  sockets.turn += 1;
  return ready[sockets.turn % ready.length];
}

function framed(id: string, { kind, payload, retry }: Envelope): object {
  return {
    envelope_id: id,
    type: kind,
    payload,
    accepts_response_payload: kind !== 'events_api',
    ...(kind === 'events_api'
      ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }
      : {}),
  };
}

function disconnect(sockets: Sockets, reason: DisconnectReason): void {
  for (const socket of [...sockets.open]) {
    if (reason !== 'warning') sockets.open.delete(socket);
    dismiss(socket, reason);
  }
  sockets.onChange();
}

const dismiss = (socket: WebSocket, reason: DisconnectReason): void =>
  say(socket, { type: 'disconnect', reason, debug_info: { host: 'local' } });

const say = (socket: WebSocket, message: object): void => socket.send(JSON.stringify(message));

const lost = (detail: string): Reply => ({
  status: 'failed',
  reason: 'connection_failed',
  detail,
  noRetry: false,
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
