import { reminderMessage } from '../views/exception-notices.ts';
import { askingFallbacks, toldException, versionOf } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ exception, revision, why }`: nothing where it is decided by now, was changed again, or the reader has agreed. */
export const exceptionReminder: MessageKind = {
  name: 'exception-reminder',
  summary:
    'A request for an exception still waits, or was changed: to those who were asked and have not agreed',
  prefers: 'missing',
  async render(about, deps) {
    const view = await toldException(about, deps);
    const { revision, why } = about.subject;
    const { audience } = about;
    if (view === null || view.exception.state !== 'pending' || view.exception.revision !== revision)
      return null;
    if (audience.kind === 'person' && view.exception.approvals.some(({ by }) => by.id === audience.person))
      return null;
    return { message: reminderMessage(view, String(why), deps.now), version: versionOf(view) };
  },
  fallbacks: askingFallbacks,
};
