/** One message, from its claim to its settlement: rendered as of now, brought to where it belongs, and kept. */
import type { ClaimedIntent, SentMessage } from '../../use-cases/message-ports.ts';
import { subjectKey } from '../../use-cases/subject-key.ts';
import { audienceKey } from './addresses.ts';
import { type Desk, type Errand, settleDropped, settleSent } from './errand.ts';
import { post, update } from './post.ts';
import { renderOf } from './render.ts';

/** Sends or updates what these claims are about. Rejects for our own bugs only, and then they stay claimed. */
export async function send(desk: Desk, claims: readonly ClaimedIntent[]): Promise<void> {
  const [head] = claims;
  if (head === undefined) return;
  const kind = desk.kinds.get(head.kind);
  if (kind === undefined) return settleDropped(desk, claims, `no kind of message is called ${head.kind}`);
  const rendered = await renderOf(desk, kind, claims);
  if (rendered === 'broken') return;
  if (rendered === null) return settleDropped(desk, claims, 'there is nothing to say any more');
  const doubt = claims.some(({ was }) => was === 'ambiguous');
  const errand = { kind, head, claims, subjectKey: subjectKey(head.subject), rendered, doubt };
  const standing = await standingMessage(desk, errand);
  if (standing === undefined) return post(desk, errand);
  if (standing.version === rendered.version) return settleSent(desk, errand, null);
  return update(desk, errand, standing);
}

/** The newest message about the same that the same audience got. */
async function standingMessage({ store }: Desk, errand: Errand): Promise<SentMessage | undefined> {
  const sent = await store.messages.sent(errand.kind.name, errand.subjectKey);
  return sent.findLast(({ audience }) => audienceKey(audience) === audienceKey(errand.head.audience));
}
