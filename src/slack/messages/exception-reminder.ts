import { reminderMessage } from '../views/exception-reminders.ts';
import { askingFallbacks, stands, toldException, versionOf } from './exception/told-exception.ts';
import type { About, MessageKind } from './message.ts';

/**
 * `{ exception, revision, why }`, with `talk` where a question was `answered`: not sent where it is decided by now, was
 * changed again, or the reader has agreed; one that stands says then what became of it.
 */
export const exceptionReminder: MessageKind = {
  name: 'exception-reminder',
  summary:
    'A request for an exception still waits, was changed, or a question was answered: to those who were asked and have not agreed',
  prefers: 'missing',
  async render(about, deps) {
    const view = await toldException(about, deps);
    if (view === null) return null;
    const { revision, why, talk } = about.subject;
    const waits =
      view.exception.state === 'pending' &&
      view.exception.revision === revision &&
      !hasAgreed(view.exception, about);
    if (!waits && !(await stands('exception-reminder', about, deps))) return null;
    const reminder = { why: String(why), talk: typeof talk === 'number' ? talk : null };
    return { message: reminderMessage(view, reminder, deps.now), version: versionOf(view) };
  },
  fallbacks: askingFallbacks,
};

function hasAgreed(
  { approvals }: { readonly approvals: readonly { readonly by: { readonly id: string } }[] },
  { audience }: Pick<About, 'audience'>,
): boolean {
  return audience.kind === 'person' && approvals.some(({ by }) => by.id === audience.person);
}
