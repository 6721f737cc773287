import { nextTs } from '../ids.ts';
import { issueResponseUrl } from '../response-urls.ts';
import type { Conversation, Message, Person, Shortcut, Slack } from '../slack.ts';
import { issueTrigger } from '../triggers.ts';
import { channelOf, envelope, messageOf } from './common.ts';

type Json = Record<string, unknown>;

/** A shortcut from the composer or the search bar. */
export function globalShortcutPayload(slack: Slack, person: Person, shortcut: Shortcut): Json {
  return {
    type: 'shortcut',
    ...envelope(slack, person.id),
    callback_id: shortcut.callbackId,
    action_ts: nextTs(slack),
    trigger_id: issueTrigger(slack, { user: person.id, channel: null, viewId: null }),
  };
}

/** A shortcut from a message's menu. */
export function messageShortcutPayload(
  slack: Slack,
  person: Person,
  shortcut: Shortcut,
  on: { message: Message; conversation: Conversation },
): Json {
  const place = { user: person.id, channel: on.conversation.id };
  return {
    type: 'message_action',
    ...envelope(slack, person.id),
    callback_id: shortcut.callbackId,
    action_ts: nextTs(slack),
    trigger_id: issueTrigger(slack, { ...place, viewId: null }),
    response_url: issueResponseUrl(slack, { ...place, ts: null }),
    message_ts: on.message.ts,
    channel: channelOf(on.conversation),
    message: messageOf(slack, on.message),
  };
}
