import { exceptionRequest as requestMessage } from '../views/exception-request.ts';
import { askingFallbacks, toldException, versionOf } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ exception }`: with the decision one press away, and then who decided. */
export const exceptionRequest: MessageKind = {
  name: 'exception-request',
  summary:
    'Somebody asks for an exception: to each of those who decide, or once in their channel; it follows the state',
  prefers: 'duplicate',
  async render(about, deps) {
    const view = await toldException(about, deps);
    if (view === null) return null;
    const shared = about.audience.kind === 'channel';
    return { message: requestMessage(view, { shared }), version: versionOf(view) };
  },
  fallbacks: askingFallbacks,
};
