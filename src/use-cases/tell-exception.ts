import type { Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { ExceptionView } from './exception-views.ts';
import { standingOf } from './exceptions/standing.ts';
import { exceptionView } from './show-exception.ts';

/** The bot itself, which tells others: it sees everything, and what it sends withholds what is private. */
const OURSELVES: Viewer = {
  id: '',
  name: '',
  email: null,
  timezone: 'UTC',
  stranger: false,
  guest: false,
  admin: true,
  teams: [],
  stewardOf: [],
};

/** Nobody is asked of Slack for a message: who may press is asked at the press. */
const NOBODY = { resolve: async () => ({ people: [], unresolved: [] }) };

/** An exception for a message about it; null: it, or its service, is gone. */
export async function exceptionToTell(context: Context, id: string): Promise<ExceptionView | null> {
  const standing = await standingOf({ ...context, directory: NOBODY }, id);
  return standing === undefined ? null : exceptionView(context, OURSELVES, standing);
}
