/** The first two of Slack's three steps to a file: nobody sees anything of it yet. */
import type { WebAPICallResult, WebClient } from '@slack/web-api';
import { type Duration, SECOND } from '../../domain/instant.ts';

/** A picture of two megabytes over a slow line. */
const PATIENCE: Duration = 20 * SECOND;

export const ANNOUNCE = 'files.getUploadURLExternal';

/**
 * Brings the bytes to Slack; the file's id. By hand instead of `filesUploadV2`, whose `alt_text` Slack does not hear:
 * it calls it `alt_txt` (https://docs.slack.dev/reference/methods/files.getUploadURLExternal). Rejects as the client
 * does, or where Slack does not take the bytes.
 */
export async function uploaded(
  client: Pick<WebClient, 'apiCall'>,
  bytes: Uint8Array,
  { name, altText }: { readonly name: string; readonly altText: string },
): Promise<string> {
  const place = {
    filename: name,
    length: bytes.byteLength,
    ...(altText === '' ? {} : { alt_txt: altText }),
  };
  // The call by its name tells nothing of what comes back.
  const { upload_url: url, file_id: id } = (await client.apiCall(ANNOUNCE, place)) as Upload;
  if (typeof url !== 'string' || typeof id !== 'string') throw new Error('Slack names no place to upload to');
  await put(url, bytes);
  return id;
}

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
