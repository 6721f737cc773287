import { UserError } from '../../../domain/errors.ts';
import type { BatchOutcome } from '../../../use-cases/batch-views.ts';
import type { Answer } from '../../views/answer.ts';
import { type BatchTarget, readBatch } from '../../views/batch-target.ts';
import { batchRefusals } from '../../views/exception-batch-decided.ts';

/** The exceptions that a button is about, as its presser saw them. */
export function pressedBatch(value: string): BatchTarget {
  const target = readBatch(value);
  if (target === undefined)
    throw new UserError('That button is from an older message. `/ready exceptions` lists what waits.');
  return target;
}

/** Messages follow by themselves; what could not be done is told to the actor alone. */
export function afterBatch(what: 'Approved' | 'Denied', outcome: BatchOutcome): Answer {
  if (outcome.refused.length === 0) return { kind: 'nothing' };
  return { kind: 'private', message: batchRefusals(what, outcome) };
}
