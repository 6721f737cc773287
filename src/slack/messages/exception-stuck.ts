import { stuckMessage } from '../views/exception-stuck.ts';
import { toldException, versionOf } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ exception, revision, able }`: nothing where it is decided by now, or was changed again. */
export const exceptionStuck: MessageKind = {
  name: 'exception-stuck',
  summary:
    'A request for an exception waits that too few people are left to agree to: to admins and requester',
  prefers: 'duplicate',
  async render(about, deps) {
    const view = await toldException(about, deps);
    const { revision, able } = about.subject;
    if (view === null || view.exception.state !== 'pending' || view.exception.revision !== revision)
      return null;
    return { message: stuckMessage(view, Number(able)), version: versionOf(view) };
  },
  // The others of them are told too.
  fallbacks: async () => [],
};
