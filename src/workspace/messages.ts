/** Messages: posting, changing and removing them, with the checks that Slack makes. */
import { withIds } from './blocks.ts';
import { broadcastMentions } from './broadcasts.ts';
import { announce, recordViolation } from './happenings.ts';
import { nextTs } from './ids.ts';
import { messageProblems } from './limits/check-limits.ts';
import type { Message, Slack } from './slack.ts';
import { refuseAll } from './slack-error.ts';
import { fileProblems } from './uploads.ts';

/** What a message is made of; the rest has defaults. */
export type Draft = Pick<Message, 'channel' | 'user'> &
  Partial<Pick<Message, 'text' | 'threadTs' | 'ephemeralTo' | 'metadata' | 'files'>> & { blocks?: unknown };

/** Content as the app sends it. */
export type Content = { text?: string | undefined; blocks?: unknown };

/** Throws Slack's refusal with every problem of the content; broadcast mentions are recorded, not refused. */
export function checkContent(slack: Slack, where: string, content: Content): void {
  const mentions = broadcastMentions(content);
  if (mentions.length > 0) recordViolation(slack, where, 'broadcast_mention', mentions);
  refuseAll(messageProblems(content));
  refuseAll(fileProblems(slack, content.blocks, ['blocks'], 'invalid_blocks'));
}

/** Posts what has been checked. */
export function postMessage(slack: Slack, draft: Draft): Message {
  const message: Message = {
    text: '',
    threadTs: null,
    ephemeralTo: null,
    metadata: null,
    files: [],
    edited: null,
    ...draft,
    ts: nextTs(slack),
    blocks: withIds(draft.blocks),
  };
  const messages = slack.messages.get(message.channel);
  if (messages) messages.push(message);
  else slack.messages.set(message.channel, [message]);
  announce(slack, { kind: 'message-posted', message });
  return message;
}

/** Replaces the content; what is not given stays, as with `chat.update`: an empty array removes blocks. */
export function changeMessage(
  slack: Slack,
  message: Message,
  content: Content & { metadata?: unknown },
): void {
  if (content.text !== undefined) message.text = content.text;
  if (content.blocks !== undefined) message.blocks = withIds(content.blocks);
  if (content.metadata !== undefined) message.metadata = content.metadata;
  message.edited = nextTs(slack);
  announce(slack, { kind: 'message-changed', message });
}

export function deleteMessage(slack: Slack, message: Message): void {
  const others = messagesIn(slack, message.channel).filter((it) => it !== message);
  slack.messages.set(message.channel, others);
  announce(slack, { kind: 'message-deleted', message });
}

/** Everything in a conversation, oldest first. */
export const messagesIn = (slack: Slack, channel: string): Message[] => slack.messages.get(channel) ?? [];

export function findMessage(slack: Slack, channel: string, ts: string): Message | undefined {
  return messagesIn(slack, channel).find((message) => message.ts === ts);
}

/** Whether a person sees a message of a conversation that they can open. */
export const isShownTo = (message: Message, userId: string): boolean =>
  message.ephemeralTo === null || message.ephemeralTo === userId;

/** Replies in a thread, oldest first, ephemeral ones left out. */
export function repliesTo(slack: Slack, parent: Message): Message[] {
  return messagesIn(slack, parent.channel).filter(
    (message) => message.threadTs === parent.ts && message.ts !== parent.ts && message.ephemeralTo === null,
  );
}
