/** What all messages about exceptions have in common. */
import type { ExceptionView } from '../../../use-cases/exception-views.ts';
import type { Audience } from '../../../use-cases/message-ports.ts';
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
