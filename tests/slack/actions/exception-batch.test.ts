import { describe, expect, test } from 'vitest';
import { exceptionBatchApprove } from '../../../src/slack/actions/exception-batch-approve.ts';
import { exceptionBatchDeny } from '../../../src/slack/actions/exception-batch-deny.ts';
import { batchOffer, readBatch } from '../../../src/slack/views/batch-target.ts';
import type { BatchAct, BatchOutcome } from '../../../src/use-cases/batch-views.ts';
import { actionContext, press, said } from '../../support/asking.ts';
import { BO, exception, exceptionLine, literalExceptions } from '../../support/literal-exceptions.ts';
import { NOW } from '../../support/view-models.ts';

const OPEN = [
  exception({ id: '0195f2f0-0000-7000-8000-0000000000e1' }),
  exception({ id: '0195f2f0-0000-7000-8000-0000000000e2', revision: 3 }),
];
const { value } = batchOffer('b1', OPEN);
const DONE: BatchOutcome = { done: [exceptionLine(), exceptionLine()], refused: [] };
const DENIED = exceptionLine({
  service: { id: 'ledger', name: 'Ledger' },
  exception: exception({ state: 'denied', end: { at: NOW, by: BO, reason: 'No' } }),
});

function deciding(outcome: BatchOutcome) {
  const acts: BatchAct[] = [];
  const exceptions = literalExceptions({
    actOnBatch: async (_viewer, _batch, act) => {
      acts.push(act);
      return outcome;
    },
  });
  return { acts, context: actionContext({ exceptions }) };
}

describe('a button about many', () => {
  test('holds each with the revision that was seen', () => {
    expect(readBatch(value)).toEqual({
      batch: 'b1',
      seen: [
        { key: '000000e1', revision: 1 },
        { key: '000000e2', revision: 3 },
      ],
    });
    expect(readBatch('b1')).toBeUndefined();
    expect(readBatch('b1 <script>')).toBeUndefined();
  });

  test('holds fifty, and never half of one', () => {
    const fifty = Array.from({ length: 50 }, (_, nth) =>
      exception({ id: `0195f2f0-0000-7000-8000-${String(nth).padStart(12, '0')}`, revision: 2 }),
    );
    const batch = '0195f2f0-0000-7000-8000-000000000000';
    const full = batchOffer(batch, fifty);
    expect(full.offered).toHaveLength(50);
    const more = batchOffer(batch, [...fifty, ...fifty]);
    expect(readBatch(more.value)?.seen).toHaveLength(more.offered.length);
  });
});

test('approving says nothing where all is done, and of what was not done why', async () => {
  const all = deciding(DONE);
  expect(said(await exceptionBatchApprove.run(press(value), all.context))).toBe('nothing');
  expect(all.acts).toMatchObject([{ kind: 'approve', seen: [{ key: '000000e1' }, { key: '000000e2' }] }]);
  const some = deciding({
    done: [exceptionLine()],
    refused: [{ line: DENIED, why: 'already-decided' }],
  });
  const answer = said(await exceptionBatchApprove.run(press(value), some.context));
  expect(answer).toContain('Approved for 1 of 2 services');
  expect(answer).toContain('ledger: it was decided already. Denied by Bo');
  await expect(exceptionBatchApprove.run(press('old'), some.context)).rejects.toThrow('older message');
});

test('denying asks why first, at its field', async () => {
  const { acts, context } = deciding(DONE);
  expect(said(await exceptionBatchDeny.run(press(value), context))).toContain('Denies it for 2 services');
  const submit = exceptionBatchDeny.submit;
  const blank = await submit?.({ about: value, values: { said: [' '] } }, context);
  expect(blank).toMatchObject({ kind: 'errors', errors: { said: expect.stringContaining('why not') } });
  expect(acts).toEqual([]);
  await submit?.({ about: value, values: { said: ['No'] } }, context);
  expect(acts).toMatchObject([{ kind: 'deny', reason: 'No' }]);
});
