import type { Envelope, Reply } from '../../../src/workspace/delivery/transport.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../../src/workspace/workspace.ts';

/** A workspace with an app made of one function, and a caller of its Web API. */
export type Room = {
  workspace: Workspace;
  /** What the app was sent, oldest first. */
  sent: Envelope[];
  /** Calls a method as the bot, or with another token; the answer with its HTTP status and Retry-After. */
  call(method: string, args?: object, token?: string): Promise<Answer>;
};

type Answer = {
  status: number;
  retryAfter: string | null;
  ok?: boolean;
  error?: string;
  [field: string]: unknown;
};

/** `app` says how each envelope is answered; silence until the deadline where it gives null. */
export async function room(
  options: WorkspaceOptions = {},
  app: (envelope: Envelope) => Reply | null = () => acked(),
): Promise<Room> {
  const workspace = await startWorkspace({ patience: 2_000, ...options });
  const sent: Envelope[] = [];
  workspace.slack.transport = {
    send(envelope, signal) {
      sent.push(envelope);
      const reply = app(envelope);
      if (reply) return Promise.resolve(reply);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve({ status: 'timeout' })));
    },
  };
  return { workspace, sent, call: (method, args, token) => call(workspace, method, args, token) };
}

export const acked = (body: unknown = {}): Reply => ({ status: 'acked', body });

async function call(
  { apiUrl, credentials }: Workspace,
  method: string,
  args: object = {},
  token: string = credentials.botToken,
): Promise<Answer> {
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(args),
  });
  const body = await response.text();
  const answer = body.startsWith('{') ? JSON.parse(body) : {};
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...answer };
}

/** A text field of the last payload that the app was sent. */
export const lastSent = (sent: Envelope[], field: string): string => String(sent.at(-1)?.payload[field]);
