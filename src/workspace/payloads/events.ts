import { openDm } from '../conversations.ts';
import { nextId, nextTs, seconds } from '../ids.ts';
import type { Conversation, Message, Person, Slack } from '../slack.ts';
import { messageOf, VERIFICATION_TOKEN, viewOf } from './common.ts';

/** One event, as `event` in the envelope. */
export type SlackEvent = { type: string; [field: string]: unknown };

/** The envelope of the Events API around one event. */
export function eventPayload(slack: Slack, event: SlackEvent): Record<string, unknown> {
  const { team, app } = slack;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    api_app_id: app.id,
    type: 'event_callback',
    event,
    event_id: nextId(slack, 'Ev'),
    event_time: seconds(slack),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: nextId(slack, '4-'),
  };
}

/** Somebody mentioned the app in a channel. */
export const mentionEvent = (slack: Slack, message: Message): SlackEvent => ({
  ...messageOf(slack, message),
  type: 'app_mention',
  channel: message.channel,
  event_ts: message.ts,
});

/** Somebody wrote in the app's DM. */
export const directMessageEvent = (slack: Slack, message: Message): SlackEvent => ({
  ...messageOf(slack, message),
  type: 'message',
  channel: message.channel,
  channel_type: 'im',
  event_ts: message.ts,
});

/** Somebody opened the app's Home or Messages tab; Slack sends it on every visit. */
export function homeOpenedEvent(slack: Slack, person: Person, tab: 'home' | 'messages'): SlackEvent {
  const dm: Conversation = openDm(slack, person.id);
  const home = slack.homes.get(person.id);
  return {
    type: 'app_home_opened',
    user: person.id,
    channel: dm.id,
    tab,
    ...(tab === 'home' && home ? { view: viewOf(slack, home) } : {}),
    event_ts: nextTs(slack),
  };
}
