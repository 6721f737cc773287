import { ExternalServiceError } from '../domain/errors.ts';
import { keyInBatch } from '../domain/exceptions/batch.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import type { Viewer } from '../domain/rights.ts';
import type { BatchAct, BatchOutcome, RefusedOne, SeenException } from './batch-views.ts';
import type { Context } from './context.ts';
import { changeException } from './decide-exception.ts';
import { rememberingDirectory } from './exceptions/deciders.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { rulesInForce } from './exceptions/rules-in-force.ts';
import { standingOf } from './exceptions/standing.ts';

const MOST = 200;

/**
 * One click for all that its message offered: each is decided by itself, in its own transaction with the rights at its
 * service, and whoever was first at one of them keeps that one. Throws a `UserError` to who may not see them, an
 * `ExternalServiceError` where Slack says nothing before anything is decided.
 */
export async function actOnBatch(
  given: Context,
  viewer: Viewer,
  batch: string,
  act: BatchAct,
): Promise<BatchOutcome> {
  const context = { ...given, directory: rememberingDirectory(given.directory) };
  const { items } = await context.store.exceptions.list({ batch }, { offset: 0, limit: MOST });
  const byKey = new Map(items.map((one) => [keyInBatch(one), one]));
  const meant = act.seen.map((seen) => ({ seen, exception: byKey.get(seen.key) }));
  await Promise.all(meant.map(({ exception }) => exception && standingOf(context, exception.id)));
  const done: string[] = [];
  const refused: { readonly id: string | null; readonly why: RefusedOne['why'] }[] = [];
  for (const { seen, exception } of meant) {
    // It was edited meanwhile, and is asked for by itself.
    const why =
      exception === undefined ? 'seen-another' : await decideOne(context, viewer, exception, seen, act);
    if (why === null && exception !== undefined) done.push(exception.id);
    else refused.push({ id: exception?.id ?? null, why: why ?? 'gone' });
    // Whoever asked for one asked for all.
    if (why === 'own-request') break;
  }
  const lines = await linesOf(context, items);
  return {
    done: done.flatMap((id) => lines.get(id) ?? []),
    refused: refused.map(({ id, why }) => ({ line: (id === null ? undefined : lines.get(id)) ?? null, why })),
  };
}

async function decideOne(
  context: Context,
  viewer: Viewer,
  { id }: Exception,
  { revision: seen }: SeenException,
  act: BatchAct,
): Promise<RefusedOne['why'] | null> {
  try {
    const its = act.kind === 'deny' ? { kind: act.kind, seen, reason: act.reason } : { kind: act.kind, seen };
    const done = await changeException(context, viewer, id, { act: its, keeps: true });
    return done === 'gone' ? 'gone' : done.why;
  } catch (error) {
    // Its terms changed at this very moment, so that others decide, and Slack does not say who.
    if (error instanceof ExternalServiceError) return 'silent';
    throw error;
  }
}

/** As they stand after the act, by id. */
async function linesOf({ store, scorecards }: Context, items: readonly Exception[]) {
  const now = await Promise.all(items.map(({ id }) => store.exceptions.byId(id)));
  const still = now.filter((one) => one !== undefined);
  const lines = await exceptionLines(store.catalog, rulesInForce(await scorecards()), still);
  return new Map(lines.map((line) => [line.exception.id, line]));
}
