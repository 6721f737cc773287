import { z } from 'zod';
import { recordViolation } from '../happenings.ts';
import {
  type Content,
  changeMessage,
  checkContent,
  deleteMessage,
  findMessage,
  postMessage,
} from '../messages.ts';
import { messageOf } from '../payloads/common.ts';
import type { Message, Slack } from '../slack.ts';
import { orRefuse, SlackError } from '../slack-error.ts';
import { flag, json } from './arguments.ts';
import { defineMethod } from './method.ts';
import { placeToPost, visibleConversation } from './places.ts';

const metadata = z.object({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

const content = {
  text: z.string().optional(),
  blocks: json(z.unknown()).optional(),
  metadata: json(metadata.optional()),
  link_names: flag,
  parse: z.string().optional(),
  // Not part of this workspace: an app that sends them should know, and not wonder where they are.
  attachments: z.undefined().optional(),
};

/** chat.update takes a tenth of what chat.postMessage does. */
const MOST_UPDATED_TEXT = 4_000;

const postingMethod = defineMethod({
  name: 'chat.postMessage',
  tier: 'posting',
  scopes: ['chat:write'],
  args: z.object({
    channel: z.string(),
    thread_ts: z.string().optional(),
    reply_broadcast: flag,
    unfurl_links: flag,
    unfurl_media: flag,
    mrkdwn: flag,
    ...content,
  }),
  run(slack, args) {
    const { id: channel } = placeToPost(slack, args.channel);
    if (args.thread_ts) orRefuse(findMessage(slack, channel, args.thread_ts), 'thread_not_found');
    check(slack, 'chat.postMessage', args);
    const message = postMessage(slack, {
      channel,
      user: slack.app.botUserId,
      text: args.text ?? '',
      blocks: args.blocks,
      threadTs: args.thread_ts ?? null,
      metadata: args.metadata ?? null,
    });
    return { channel, ts: message.ts, message: messageOf(slack, message) };
  },
});

const ephemeralMethod = defineMethod({
  name: 'chat.postEphemeral',
  tier: 4,
  scopes: ['chat:write'],
  args: z.object({ channel: z.string(), user: z.string(), thread_ts: z.string().optional(), ...content }),
  run(slack, args) {
    const conversation = placeToPost(slack, args.channel);
    const person = orRefuse(slack.people.get(args.user), 'user_not_found');
    if (!conversation.members.has(person.id)) throw new SlackError('user_not_in_channel');
    check(slack, 'chat.postEphemeral', args);
    const message = postMessage(slack, {
      channel: conversation.id,
      user: slack.app.botUserId,
      text: args.text ?? '',
      blocks: args.blocks,
      threadTs: args.thread_ts ?? null,
      ephemeralTo: person.id,
    });
    return { message_ts: message.ts };
  },
});

const updateMethod = defineMethod({
  name: 'chat.update',
  tier: 3,
  scopes: ['chat:write'],
  args: z.object({ channel: z.string(), ts: z.string(), ...content }),
  run(slack, args) {
    const message = ownMessage(slack, args, 'cant_update_message');
    if ((args.text ?? '').length > MOST_UPDATED_TEXT) {
      throw new SlackError('msg_too_long', [
        `must be less than ${MOST_UPDATED_TEXT + 1} characters [json-pointer:/text]`,
      ]);
    }
    check(slack, 'chat.update', {
      ...args,
      text: args.text ?? (args.blocks === undefined ? '' : message.text),
    });
    changeMessage(slack, message, args);
    return {
      channel: message.channel,
      ts: message.ts,
      text: message.text,
      message: messageOf(slack, message),
    };
  },
});

const deleteMethod = defineMethod({
  name: 'chat.delete',
  tier: 3,
  scopes: ['chat:write'],
  args: z.object({ channel: z.string(), ts: z.string() }),
  run(slack, args) {
    const message = ownMessage(slack, args, 'cant_delete_message');
    deleteMessage(slack, message);
    return { channel: message.channel, ts: message.ts };
  },
});

const permalinkMethod = defineMethod({
  name: 'chat.getPermalink',
  tier: 4,
  args: z.object({ channel: z.string(), message_ts: z.string() }),
  run(slack, args) {
    const { id: channel } = visibleConversation(slack, args.channel);
    const { ts } = orRefuse(findMessage(slack, channel, args.message_ts), 'message_not_found');
    return { channel, permalink: `${slack.origin}/archives/${channel}/p${ts.replace('.', '')}` };
  },
});

export const chatMethods = [postingMethod, ephemeralMethod, updateMethod, deleteMethod, permalinkMethod];

/** A message that the app itself posted. Ephemeral ones are not kept, so they cannot be found again. */
function ownMessage(
  slack: Slack,
  { channel, ts }: { channel: string; ts: string },
  otherwise: string,
): Message {
  const { id } = visibleConversation(slack, channel);
  const message = findMessage(slack, id, ts);
  if (!message || message.ephemeralTo !== null) throw new SlackError('message_not_found');
  if (message.user !== slack.app.botUserId) throw new SlackError(otherwise);
  return message;
}

function check(
  slack: Slack,
  method: string,
  args: Content & { link_names?: boolean | undefined; parse?: string | undefined },
): void {
  const linksNames = args.link_names === true || args.parse === 'full';
  const named = linksNames
    ? [...(args.text ?? '').matchAll(/@(channel|here|everyone)\b/g)].map(([name]) => name)
    : [];
  if (named.length > 0) recordViolation(slack, method, 'broadcast_mention', named);
  checkContent(slack, method, args);
}
