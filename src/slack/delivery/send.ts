/** One message, from its claim to its settlement: rendered as of now, brought to where it belongs, and kept. */
import type { ClaimedIntent, SentMessage } from '../../use-cases/message-ports.ts';
import { subjectKey } from '../../use-cases/subject-key.ts';
import type { MessageKind } from '../messages/message.ts';
import { audienceKey } from './addresses.ts';
import { type Desk, settleDropped, settleSent } from './errand.ts';
import { post, update } from './post.ts';
import { renderOf } from './render.ts';

/** Sends or updates what these claims are about. Rejects for our own bugs only, and then they stay claimed. */
export async function send(desk: Desk, claims: readonly ClaimedIntent[]): Promise<void> {
  const [head] = claims;
  if (head === undefined) return;
  const kind = desk.kinds.get(head.kind);
  if (kind === undefined) return settleDropped(desk, claims, `no kind of message is called ${head.kind}`);
  const thread = await threadOf(desk, kind, head);
  if (thread === undefined) return settleDropped(desk, claims, `no ${kind.inThreadOf} stands above it`);
  const rendered = await renderOf(desk, kind, claims);
  if (rendered === 'broken') return;
  if (rendered === null) return settleDropped(desk, claims, 'there is nothing to say any more');
  const doubt = claims.some(({ was }) => was === 'ambiguous');
  const errand = { kind, head, claims, subjectKey: subjectKey(head.subject), rendered, thread, doubt };
  const standing = await standingMessage(desk, kind.name, head);
  if (standing === undefined) return post(desk, errand);
  if (standing.version === rendered.version) return settleSent(desk, errand, null);
  return update(desk, errand, standing);
}

/** The newest message of that kind about the same that the same audience got. */
async function standingMessage(
  { store }: Desk,
  kind: string,
  about: Pick<ClaimedIntent, 'subject' | 'audience'>,
): Promise<SentMessage | undefined> {
  const sent = await store.messages.sent(kind, subjectKey(about.subject));
  return sent.findLast(({ audience }) => audienceKey(audience) === audienceKey(about.audience));
}

/**
 * Where its thread is; null: it has none. Undefined: nothing stands there to be answered. An audience's messages are
 * sent in their order, so whatever became of the one above has become of it by now.
 */
async function threadOf(
  desk: Desk,
  { inThreadOf }: MessageKind,
  head: ClaimedIntent,
): Promise<SentMessage | null | undefined> {
  return inThreadOf === undefined ? null : standingMessage(desk, inThreadOf, head);
}
