import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Workspace } from '../../src/workspace/workspace.ts';

export interface SlowSlack {
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  /** Holds back calls of this method until `release`; resolves `asked` when the first arrives. */
  readonly hold: (method: string) => { readonly asked: Promise<void>; readonly release: () => void };
}

/** A workspace's Web API behind a door: a test decides when the calls of a method go through. */
export async function slowSlack({ apiUrl }: Workspace): Promise<SlowSlack> {
  const doors = new Map<string, { readonly arrive: () => void; readonly open: Promise<void> }>();
  const server = createServer(async (request, response) => {
    const method = (request.url ?? '').split('/').at(-1)?.split('?')[0] ?? '';
    const door = doors.get(method);
    door?.arrive();
    const body = await bodyOf(request);
    await door?.open;
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const headers = { authorization, 'content-type': type };
    const answer = await fetch(`${apiUrl}${method}`, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    hold(method) {
      const asked = Promise.withResolvers<void>();
      const open = Promise.withResolvers<void>();
      doors.set(method, { arrive: asked.resolve, open: open.promise });
      return { asked: asked.promise, release: open.resolve };
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
