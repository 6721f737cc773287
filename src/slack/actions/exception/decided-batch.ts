/** What all decisions about many have in common. */
import { UserError } from '../../../domain/errors.ts';
import type { BatchBeginning, BatchOutcome } from '../../../use-cases/batch-views.ts';
import type { Answer } from '../../views/answer.ts';
import {
  type BatchQuestion,
  type BatchTarget,
  readBatch,
  readBatchQuestion,
} from '../../views/batch-target.ts';
import { type BatchDone, batchRefusals } from '../../views/exception-batch-decided.ts';
import type { Modal } from '../../views/message.ts';
import type { ActionContext } from '../action.ts';

/** The exceptions that a button is about, as its presser saw them. */
export function pressedBatch(value: string): BatchTarget {
  return readBatch(value) ?? tooOld();
}

/** The same, or a question about them that is to be answered. */
export function pressedBatchTalk(value: string): BatchTarget | BatchQuestion {
  return readBatchQuestion(value) ?? pressedBatch(value);
}

function tooOld(): never {
  throw new UserError('That button is from an older message. `/ready exceptions` lists what waits.');
}

/** Fills a decision's window for those that this presser may decide about; where there are none, says why. */
export async function fillBatch(
  batch: string,
  beginning: BatchBeginning,
  { verbs, viewer }: Pick<ActionContext, 'verbs' | 'viewer'>,
  modal: (beginning: BatchOutcome & { readonly batch: string }) => Modal,
): Promise<Answer> {
  const outcome = await verbs.exceptions.beginBatch(viewer, batch, beginning);
  if (outcome.done.length === 0) return { kind: 'private', message: batchRefusals(NO_WORD, outcome) };
  return { kind: 'modal', modal: modal({ ...outcome, batch }) };
}

/** Nothing was done, so none of these is said. */
const NO_WORD: BatchDone = 'Approved';

/** Messages follow by themselves; what could not be done is told to the actor alone. */
export function afterBatch(what: BatchDone, outcome: BatchOutcome): Answer {
  if (outcome.refused.length === 0) return { kind: 'nothing' };
  return { kind: 'private', message: batchRefusals(what, outcome) };
}

/** Whether that is why none of it was done: it is said at the window's one input then. */
export function isAllRefused({ done, refused }: BatchOutcome, why: 'no-such-end'): boolean {
  return done.length === 0 && refused.length > 0 && refused.every((one) => one.why === why);
}
