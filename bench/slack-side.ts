/**
 * Slack's side of the bench at its cheapest: it signs and sends slash commands over connections that stay open, and
 * takes answers at response URLs. Nothing of what Slack checks or keeps is done here, so that what is measured is the
 * bot; `src/workspace` is what its answers are tested with.
 */
import { createHmac } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlackSide {
  readonly credentials: { readonly botToken: string; readonly signingSecret: string };
  readonly apiUrl: string;
  /** Sends `/ready TEXT`; resolves, when an answer has arrived in full, to the milliseconds that it took. */
  readonly ask: (person: string, text: string) => Promise<number>;
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (ms: number) => void;
  readonly sent: number;
  /** What the answer's text begins with. */
  readonly beginning: string;
}

const SIGNING_SECRET = 'bench-signing-secret';
const BOT_TOKEN = 'xoxb-bench-token';
const TEAM = 'T0BENCH00';
/** Milliseconds after which whoever asks gives up. */
const LOST = 30_000;

/** `requestUrl`: where the bot listens. */
export async function startSlackSide(requestUrl: string): Promise<SlackSide> {
  const waiting = new Map<string, Waiting>();
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  const server = createServer({ keepAliveTimeout: LOST }, (incoming, outgoing) =>
    answerTo(incoming, outgoing, waiting),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a string only for Unix sockets
  let asked = 0;
  return {
    credentials: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET },
    apiUrl: `${origin}/api/`,
    ask(person, text) {
      asked += 1;
      const url = `/hooks/${asked}`;
      const body = commandBody(person, text, `${origin}${url}`, String(asked));
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const lost = setTimeout(() => reject(new Error(`no answer about ${text} within ${LOST} ms`)), LOST);
      waiting.set(url, { resolve, sent: performance.now(), beginning: `${text} ` });
      send(requestUrl, agent, body).catch(reject);
      return promise.finally(() => clearTimeout(lost));
    },
    close() {
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

function commandBody(person: string, text: string, responseUrl: string, trigger: string): string {
  return new URLSearchParams({
    token: 'unused',
    team_id: TEAM,
    team_domain: 'bench',
    channel_id: 'C0BENCH00',
    channel_name: 'general',
    user_id: person,
    user_name: person.toLowerCase(),
    command: '/ready',
    text,
    api_app_id: 'A0BENCH00',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: trigger,
  }).toString();
}

/** Resolves when the command is acknowledged. */
function send(url: string, agent: Agent, body: string): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const hash = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hash}`,
  };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sending = request(url, { method: 'POST', agent, headers }, (response) => {
    response.resume();
    if (response.statusCode === 200) response.once('end', resolve);
    else reject(new Error(`the bot answers ${response.statusCode}`));
  });
  sending.once('error', reject);
  sending.end(body);
  return promise;
}

async function answerTo(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  waiting: Map<string, Waiting>,
): Promise<void> {
  const { url = '' } = incoming;
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  const arrived = performance.now();
  const body = Buffer.concat(pieces).toString();
  if (url.startsWith('/api/')) return reply(outgoing, JSON.stringify(methodAnswer(url.slice(5), body)));
  reply(outgoing, '{"ok":true}');
  const asked = waiting.get(url);
  // Before a slow answer the bot says that it is still at work.
  if (asked === undefined || !String(JSON.parse(body).text).startsWith(asked.beginning)) return;
  waiting.delete(url);
  asked.resolve(arrived - asked.sent);
}

function reply(outgoing: ServerResponse, text: string): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  outgoing.writeHead(200, headers).end(text);
}

/** What the bot asks of the Web API when it starts, and once a minute about whoever asks. */
function methodAnswer(method: string, body: string): object {
  if (method === 'auth.test') return { ok: true, team_id: TEAM, user_id: 'U0READY00', bot_id: 'B0READY00' };
  if (method !== 'users.info') return { ok: true };
  const id = new URLSearchParams(body).get('user') ?? '';
  return {
    ok: true,
    user: { id, team_id: TEAM, name: id, tz: 'UTC', profile: { email: `${id}@bench.test`, real_name: id } },
  };
}
