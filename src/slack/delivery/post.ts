import type { Audience, SentMessage } from '../../use-cases/message-ports.ts';
import { remarked } from '../views/notices.ts';
import { type Address, isOurs } from './addresses.ts';
import {
  ask,
  type Desk,
  type Errand,
  REPEAT,
  settleDropped,
  settleForLater,
  settleRefused,
  settleSent,
} from './errand.ts';
import { findSent, stampOf } from './find-sent.ts';
import { reportUndelivered } from './report-undelivered.ts';
import { shareFile } from './share-file.ts';

type Place = Extract<Address, { kind: 'place' }>;

/** Settled, or to be tried at the next place, for this reason. */
type Outcome = 'settled' | { readonly nowhere: string };

/** Posts it to its audience, or to the first of its fallbacks that can be reached. */
export async function post(desk: Desk, errand: Errand): Promise<void> {
  const { head, kind } = errand;
  const audiences = [head.audience, ...(await kind.fallbacks(head, desk.deps()))];
  for (const audience of audiences) {
    const outcome = await postTo(desk, errand, audience);
    if (outcome === 'settled') return;
    desk.addresses.forget(audience);
    await reportUndelivered(desk, errand, audience, outcome.nowhere);
  }
  await settleDropped(desk, errand.claims, 'nobody could be reached');
}

async function postTo(desk: Desk, errand: Errand, audience: Audience): Promise<Outcome> {
  const address = await desk.addresses.find(audience);
  if (address.kind === 'nowhere') return { nowhere: address.reason };
  if (address.kind === 'trouble') return later(desk, errand, address.trouble);
  // A channel may have been exchanged under its name: the thread stays where it is.
  const place = errand.thread === null ? address : { ...address, channel: errand.thread.channel };
  if (errand.doubt && (await endsDoubt(desk, errand, place))) return 'settled';
  const { file } = errand.rendered;
  // Files are shared with conversations, not with people.
  if (file !== undefined && place.isConversation && (await shareFile(desk, errand, place.channel, file)))
    return 'settled';
  return postAt(desk, errand, place);
}

async function later(
  desk: Desk,
  errand: Errand,
  trouble: Parameters<typeof settleForLater>[2],
): Promise<Outcome> {
  await settleForLater(desk, errand, trouble);
  return 'settled';
}

/**
 * Looks whether a message whose answer was lost stands there after all. True: it is settled. False: it is to be
 * posted, without doubt where it certainly does not stand there.
 */
async function endsDoubt(desk: Desk, errand: Errand, place: Place): Promise<boolean> {
  const look = place.isConversation
    ? await findSent(desk, { channel: place.channel, thread: errand.thread?.ts ?? null }, errand.claims)
    : ({ kind: 'unreadable' } as const);
  switch (look.kind) {
    case 'found':
      await settleFound(desk, errand, messageAt(errand, place.channel, look.ts, look.version));
      return true;
    case 'absent':
      // A file bears no sign of ours: that nothing is found says nothing.
      if (errand.rendered.file !== undefined) return endsUnseen(desk, errand);
      errand.doubt = false;
      return false;
    case 'trouble':
      await settleForLater(desk, errand, look.trouble);
      return true;
    case 'unreadable':
      return endsUnseen(desk, errand);
  }
}

async function endsUnseen(desk: Desk, errand: Errand): Promise<boolean> {
  if (errand.kind.prefers === 'duplicate') return false;
  await settleSent(desk, errand, null);
  return true;
}

/** It may show what was true when it was posted. */
async function settleFound(desk: Desk, errand: Errand, found: SentMessage): Promise<void> {
  if (found.version === errand.rendered.version) return settleSent(desk, errand, found);
  return update(desk, errand, found);
}

async function postAt(desk: Desk, errand: Errand, { channel }: Place): Promise<Outcome> {
  const { message, version } = errand.rendered;
  const content = errand.doubt ? remarked(message, REPEAT) : message;
  const answer = await ask(desk, errand, 'chat.postMessage', channel, () =>
    desk.client.chat.postMessage({
      channel,
      ...content,
      ...(errand.thread === null ? {} : { thread_ts: errand.thread.ts }),
      metadata: stampOf(errand.head, version),
      unfurl_links: false,
      unfurl_media: false,
    }),
  );
  if (answer === null) return 'settled';
  if (answer.kind === 'ok') {
    const { channel: conversation = channel, ts = '' } = answer.value;
    await settleSent(desk, errand, messageAt(errand, conversation, ts, version));
    return 'settled';
  }
  if (answer.kind === 'refused' && !isOurs(answer.error)) {
    if (NOWHERE.has(answer.error)) return { nowhere: answer.error };
    if (errand.thread !== null && UNANSWERABLE.has(answer.error)) {
      await settleDropped(desk, errand.claims, `its thread is closed: ${answer.error}`);
      return 'settled';
    }
    await settleRefused(desk, errand, answer.error);
    return 'settled';
  }
  if (answer.kind === 'lost') errand.doubt = true;
  return later(desk, errand, answer);
}

/** Refusals that say something of the place: another one may do. */
const NOWHERE = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'ekm_access_denied',
]);

/** Refusals that mean: the message above is gone, or takes no answers. */
const UNANSWERABLE = new Set([
  'thread_not_found',
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
]);

function messageAt({ kind, subjectKey, head }: Errand, channel: string, ts: string, version: string) {
  return { kind: kind.name, subjectKey, audience: head.audience, channel, ts, version };
}

/** Refusals that mean: this message cannot be altered any more. */
const UNALTERABLE = new Set([
  'message_not_found',
  'edit_window_closed',
  'cant_update_message',
  'is_archived',
  'channel_not_found',
  'not_in_channel',
]);

/** Brings a message that stands in Slack up to date. */
export async function update(desk: Desk, errand: Errand, standing: SentMessage): Promise<void> {
  const { message, version } = errand.rendered;
  const { channel, ts } = standing;
  // An update may be repeated: whatever becomes of it leaves no doubt.
  errand.doubt = false;
  const answer = await ask(desk, errand, 'chat.update', channel, () =>
    desk.client.chat.update({ channel, ts, ...message }),
  );
  if (answer === null) return;
  if (answer.kind === 'ok') return settleSent(desk, errand, { ...standing, version });
  if (answer.kind !== 'refused' || isOurs(answer.error)) return settleForLater(desk, errand, answer);
  if (!UNALTERABLE.has(answer.error)) return settleRefused(desk, errand, answer.error);
  // Somebody deleted it. What must be known is said anew; what was only good to know stays away.
  if (errand.kind.prefers === 'missing')
    return settleDropped(desk, errand.claims, `its message is gone: ${answer.error}`);
  await desk.store.messages.forget(standing);
  return post(desk, errand);
}
