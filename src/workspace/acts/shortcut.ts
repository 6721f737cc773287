import { deliver } from '../delivery/deliver.ts';
import { globalShortcutPayload, messageShortcutPayload } from '../payloads/shortcuts.ts';
import type { Delivery, Slack } from '../slack.ts';
import { ActError, actor, messageAt } from './act.ts';

/** Somebody ran a shortcut: a global one, or one from a message's menu. */
export async function runShortcut(
  slack: Slack,
  act: { as: string; callbackId: string; message?: { channel: string; ts: string } | undefined },
): Promise<Delivery> {
  const person = actor(slack, act.as);
  const type = act.message ? 'message' : 'global';
  const shortcut = slack.app.shortcuts.find((it) => it.callbackId === act.callbackId && it.type === type);
  if (!shortcut) throw new ActError('shortcut_not_found', `There is no ${type} shortcut ${act.callbackId}`);
  const payload = act.message
    ? messageShortcutPayload(slack, person, shortcut, messageAt(slack, person, act.message))
    : globalShortcutPayload(slack, person, shortcut);
  return deliver(slack, 'interactive', act.callbackId, payload);
}
