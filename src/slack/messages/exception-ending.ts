import { endingMessage } from '../views/exception-notices.ts';
import { toldException } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ exception, days }`: nothing where it has ended by now. */
export const exceptionEnding: MessageKind = {
  name: 'exception-ending',
  summary: 'An exception ends in seven days, or tomorrow: to whoever asked for it and to the owners',
  prefers: 'missing',
  async render(about, deps) {
    const view = await toldException(about, deps);
    if (view === null || view.exception.state !== 'approved') return null;
    return { message: endingMessage(view, deps.now), version: `${view.exception.until}` };
  },
  // The other one of them is told too, and the rule counts again in everybody's sight.
  fallbacks: async () => [],
};
