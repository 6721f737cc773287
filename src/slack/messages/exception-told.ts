import { type ToldWhat, toldMessage } from '../views/exception-notices.ts';
import { toldException, versionOf } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

const WHAT: readonly ToldWhat[] = [
  'approved',
  'denied',
  'revoked',
  'expired',
  'cancelled',
  'voided',
  'asked-admins',
  'question',
];

/** `{ exception, what, version }`, or `{ exception, what: 'question', talk }`: the place of the question in the talk. */
export const exceptionTold: MessageKind = {
  name: 'exception-told',
  summary: 'What became of an exception, or a question about it: to whoever asked for it',
  prefers: 'duplicate',
  async render(about, deps) {
    const { what, talk } = about.subject;
    const known = WHAT.find((one) => one === what);
    const view = await toldException(about, deps);
    if (view === null || known === undefined) return null;
    const at = typeof talk === 'number' ? talk : 0;
    return { message: toldMessage(view, known, at), version: versionOf(view) };
  },
  // Whoever asked and cannot be reached finds it in `/ready exceptions`.
  fallbacks: async () => [],
};
