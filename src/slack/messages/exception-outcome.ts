import { outcomeMessage } from '../views/exception-notices.ts';
import { toldException } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ exception }`: it is changed in place when the exception is revoked or over. */
export const exceptionOutcome: MessageKind = {
  name: 'exception-outcome',
  summary:
    'What was decided about an exception: in the channel of its service and that of exceptions, never where another organisation reads',
  prefers: 'missing',
  async render(about, deps) {
    const view = await toldException(about, deps);
    return view === null ? null : { message: outcomeMessage(view), version: view.exception.state };
  },
  // It is public elsewhere: `/ready exceptions`, the card.
  fallbacks: async () => [],
};
