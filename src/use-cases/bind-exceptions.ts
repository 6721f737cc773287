import type { Context } from './context.ts';
import type { ExceptionVerbs } from './exception-views.ts';

/** The verbs of exceptions, bound to what they work with. */
export function bindExceptions(_context: Context): ExceptionVerbs {
  const soon = async () => {
    throw new Error('exceptions are not there yet');
  };
  return { draft: soon, preview: soon, ask: soon, show: soon, act: soon, edit: soon, say: soon, list: soon };
}
