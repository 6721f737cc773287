import type { Context } from './context.ts';
import type { ExceptionView } from './exception-views.ts';
import { standingOf } from './exceptions/standing.ts';
import { OURSELVES } from './ourselves.ts';
import { exceptionView } from './show-exception.ts';

/** Nobody is asked of Slack for a message: who may press is asked at the press. */
const NOBODY = { resolve: async () => ({ people: [], unresolved: [] }) };

/** An exception for a message about it; null: it, or its service, is gone. */
export async function exceptionToTell(context: Context, id: string): Promise<ExceptionView | null> {
  const standing = await standingOf({ ...context, directory: NOBODY }, id);
  return standing === undefined ? null : exceptionView(context, OURSELVES, standing);
}
