import { homeOpenedEvent } from '../payloads/events.ts';
import type { Delivery, Slack } from '../slack.ts';
import { actor } from './act.ts';
import { sendEvent } from './message.ts';

/** Somebody opened the app's Home or Messages tab. Null where the app does not listen for it. */
export async function openHome(
  slack: Slack,
  act: { as: string; tab: 'home' | 'messages' },
): Promise<Delivery | null> {
  return sendEvent(slack, homeOpenedEvent(slack, actor(slack, act.as), act.tab));
}
