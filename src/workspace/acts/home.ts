import { isStranger } from '../conversations.ts';
import { deliverEvent } from '../delivery/deliver-event.ts';
import { homeOpenedEvent } from '../payloads/events.ts';
import type { Delivery, Slack } from '../slack.ts';
import { ActError, actor } from './act.ts';

/** Somebody opened the app's Home or Messages tab. Null where the app does not listen for it. */
export async function openHome(
  slack: Slack,
  act: { as: string; tab: 'home' | 'messages' },
): Promise<Delivery | null> {
  const person = actor(slack, act.as);
  if (isStranger(slack, person)) {
    throw new ActError('user_not_visible', 'The app is not part of their workspace');
  }
  return deliverEvent(slack, homeOpenedEvent(slack, person, act.tab));
}
