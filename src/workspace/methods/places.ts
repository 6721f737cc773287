/** Which conversations the app may see and post to. */
import { findConversation, openDm } from '../conversations.ts';
import type { Conversation, Slack } from '../slack.ts';
import { orRefuse, SlackError } from '../slack-error.ts';

/** A conversation that the app can know of: public, or one that it belongs to. */
export function visibleConversation(slack: Slack, key: string): Conversation {
  const conversation = orRefuse(findConversation(slack, key), 'channel_not_found');
  const isMember = conversation.members.has(slack.app.botUserId);
  if (conversation.kind !== 'public' && !isMember) throw new SlackError('channel_not_found');
  return conversation;
}

/** Where a message goes: a channel by id or name, or a person's id, which means their DM with the app. */
export function placeToPost(slack: Slack, key: string): Conversation {
  if (slack.people.has(key)) return dmToPost(slack, key);
  const conversation = visibleConversation(slack, key);
  if (conversation.isArchived) throw new SlackError('is_archived');
  const isMember = conversation.members.has(slack.app.botUserId);
  if (!isMember && !slack.app.scopes.has('chat:write.public')) throw new SlackError('not_in_channel');
  return conversation;
}

/** Posting says `channel_not_found` where opening the DM would say why. */
function dmToPost(slack: Slack, userId: string): Conversation {
  try {
    return openDm(slack, userId);
  } catch (error) {
    if (error instanceof SlackError && error.code !== 'cannot_dm_bot') {
      throw new SlackError('channel_not_found', [error.code]);
    }
    throw error;
  }
}
