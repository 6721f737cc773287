/** Response URLs: five answers within thirty minutes of what a person did. */
import { z } from 'zod';
import { findConversation } from './conversations.ts';
import { recordViolation } from './happenings.ts';
import { secret } from './ids.ts';
import { changeMessage, checkContent, deleteMessage, findMessage, postMessage } from './messages.ts';
import type { Message, ResponseUrl, Slack } from './slack.ts';
import { orRefuse, SlackError } from './slack-error.ts';

const MOST_USES = 5;
const VALID_MS = 30 * 60_000;

/** A URL to answer what `user` did; `ts` names the message whose element was used. */
export function issueResponseUrl(slack: Slack, by: Pick<ResponseUrl, 'user' | 'channel' | 'ts'>): string {
  const id = secret();
  slack.responseUrls.set(id, { ...by, at: slack.clock.now(), uses: 0 });
  return `${slack.origin}/hooks/${id}`;
}

/** What an app may send to a response URL, or with the acknowledgement of a command. */
export const Answer = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});
export type Answer = z.infer<typeof Answer>;

/** Carries out one answer. Throws Slack's refusal: `used_url`, `expired_url`, `invalid_blocks`, … */
export function answerResponseUrl(slack: Slack, id: string, answer: Answer): void {
  const url = orRefuse(slack.responseUrls.get(id), 'expired_url');
  if (slack.clock.now() - url.at > VALID_MS) throw new SlackError('expired_url');
  if (url.uses >= MOST_USES)
    throw new SlackError('used_url', [`${url.uses + 1} answers, at most ${MOST_USES}`]);
  url.uses += 1;
  const original = url.ts === null ? undefined : findMessage(slack, url.channel, url.ts);
  if (answer.delete_original) {
    if (original) deleteMessage(slack, original);
    return;
  }
  checkContent(slack, 'response_url', answer);
  if (answer.replace_original && original) replace(slack, original, answer);
  else postAnswer(slack, url, answer);
}

/** Posts an answer of its own: to the one person, or with `in_channel` to everybody. */
export function postAnswer(slack: Slack, to: Pick<ResponseUrl, 'user' | 'channel'>, answer: Answer): void {
  const conversation = orRefuse(findConversation(slack, to.channel), 'channel_not_found');
  if (conversation.isArchived) throw new SlackError('is_archived');
  postMessage(slack, {
    channel: to.channel,
    user: slack.app.botUserId,
    text: answer.text ?? '',
    blocks: answer.blocks,
    threadTs: answer.thread_ts ?? null,
    ephemeralTo: answer.response_type === 'in_channel' ? null : to.user,
  });
}

function replace(slack: Slack, original: Message, answer: Answer): void {
  if (original.ephemeralTo !== null && answer.response_type === 'in_channel') {
    recordViolation(slack, 'response_url', 'cannot_change_visibility', [
      'an ephemeral message stays ephemeral',
    ]);
  }
  // Other than chat.update, an answer replaces everything.
  changeMessage(slack, original, { text: answer.text ?? '', blocks: answer.blocks ?? [] });
}
