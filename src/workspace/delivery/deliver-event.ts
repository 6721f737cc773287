/** Events: sent to apps that are subscribed, and sent again while nobody acknowledges them. */
import { eventPayload, type SlackEvent } from '../payloads/events.ts';
import type { Delivery, Slack } from '../slack.ts';
import { attempt, conclude } from './deliver.ts';
import type { Envelope } from './transport.ts';

/** Delays before the first, second and third time that Slack sends an event again. */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

/**
 * Sends an event. The answer is the first attempt's record, the others are in `slack.deliveries`; null where the
 * app is not subscribed to this type.
 */
export async function deliverEvent(slack: Slack, event: SlackEvent): Promise<Delivery | null> {
  const type = event.type === 'message' ? `message.${String(event.channel_type)}` : event.type;
  if (!slack.app.events.has(type)) return null;
  return sendAttempt(slack, type, eventPayload(slack, event), null);
}

async function sendAttempt(
  slack: Slack,
  type: string,
  payload: Record<string, unknown>,
  retry: Envelope['retry'],
): Promise<Delivery> {
  const { delivery, again } = await attempt(slack, type, { kind: 'events_api', payload, retry });
  const delay = RETRY_AFTER_MS[delivery.retry];
  if (again !== null && delay !== undefined) {
    const next = { attempt: delivery.retry + 1, reason: again };
    afterDelay(slack, delay, () => void sendAttempt(slack, type, payload, next));
  }
  return conclude(slack, delivery);
}

function afterDelay(slack: Slack, ms: number, then: () => void): void {
  if (ms === 0) then();
  else slack.clock.setTimeout(then, ms);
}
