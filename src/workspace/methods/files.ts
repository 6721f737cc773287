import { z } from 'zod';
import { checkContent, postMessage } from '../messages.ts';
import type { Slack, UploadedFile } from '../slack.ts';
import { orRefuse, SlackError } from '../slack-error.ts';
import { announceFile, completeFile, extension, filePath, isReady } from '../uploads.ts';
import { json } from './arguments.ts';
import { defineMethod } from './method.ts';
import { placeToPost } from './places.ts';

const writing = ['files:write'];

const announceMethod = defineMethod({
  name: 'files.getUploadURLExternal',
  tier: 4,
  scopes: writing,
  args: z.object({
    filename: z.string().min(1),
    length: z.coerce.number().int().min(1),
    // Not `alt_text`, as `@slack/web-api` 8.2 types and sends it: that one Slack does not hear.
    // https://docs.slack.dev/reference/methods/files.getUploadURLExternal
    alt_txt: z.string().max(1000).optional(),
    snippet_type: z.string().optional(),
  }),
  run(slack, { filename, length, alt_txt: altText = '' }) {
    const file = announceFile(slack, { name: filename, length, altText });
    return { upload_url: `${slack.origin}/upload/${file.id}`, file_id: file.id };
  },
});

const completeMethod = defineMethod({
  name: 'files.completeUploadExternal',
  tier: 4,
  scopes: writing,
  args: z.object({
    files: json(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
    channel_id: z.string().optional(),
    thread_ts: z.string().optional(),
    initial_comment: z.string().optional(),
    blocks: json(z.unknown()).optional(),
  }),
  run(slack, { files, channel_id: channel, thread_ts: threadTs, initial_comment: text, blocks }) {
    const uploaded = files.map(({ id, title }) => ({ file: uploadedFile(slack, id), title }));
    if (text && blocks)
      throw new SlackError('invalid_arguments', ['initial_comment and blocks exclude each other']);
    if (text || blocks) checkContent(slack, 'files.completeUploadExternal', { text, blocks });
    const place = channel === undefined ? undefined : placeToShare(slack, channel);
    for (const { file, title } of uploaded) completeFile(slack, file, title);
    const shared = uploaded.map(({ file }) => file);
    const content = { text: text ?? '', blocks, threadTs: threadTs ?? null };
    if (place !== undefined) whenProcessed(slack, () => share(slack, place, shared, content));
    return { files: uploaded.map(({ file }) => ({ id: file.id, title: file.title })) };
  },
});

const infoMethod = defineMethod({
  name: 'files.info',
  tier: 4,
  scopes: ['files:read'],
  args: z.object({ file: z.string() }),
  run: (slack, { file }) => ({ file: fileOf(slack, orRefuse(slack.files.get(file), 'file_not_found')) }),
});

export const fileMethods = [announceMethod, completeMethod, infoMethod];

function uploadedFile(slack: Slack, id: string): UploadedFile {
  const file = orRefuse(slack.files.get(id), 'file_not_found');
  if (!file.bytes) throw new SlackError('file_not_found', ['nothing was uploaded']);
  return file;
}

/** A person's id is refused here, other than by chat.postMessage. */
function placeToShare(slack: Slack, channel: string): string {
  if (slack.people.has(channel)) throw new SlackError('invalid_channel');
  return placeToPost(slack, channel).id;
}

/** Slack answers first, and shows the message once it has processed the files: the answer names no `ts`. */
function whenProcessed({ clock, settings }: Slack, share: () => void): void {
  if (settings.fileProcessing === 0) share();
  else clock.setTimeout(share, settings.fileProcessing);
}

function share(
  slack: Slack,
  channel: string,
  files: UploadedFile[],
  content: { text: string; blocks: unknown; threadTs: string | null },
): void {
  for (const file of files) file.channels.push(channel);
  postMessage(slack, {
    channel,
    user: slack.app.botUserId,
    files: files.map((file) => file.id),
    ...content,
  });
}

/** A file as `files.info` shows it: without a mimetype until it is processed. */
function fileOf(slack: Slack, file: UploadedFile): object {
  const url = `${slack.origin}${filePath(file)}`;
  return {
    id: file.id,
    created: file.created,
    name: file.name,
    title: file.title,
    alt_txt: file.altText,
    mimetype: isReady(slack, file) ? file.mimetype : '',
    filetype: isReady(slack, file) ? extension(file.name) : '',
    size: file.bytes?.byteLength ?? 0,
    user: slack.app.botUserId,
    url_private: url,
    url_private_download: url,
    permalink: url,
    channels: file.channels,
    ims: file.channels.filter((id) => id.startsWith('D')),
  };
}
