/** What all messages about exceptions have in common. */
import type { ExceptionView } from '../../../use-cases/exception-views.ts';
import type { Audience } from '../../../use-cases/message-ports.ts';
import { subjectKey } from '../../../use-cases/subject-key.ts';
import type { About, MessageDeps } from '../message.ts';

/** The exception that an intent is about, as it stands now; null: nothing is to be said any more. */
export async function toldException(
  { subject }: About,
  { exception }: Pick<MessageDeps, 'exception'>,
): Promise<ExceptionView | null> {
  return typeof subject.exception === 'string' ? exception(subject.exception) : null;
}

/** Equal while the exception stands as it stood: every change of it counts one up. */
export function versionOf({ exception }: ExceptionView): string {
  return `${exception.version}`;
}

/** Whether this audience has the message already: what was overtaken is corrected there, and told to nobody else. */
export async function stands(
  kind: string,
  { subject, audience }: About,
  { store }: Pick<MessageDeps, 'store'>,
): Promise<boolean> {
  const sent = await store.messages.sent(kind, subjectKey(subject));
  return sent.some((one) => placeOf(one.audience) === placeOf(audience));
}

function placeOf(audience: Audience): string {
  return audience.kind === 'person' ? `person ${audience.person}` : `channel ${audience.channel}`;
}

/**
 * A channel that cannot be written to is stood in for by one of those who decide, or an admin. A person is stood in
 * for by nobody: the others who decide have their own, and the admins hear that this one cannot be reached.
 */
export async function askingFallbacks(
  about: About,
  deps: Pick<MessageDeps, 'policy' | 'exception'>,
): Promise<readonly Audience[]> {
  if (about.audience.kind === 'person') return [];
  const asked = (await toldException(about, deps))?.exception.asked.people ?? [];
  return [...asked, ...deps.policy.admins].map((person) => ({ kind: 'person', person }));
}
