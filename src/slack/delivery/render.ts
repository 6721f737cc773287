import { MINUTE } from '../../domain/instant.ts';
import type { ClaimedIntent } from '../../use-cases/message-ports.ts';
import type { MessageKind, Rendered } from '../messages/message.ts';
import type { Desk } from './errand.ts';

/** The database may not have answered; a bug of ours stays. */
const MOST_TRIES = 5;

/** What the kind says now; `broken`: it threw, and the claims are settled. */
export async function renderOf(
  { deps, store, clock, log }: Desk,
  kind: MessageKind,
  claims: readonly ClaimedIntent[],
): Promise<Rendered | null | 'broken'> {
  const [head] = claims;
  if (head === undefined) return null;
  try {
    return await kind.render(head, deps());
  } catch (error) {
    log.error({ err: error, kind: kind.name }, 'a message could not be rendered');
    const now = clock.now();
    const words = 'it could not be rendered';
    await store.messages.settle(
      claims,
      head.attempts + 1 >= MOST_TRIES
        ? { state: 'dropped', at: now, error: words }
        : { state: head.was, notBefore: now + MINUTE, error: words, asked: true },
    );
    return 'broken';
  }
}
