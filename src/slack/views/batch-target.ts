import { keyInBatch } from '../../domain/exceptions/batch.ts';
import type { Exception } from '../../domain/exceptions/exception.ts';
import type { SeenException } from '../../use-cases/batch-views.ts';
import { LONGEST_VALUE } from './blocks.ts';

/** A batch with what of it was on offer. */
export interface BatchTarget {
  readonly batch: string;
  readonly seen: readonly SeenException[];
}

/** What a button holds of these: of as many as fit, the first ones. */
export function batchOffer<One extends Pick<Exception, 'id' | 'revision'>>(
  batch: string,
  open: readonly One[],
): { readonly value: string; readonly offered: readonly One[] } {
  let value = batch;
  const offered: One[] = [];
  for (const one of open) {
    const longer = `${value} ${keyInBatch(one)}${one.revision === 1 ? '' : `.${one.revision}`}`;
    if (longer.length > LONGEST_VALUE) break;
    value = longer;
    offered.push(one);
  }
  return { value, offered };
}

/** Undefined for anything that {@link batchOffer} did not write. */
export function readBatch(value: string): BatchTarget | undefined {
  const [batch = '', ...seen] = value.split(' ');
  const found = seen.map((one) => /^([\w-]{1,64})(?:\.(\d{1,9}))?$/.exec(one));
  if (!/^[\w-]{1,64}$/.test(batch) || found.length === 0) return undefined;
  const read = found.flatMap((match) =>
    match === null ? [] : [{ key: match[1] ?? '', revision: Number(match[2] ?? 1) }],
  );
  return read.length === found.length ? { batch, seen: read } : undefined;
}

/** A question about a batch, which its answer names. */
export interface BatchQuestion {
  readonly batch: string;
  readonly said: string;
}

export function batchQuestionValue({ batch, said }: BatchQuestion): string {
  return `${batch} q ${said}`;
}

/** Undefined for anything that {@link batchQuestionValue} did not write. */
export function readBatchQuestion(value: string): BatchQuestion | undefined {
  const match = /^([\w-]{1,64}) q ([\w-]{9,64})$/.exec(value);
  return match === null ? undefined : { batch: match[1] ?? '', said: match[2] ?? '' };
}
