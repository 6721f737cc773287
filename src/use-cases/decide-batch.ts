import { v7 as uuidv7 } from 'uuid';
import { ExternalServiceError } from '../domain/errors.ts';
import { keyInBatch } from '../domain/exceptions/batch.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import { type SaidTogether, saidTogether } from '../domain/exceptions/talk.ts';
import type { Viewer } from '../domain/rights.ts';
import type { BatchAct, BatchBeginning, BatchOutcome, RefusedOne, SeenException } from './batch-views.ts';
import type { Context } from './context.ts';
import { changeException } from './decide-exception.ts';
import type { PersonsAct } from './exception-views.ts';
import { rememberingDirectory } from './exceptions/deciders.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { rulesInForce } from './exceptions/rules-in-force.ts';
import { standingOf } from './exceptions/standing.ts';

const MOST = 200;

/**
 * One click for all that its message offered: each is decided by itself, in its own transaction with the rights at its
 * service, and whoever was first at one of them keeps that one; what is said is said of each in the same way. Throws a
 * `UserError` to who may not see them, an `ExternalServiceError` where Slack says nothing before anything is decided.
 */
export function actOnBatch(
  context: Context,
  viewer: Viewer,
  batch: string,
  act: BatchAct,
): Promise<BatchOutcome> {
  return toEach(context, viewer, batch, { act, keeps: true });
}

/**
 * To which of them somebody could do what they begin to, and why not to the others; refusals are logged like those of
 * the act itself. Nothing changes: whatever word or day is still to be chosen is taken for a good one.
 */
export function beginBatch(
  context: Context,
  viewer: Viewer,
  batch: string,
  beginning: BatchBeginning,
): Promise<BatchOutcome> {
  const words = '…';
  return toEach(context, viewer, batch, { act: withWords(beginning, words), keeps: false });
}

function withWords(beginning: BatchBeginning, words: string): BatchAct {
  if (beginning.kind === 'approve') return beginning;
  return beginning.kind === 'deny' ? { ...beginning, reason: words } : { ...beginning, text: words };
}

interface Step {
  readonly act: BatchAct;
  /** False: it is only asked whether it could be done. */
  readonly keeps: boolean;
}

async function toEach(
  given: Context,
  viewer: Viewer,
  batch: string,
  { act, keeps }: Step,
): Promise<BatchOutcome> {
  const context = { ...given, directory: rememberingDirectory(given.directory) };
  const { items } = await context.store.exceptions.list({ batch }, { offset: 0, limit: MOST });
  const meant = meantBy(act, items);
  await Promise.all(meant.map(({ exception }) => exception && standingOf(context, exception.id)));
  const done: string[] = [];
  const refused: { readonly id: string | null; readonly why: RefusedOne['why'] }[] = [];
  const begun = begunBefore(act, items, viewer);
  const together = begun ?? uuidv7();
  for (const { seen, exception } of meant) {
    if (exception !== undefined && begun !== undefined && placeOf(begun, exception) !== -1) {
      done.push(exception.id);
      continue;
    }
    // It was edited meanwhile, and is asked for by itself.
    const why =
      exception === undefined
        ? 'seen-another'
        : await decideOne(context, viewer, exception, {
            act: actUpon(exception, act, { seen, together }),
            keeps,
          });
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

/** The same words of the same person, which nobody has answered: the process died in the middle, or they came twice. */
function begunBefore(act: BatchAct, items: readonly Exception[], { id }: Viewer): string | undefined {
  if (act.kind !== 'ask' && act.kind !== 'answer') return undefined;
  const talk = saidTogether(items);
  const answers = act.kind === 'answer' ? act.said : null;
  const isSame = (one: SaidTogether) =>
    one.remark.by.id === id && one.answers === answers && one.remark.text === act.text.trim();
  return talk.findLast((one) => isSame(one) && !talk.some((other) => other.answers === one.id))?.id;
}

interface Meant {
  /** The revision. */
  readonly seen: number;
  /** Undefined: it left the batch. */
  readonly exception: Exception | undefined;
}

/** What was on offer; an answer is to those to which the question was put. */
function meantBy(act: BatchAct, items: readonly Exception[]): readonly Meant[] {
  if (act.kind === 'answer')
    return items.flatMap((exception) =>
      placeOf(act.said, exception) === -1 ? [] : [{ seen: exception.revision, exception }],
    );
  const byKey = new Map(items.map((one) => [keyInBatch(one), one]));
  return act.seen.map(({ key, revision }: SeenException) => ({ seen: revision, exception: byKey.get(key) }));
}

function placeOf(said: string, { talk }: Exception): number {
  return talk.findIndex(({ together }) => together === said);
}

function actUpon(
  exception: Exception,
  act: BatchAct,
  { seen, together }: { readonly seen: number; readonly together: string },
): PersonsAct {
  switch (act.kind) {
    case 'approve':
      return { kind: 'approve', seen, ...(act.date === undefined ? {} : { date: act.date }) };
    case 'deny':
      return { kind: 'deny', seen, reason: act.reason };
    case 'ask':
      return { kind: 'say', text: act.text, together };
    case 'answer':
      return { kind: 'say', text: act.text, together, answers: placeOf(act.said, exception) };
  }
}

async function decideOne(
  context: Context,
  viewer: Viewer,
  { id }: Exception,
  step: Parameters<typeof changeException>[3],
): Promise<RefusedOne['why'] | null> {
  try {
    const done = await changeException(context, viewer, id, step);
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
