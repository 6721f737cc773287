import { ANNOUNCE, uploaded } from '../bolt/upload.ts';
import type { SentFile } from '../messages/message.ts';
import { remarked } from '../views/notices.ts';
import { isOurs } from './addresses.ts';
import type { Trouble } from './calls.ts';
import { ask, type Desk, type Errand, REPEAT, settleForLater, settleSent } from './errand.ts';

const COMPLETE = 'files.completeUploadExternal';

/**
 * Shares the file, with the message's text beside it. False: it is not to be had, and the message has to go alone. The
 * upload is seen by nobody, so a death before the last step leaves no doubt; after it Slack names no message, and
 * shows it when it has processed the file.
 */
export async function shareFile(
  desk: Desk,
  errand: Errand,
  channel: string,
  file: SentFile,
): Promise<boolean> {
  const upload = await desk.calls.ask(ANNOUNCE, async () => uploaded(desk.client, await file.bytes(), file));
  if (upload.kind !== 'ok') return isOver(desk, errand, file, upload);
  desk.reached('outbox.uploaded');
  const { message } = errand.rendered;
  const { text } = errand.doubt ? remarked(message, REPEAT) : message;
  const answer = await ask(desk, errand, COMPLETE, channel, () =>
    desk.client.files.completeUploadExternal({
      files: [{ id: upload.value, title: file.title }],
      initial_comment: text,
      channel_id: channel,
      ...(errand.thread === null ? {} : { thread_ts: errand.thread.ts }),
    }),
  );
  if (answer === null) return true;
  if (answer.kind === 'ok') {
    await settleSent(desk, errand, null);
    return true;
  }
  if (answer.kind !== 'lost') return isOver(desk, errand, file, answer);
  errand.doubt = true;
  await settleForLater(desk, errand, answer);
  return true;
}

/** Whether the message waits with its file: where Slack only wants that, or takes nothing at all from us. */
async function isOver(desk: Desk, errand: Errand, file: SentFile, trouble: Trouble): Promise<boolean> {
  if (trouble.kind === 'wait' || (trouble.kind === 'refused' && isOurs(trouble.error))) {
    await settleForLater(desk, errand, trouble);
    return true;
  }
  const error = trouble.kind === 'refused' ? trouble.error : trouble.trouble;
  const hint = error === 'missing_scope' ? ': the app lacks the scope files:write' : '';
  const fields = { kind: errand.kind.name, file: file.name, error };
  desk.log.warn(fields, `a file could not be sent, so its message goes without it${hint}`);
  return false;
}
