import type { WebAPICallResult, WebClient } from '@slack/web-api';
import { type Duration, SECOND } from '../../domain/instant.ts';
import type { Paint } from '../../pictures/painter.ts';
import type { Attachment } from '../views/answer.ts';
import { refusalOf } from './slack-error.ts';

/** Puts a file into the conversation between this person and the bot. Rejects when Slack does not take it. */
export type SendFile = (userId: string, file: Attachment) => Promise<void>;

/** A picture of two megabytes over a slow line. */
const PATIENCE: Duration = 20 * SECOND;

/**
 * By Slack's three steps instead of `filesUploadV2`, whose `alt_text` Slack does not hear: it calls it `alt_txt`
 * (https://docs.slack.dev/reference/methods/files.getUploadURLExternal).
 */
export function createFileSender(
  client: Pick<WebClient, 'apiCall' | 'chat' | 'conversations' | 'files'>,
  paint: Paint,
): SendFile {
  return async (userId, file) => {
    const { name, title, altText, caption, content } = file;
    const bytes =
      content.kind === 'picture' ? await paint(content.picture) : new TextEncoder().encode(content.text);
    const place = {
      filename: name,
      length: bytes.byteLength,
      ...(altText === '' ? {} : { alt_txt: altText }),
    };
    // The call by its name tells nothing of what comes back.
    const { upload_url: url, file_id: id } = (await client.apiCall(ANNOUNCE, place)) as Upload;
    if (typeof url !== 'string' || typeof id !== 'string')
      throw new Error('Slack names no place to upload to');
    await put(url, bytes);
    const { channel, isSaid } = await conversationWith(client, userId, caption);
    await client.files.completeUploadExternal({
      files: [{ id, title }],
      channel_id: channel,
      ...(isSaid ? {} : { initial_comment: caption }),
    });
  };
}

const ANNOUNCE = 'files.getUploadURLExternal';

interface Upload extends WebAPICallResult {
  readonly upload_url?: unknown;
  readonly file_id?: unknown;
}

async function put(url: string, bytes: Uint8Array): Promise<void> {
  // Its own bytes in a buffer of its own: what `fetch` is declared to take.
  const body = new Uint8Array(bytes);
  const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Slack answers ${answer.status} to an upload`);
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
