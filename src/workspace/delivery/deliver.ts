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

/** Delays before Slack sends an event again that was not acknowledged. */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

/**
 * Sends an event, and again up to three times by the clock while it is not acknowledged. The answer is this
 * attempt's record; the others are in `slack.deliveries`.
 */
export async function deliverEvent(
  slack: Slack,
  type: string,
  payload: Record<string, unknown>,
  retry: Envelope['retry'] = null,
): Promise<Delivery> {
  const { delivery, again } = await attempt(slack, type, { kind: 'events_api', payload, retry });
  const delay = RETRY_AFTER_MS[delivery.retry];
  if (again !== null && delay !== undefined) {
    const next = { attempt: delivery.retry + 1, reason: again };
    afterDelay(slack, delay, () => void deliverEvent(slack, type, payload, next));
  }
  return conclude(slack, delivery);
}

function afterDelay(slack: Slack, ms: number, then: () => void): void {
  if (ms === 0) then();
  else slack.clock.setTimeout(then, ms);
}

type Attempt = {
  delivery: Delivery;
  /** Why it should be sent again; null if it should not. */
  again: string | null;
};

async function attempt(slack: Slack, type: string, envelope: Envelope): Promise<Attempt> {
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
function conclude(slack: Slack, delivery: Delivery): Delivery {
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
      return {
        ok: false,
        error: 'operation_timeout',
        detail: `no acknowledgement in ${ACK_MS} ms`,
        ack: null,
      };
    case 'failed':
      return { ok: false, error: 'dispatch_failed', detail: reply.detail, ack: null };
  }
}

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
