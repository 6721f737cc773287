/** What all messages about a batch of exceptions have in common. */
import type { BatchView, Concerns } from '../../../use-cases/batch-views.ts';
import type { Audience } from '../../../use-cases/message-ports.ts';
import type { About, MessageDeps } from '../message.ts';

/** What of the batch concerns the reader, as it stands now; null: nothing is to be said. */
export async function toldBatch(
  { subject }: About,
  { batch }: Pick<MessageDeps, 'batch'>,
  concerns: Concerns,
): Promise<BatchView | null> {
  return typeof subject.batch === 'string' ? batch(subject.batch, concerns) : null;
}

/** Equal while all of them stand as they stood, and are the same. */
export function batchVersion({ lines }: BatchView): string {
  return `${lines.length}:${lines.map(({ exception }) => exception.version).join('.')}`;
}

/** Whether this audience was asked about an exception. */
export function askedOf(audience: Audience): Concerns {
  return ({ asked }) =>
    audience.kind === 'channel' ? asked.channel === audience.channel : asked.people.includes(audience.person);
}

/** A channel that cannot be written to is stood in for by one of those who decide, or an admin. */
export async function batchFallbacks(
  about: About,
  deps: Pick<MessageDeps, 'batch' | 'policy'>,
): Promise<readonly Audience[]> {
  if (about.audience.kind === 'person') return [];
  const view = await toldBatch(about, deps, askedOf(about.audience));
  const asked = view?.lines.flatMap(({ exception }) => exception.asked.people) ?? [];
  return [...new Set([...asked, ...deps.policy.admins])].map((person) => ({ kind: 'person', person }));
}
