/** Sends payloads to the app and holds it to Slack's three seconds. */
import { announce, recordViolation } from '../happenings.ts';
import type { Delivery, Slack } from '../slack.ts';
import type { Envelope, Reply } from './transport.ts';

const ACK_MS = 3_000;

/** Sends once; the record says whether it was acknowledged, and with what. Never throws. */
export async function deliver(
  slack: Slack,
  kind: Envelope['kind'],
  type: string,
  payload: Record<string, unknown>,
): Promise<Delivery> {
  const { delivery } = await attempt(slack, type, { kind, payload, retry: null });
  return conclude(slack, delivery);
}

/** One try, not yet recorded. */
export type Attempt = {
  delivery: Delivery;
  /** Why Slack would send an event again; null if it would not. */
  again: string | null;
};

/** Tries once to send. `conclude` keeps the record. */
export async function attempt(slack: Slack, type: string, envelope: Envelope): Promise<Attempt> {
  const at = slack.clock.now();
  const begun = performance.now();
  const deadline = ackDeadline(slack);
  const reply = await slack.transport.send(envelope, deadline.signal);
  deadline.cancel();
  const ms = performance.now() - begun;
  const delivery = { at, type, ...outcome(reply), ms, retry: envelope.retry?.attempt ?? 0 };
  return { delivery, again: reasonToRetry(reply) };
}

/** Keeps the record, once whatever follows from it has been arranged. */
export function conclude(slack: Slack, delivery: Delivery): Delivery {
  slack.deliveries.push(delivery);
  if (delivery.error) recordViolation(slack, delivery.type, delivery.error, [delivery.detail]);
  announce(slack, { kind: 'delivery' });
  return delivery;
}

function outcome(reply: Reply): Pick<Delivery, 'ok' | 'error' | 'detail' | 'ack'> {
  switch (reply.status) {
    case 'acked':
      return { ok: true, error: null, detail: '', ack: reply.body };
    case 'timeout':
      return failed('operation_timeout', `no acknowledgement in ${ACK_MS} ms`);
    case 'failed':
      return failed('dispatch_failed', reply.detail);
  }
}

const failed = (error: string, detail: string) => ({ ok: false, error, detail, ack: null });

function reasonToRetry(reply: Reply): string | null {
  if (reply.status === 'timeout') return 'http_timeout';
  return reply.status === 'failed' && !reply.noRetry ? reply.reason : null;
}

/** Three seconds by the workspace's clock, or its patience in real time should that clock stand still. */
function ackDeadline(slack: Slack): { signal: AbortSignal; cancel(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancelClock = slack.clock.setTimeout(abort, ACK_MS);
  const patience = setTimeout(abort, slack.settings.patience);
  return {
    signal: controller.signal,
    cancel() {
      cancelClock();
      clearTimeout(patience);
    },
  };
}
