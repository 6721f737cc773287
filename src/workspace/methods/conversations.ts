import { z } from 'zod';
import { openDm } from '../conversations.ts';
import { findMessage, messagesIn, repliesTo } from '../messages.ts';
import { conversationOf, messageOf } from '../payloads/common.ts';
import type { Conversation, Message, Slack } from '../slack.ts';
import { orRefuse, SlackError } from '../slack-error.ts';
import { count, flag, paging } from './arguments.ts';
import { defineMethod } from './method.ts';
import { page } from './paging.ts';
import { visibleConversation } from './places.ts';

const reading = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

const SCOPE_OF_KIND = { public: 'channels', private: 'groups', im: 'im' } as const;

/** The conversation, if the app's scopes cover its kind: `groups:read` for private ones, … */
function covered(slack: Slack, key: string, right: 'read' | 'history'): Conversation {
  const conversation = visibleConversation(slack, key);
  const needed = `${SCOPE_OF_KIND[conversation.kind]}:${right}`;
  if (slack.app.scopes.has(needed)) return conversation;
  throw new SlackError('missing_scope', [], { needed, provided: [...slack.app.scopes].join(',') });
}

const openMethod = defineMethod({
  name: 'conversations.open',
  tier: 3,
  scopes: ['im:write', 'mpim:write'],
  args: z.object({ users: z.string().optional(), channel: z.string().optional(), return_im: flag }),
  run(slack, { users, channel, return_im: whole }) {
    const [user, ...others] = (users ?? '').split(',').filter(Boolean);
    if (others.length > 0)
      throw new SlackError('not_supported', ['group DMs are not part of this workspace']);
    if (user === undefined && channel === undefined) throw new SlackError('users_list_not_supplied');
    const dm = user === undefined ? visibleConversation(slack, channel ?? '') : openDm(slack, user);
    return { channel: whole ? conversationOf(slack, dm) : { id: dm.id } };
  },
});

const infoMethod = defineMethod({
  name: 'conversations.info',
  tier: 3,
  scopes: reading,
  args: z.object({ channel: z.string(), include_num_members: flag, include_locale: flag }),
  run: (slack, { channel }) => ({ channel: conversationOf(slack, covered(slack, channel, 'read')) }),
});

const KIND_OF_TYPE: Record<string, Conversation['kind']> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
};

const listMethod = defineMethod({
  name: 'conversations.list',
  tier: 2,
  scopes: reading,
  args: z.object({
    types: z.string().optional(),
    exclude_archived: flag,
    team_id: z.string().optional(),
    ...paging,
  }),
  run(slack, { types = 'public_channel', exclude_archived: onlyLive, ...paged }) {
    const kinds = types.split(',').map((type) => KIND_OF_TYPE[type.trim()]);
    const known = [...slack.conversations.values()].filter(
      (it) =>
        kinds.includes(it.kind) &&
        slack.app.scopes.has(`${SCOPE_OF_KIND[it.kind]}:read`) &&
        (it.kind === 'public' || it.members.has(slack.app.botUserId)) &&
        !(onlyLive && it.isArchived),
    );
    const { items, response_metadata } = page(known, paged);
    return { channels: items.map((it) => conversationOf(slack, it)), response_metadata };
  },
});

const membersMethod = defineMethod({
  name: 'conversations.members',
  tier: 4,
  scopes: reading,
  args: z.object({ channel: z.string(), ...paging }),
  run(slack, { channel, ...paged }) {
    const { items, response_metadata } = page([...covered(slack, channel, 'read').members], paged);
    return { members: items, response_metadata };
  },
});

const range = { oldest: z.string().optional(), latest: z.string().optional(), inclusive: flag, limit: count };
const withMetadata = { include_all_metadata: flag, cursor: z.string().optional() };

const historyMethod = defineMethod({
  name: 'conversations.history',
  tier: 3,
  scopes: history,
  args: z.object({ channel: z.string(), ...range, ...withMetadata }),
  run(slack, { channel, ...args }) {
    const conversation = memberOf(slack, covered(slack, channel, 'history'));
    const shown = messagesIn(slack, conversation.id)
      .filter((message) => message.ephemeralTo === null && !isReply(message))
      .reverse();
    return chosen(slack, shown, args);
  },
});

const repliesMethod = defineMethod({
  name: 'conversations.replies',
  tier: 3,
  scopes: history,
  args: z.object({ channel: z.string(), ts: z.string(), ...range, ...withMetadata }),
  run(slack, { channel, ts, ...args }) {
    const conversation = memberOf(slack, covered(slack, channel, 'history'));
    const parent = orRefuse(findMessage(slack, conversation.id, ts), 'thread_not_found');
    return chosen(slack, [parent, ...repliesTo(slack, parent)], args);
  },
});

export const conversationMethods = [
  openMethod,
  infoMethod,
  listMethod,
  membersMethod,
  historyMethod,
  repliesMethod,
];

function memberOf(slack: Slack, conversation: Conversation): Conversation {
  if (!conversation.members.has(slack.app.botUserId)) throw new SlackError('not_in_channel');
  return conversation;
}

const isReply = (message: Message): boolean => message.threadTs !== null && message.threadTs !== message.ts;

type Choice = {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
  include_all_metadata?: boolean | undefined;
};

function chosen(slack: Slack, messages: Message[], choice: Choice): object {
  const after = Number(choice.oldest ?? 0);
  const before = Number(choice.latest ?? Number.POSITIVE_INFINITY);
  const inside = messages.filter(({ ts }) => {
    const at = Number(ts);
    return choice.inclusive ? at >= after && at <= before : at > after && at < before;
  });
  const { items, response_metadata } = page(inside, { limit: choice.limit ?? 100, cursor: choice.cursor });
  return {
    messages: items.map((message) => ({
      ...messageOf(slack, message),
      ...(choice.include_all_metadata && message.metadata ? { metadata: message.metadata } : {}),
    })),
    has_more: response_metadata.next_cursor !== '',
    response_metadata,
  };
}
