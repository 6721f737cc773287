import type { WebClient } from '@slack/web-api';
import type { Paint } from '../../pictures/painter.ts';
import type { Attachment } from '../views/answer.ts';
import { refusalOf } from './slack-error.ts';
import { uploaded } from './upload.ts';

/** Puts a file into the conversation between this person and the bot. Rejects when Slack does not take it. */
export type SendFile = (userId: string, file: Attachment) => Promise<void>;

export function createFileSender(
  client: Pick<WebClient, 'apiCall' | 'chat' | 'conversations' | 'files'>,
  paint: Paint,
): SendFile {
  return async (userId, file) => {
    const { title, caption, content } = file;
    const bytes =
      content.kind === 'picture' ? await paint(content.picture) : new TextEncoder().encode(content.text);
    const id = await uploaded(client, bytes, file);
    const { channel, isSaid } = await conversationWith(client, userId, caption);
    await client.files.completeUploadExternal({
      files: [{ id, title }],
      channel_id: channel,
      ...(isSaid ? {} : { initial_comment: caption }),
    });
  };
}

/**
 * Files are shared with conversations, not with people. Where the bot may not open one (`im:write`), a message finds
 * its way by the person's id, and tells where it went.
 */
async function conversationWith(
  { chat, conversations }: Pick<WebClient, 'chat' | 'conversations'>,
  users: string,
  caption: string,
): Promise<{ readonly channel: string; readonly isSaid: boolean }> {
  try {
    const { channel } = await conversations.open({ users });
    if (channel?.id !== undefined) return { channel: channel.id, isSaid: false };
  } catch (error) {
    if (refusalOf(error) !== 'missing_scope') throw error;
  }
  const { channel } = await chat.postMessage({ channel: users, text: caption, unfurl_links: false });
  if (channel === undefined) throw new Error('Slack does not say where a message went');
  return { channel, isSaid: true };
}
