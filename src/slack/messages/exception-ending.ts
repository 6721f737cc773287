import { endingMessage } from '../views/exception-reminders.ts';
import { stands, toldException } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ exception, days }`: not sent where it has ended by now; one that stands says then what became of it. */
export const exceptionEnding: MessageKind = {
  name: 'exception-ending',
  summary: 'An exception ends in seven days, or tomorrow: to whoever asked for it',
  prefers: 'missing',
  async render(about, deps) {
    const view = await toldException(about, deps);
    if (view === null) return null;
    const { state, until } = view.exception;
    if (state !== 'approved' && !(await stands('exception-ending', about, deps))) return null;
    return { message: endingMessage(view, deps.now), version: `${state} ${until}` };
  },
  // The other one of them is told too, and the rule counts again in everybody's sight.
  fallbacks: async () => [],
};
