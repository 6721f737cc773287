import type { ViewsUpdateArguments, WebClient } from '@slack/web-api';
import { UserError } from '../../domain/errors.ts';
import type { Log } from '../../use-cases/log.ts';
import type { Answer, Attachment } from '../views/answer.ts';
import type { Message, Modal } from '../views/message.ts';
import { noticeModal, refusal } from '../views/notices.ts';
import { type Asked, type OpenView, withPlace } from './asked.ts';
import type { Conversations } from './conversations.ts';
import type { Homes } from './home.ts';
import type { NewestPress } from './newest-press.ts';
import type { SendFile } from './send-file.ts';
import { refusalOf, troubleOf } from './slack-error.ts';

/** Posts to a response URL. Rejects when Slack does not take it. */
export type Respond = (url: string, body: object) => Promise<void>;

export interface Mailroom {
  readonly client: Pick<WebClient, 'chat' | 'views'>;
  readonly respond: Respond;
  readonly conversations: Pick<Conversations, 'listeners'>;
  readonly newest: NewestPress;
  readonly sendFile: SendFile;
  readonly homes: Homes;
  readonly log: Log;
}

/**
 * Brings an answer to where it belongs. `view`: the modal on the asker's screen, opened or pressed.
 * Throws a `UserError` where a public answer may not go out; other failures end in the log.
 */
export async function deliver(
  room: Mailroom,
  asked: Asked,
  answer: Answer,
  view: OpenView | null,
): Promise<void> {
  switch (answer.kind) {
    case 'private':
      return view === null
        ? tell(room, asked, answer.message)
        : fillModal(room, asked, view, asNotice(answer.message));
    case 'file':
      await deliver(room, asked, { kind: 'private', message: answer.message }, view);
      return attach(room, asked, answer.file);
    case 'in-place':
      return view === null
        ? replace(room, asked, answer.message)
        : fillModal(room, asked, view, asNotice(answer.message));
    case 'public':
      return publish(room, asked, answer.message);
    case 'modal':
      return view === null
        ? tell(room, asked, answer.instead ?? refusal(NOT_OPENED))
        : fillModal(room, asked, view, answer.modal);
    case 'home':
      return room.homes.show(asked.userId, answer.ask);
    case 'nothing':
      // A window that opened for an answer must not say “Loading” for ever.
      return asked.fromHome === true && view !== null
        ? fillModal(room, asked, view, asNotice(refusal('Done.')))
        : undefined;
    default:
      return undefined;
  }
}

const NOT_OPENED = 'Slack did not open the window in time. Press again, please.';

function asNotice(message: Message): Modal {
  return noticeModal('Ready', message);
}

/** Sends the file to the asker; where that fails, says so beside what was said already. */
async function attach(room: Mailroom, asked: Asked, file: Attachment): Promise<void> {
  try {
    await room.sendFile(asked.userId, file);
  } catch (error) {
    room.log.warn({ what: asked.what, file: file.name, trouble: troubleOf(error) }, 'a file was not sent');
    await tell(room, asked, refusal(refusalOf(error) === 'missing_scope' ? NO_SCOPE : NOT_SENT));
  }
}

const NO_SCOPE =
  'I may not send files here, so there is only what is written above. Whoever installed me can allow it: the permission is `files:write`, as in manifest.yml.';
const NOT_SENT =
  'The file could not be sent just now. What is written above holds; ask again for the file, please.';

/** A message that the asker alone sees, in the thread where they asked. */
async function tell(room: Mailroom, asked: Asked, { text, blocks }: Message): Promise<void> {
  const body = { response_type: 'ephemeral', replace_original: false, text, blocks };
  // A response URL answers beside a thread, not in it.
  if (asked.place.thread === null && (await responded(room, asked, body))) return;
  await tellByName(room, asked, { text, blocks });
}

/** By channel and person: for threads, and when the response URL is used up. Then by direct message. */
async function tellByName({ client, log }: Mailroom, asked: Asked, { text, blocks }: Message): Promise<void> {
  const { channel, thread } = asked.place;
  try {
    if (channel === null) throw new Error('nobody said where');
    await client.chat.postEphemeral({
      channel,
      user: asked.userId,
      text,
      blocks,
      ...(thread === null ? {} : { thread_ts: thread }),
    });
  } catch (error) {
    log.warn({ what: asked.what, trouble: troubleOf(error) }, 'answering by direct message instead');
    await client.chat.postMessage({ channel: asked.userId, text, blocks, unfurl_links: false });
  }
}

/** Only what one person sees is replaced: a message that others read stays as it is. */
async function replace(room: Mailroom, asked: Asked, message: Message): Promise<void> {
  const { text, blocks } = message;
  if (asked.ephemeral && (await responded(room, asked, { replace_original: true, text, blocks }))) return;
  await tell(room, asked, message);
}

async function responded({ respond, log }: Mailroom, asked: Asked, body: object): Promise<boolean> {
  if (asked.responseUrl === null) return false;
  try {
    await respond(asked.responseUrl, body);
    return true;
  } catch (error) {
    log.warn({ what: asked.what, trouble: troubleOf(error) }, 'a response URL did not take the answer');
    return false;
  }
}

const NOT_OUTSIDE =
  'This conversation is shared with another organisation, so nothing about our services is posted here. Share it in a channel of ours.';
const NOWHERE =
  'There is no conversation here to share it in. Type `/ready` and its name in a channel, and share it there.';
const NOT_KNOWN =
  'I can’t see who reads this conversation, so I don’t post here. Invite me (`/invite @Ready`) and press again, or share it in a public channel.';

/** For everybody in the conversation, and for nobody beyond the organisation. */
async function publish(room: Mailroom, asked: Asked, message: Message): Promise<void> {
  const { channel, thread } = asked.place;
  if (channel === null) throw new UserError(NOWHERE);
  const listeners = await room.conversations.listeners(channel);
  if (listeners === 'others-too') throw new UserError(NOT_OUTSIDE);
  if (listeners === 'unknown') throw new UserError(NOT_KNOWN);
  const { text, blocks } = message;
  const body = { response_type: 'in_channel', replace_original: false, text, blocks };
  if (thread === null && (await responded(room, asked, body))) return;
  await post(room, { channel, text, blocks, ...(thread === null ? {} : { thread_ts: thread }) });
}

async function post(
  { client }: Mailroom,
  message: Message & { readonly channel: string; readonly thread_ts?: string },
): Promise<void> {
  try {
    await client.chat.postMessage({ ...message, unfurl_links: false, unfurl_media: false });
  } catch (error) {
    const name = refusalOf(error);
    if (name === 'not_in_channel' || name === 'channel_not_found')
      throw new UserError('I am not in this channel. Invite me with `/invite @Ready` and press again.', {
        cause: error,
      });
    throw error;
  }
}

/** The last press wins, whichever answer comes first. A view that is gone was closed, which is no trouble. */
async function fillModal(room: Mailroom, asked: Asked, view: OpenView, modal: Modal): Promise<void> {
  const filled = { view_id: view.id, view: withPlace(modal, asked.place) };
  if ((await update(room, view, { ...filled, hash: view.hash })) !== 'hash_conflict') return;
  // It shows the answer to an earlier press by now, unless ours is the late one.
  await update(room, view, filled);
}

/** Slack's refusal, where that is nobody's mistake. */
async function update(
  { client, log, newest }: Mailroom,
  view: OpenView,
  request: ViewsUpdateArguments,
): Promise<string | undefined> {
  if (!newest.claim(view.id, view.pressedAt)) {
    log.info({}, 'a modal shows the answer to a later press');
    return undefined;
  }
  try {
    await client.views.update(request);
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== 'hash_conflict' && refusal !== 'not_found') throw error;
    log.info({ refusal }, 'a modal changed or closed before its answer came');
    return refusal;
  }
}
