import { heardMessage } from '../views/exception-notices.ts';
import { toldException, versionOf } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ exception }` */
export const exceptionHeard: MessageKind = {
  name: 'exception-heard',
  summary: 'Somebody asks for an exception for a service: to its owners, once',
  prefers: 'missing',
  async render(about, deps) {
    const view = await toldException(about, deps);
    return view === null ? null : { message: heardMessage(view), version: versionOf(view) };
  },
  // What is decided is told in the service's channel.
  fallbacks: async () => [],
};
