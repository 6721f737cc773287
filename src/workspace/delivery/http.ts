/** Delivery as Slack does it to a request URL: form or JSON bodies, signed with the app's secret. */
import { createHmac } from 'node:crypto';
import type { Envelope, Reply, Transport } from './transport.ts';

export type HttpDelivery = Transport & {
  /** Where the app listens: `http://…/slack/events`. Until it is set nothing can be delivered. */
  requestUrl: string | null;
};

/** Posts to `requestUrl`, which may be set later, signed with `signingSecret`. */
export function httpDelivery(signingSecret: string, requestUrl: string | null): HttpDelivery {
  const transport: HttpDelivery = {
    requestUrl,
    async send(envelope, signal) {
      if (transport.requestUrl === null) return failed('connection_failed', 'no request URL is set');
      const { body, contentType } = bodyOf(envelope);
      const headers = {
        'content-type': contentType,
        ...signature(signingSecret, body),
        ...retryHeaders(envelope),
      };
      try {
        return await readReply(await fetch(transport.requestUrl, { method: 'POST', headers, body, signal }));
      } catch (error) {
        return signal.aborted ? { status: 'timeout' } : failed('connection_failed', String(error));
      }
    },
  };
  return transport;
}

function bodyOf({ kind, payload }: Envelope): { body: string; contentType: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const form =
    kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(form).toString(), contentType: 'application/x-www-form-urlencoded' };
}

/** Slack's v0 signature. Receivers compare the timestamp with the real time, so no injected clock here. */
export function signature(signingSecret: string, body: string, now = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
}

function retryHeaders({ retry }: Envelope): Record<string, string> {
  return retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {};
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  if (response.ok) return { status: 'acked', body: acknowledgement(response, text) };
  const noRetry = response.headers.get('x-slack-no-retry') === '1';
  return failed('http_error', `the app answered ${response.status}`, noRetry);
}

/** An acknowledgement may be empty, JSON, or plain text to show. */
function acknowledgement(response: Response, text: string): unknown {
  if (text === '') return {};
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : { text };
}

const failed = (reason: 'connection_failed' | 'http_error', detail: string, noRetry = false): Reply => ({
  status: 'failed',
  reason,
  detail,
  noRetry,
});
