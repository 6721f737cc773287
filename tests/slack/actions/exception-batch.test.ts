import { describe, expect, test } from 'vitest';
import { exceptionBatchApprove } from '../../../src/slack/actions/exception-batch-approve.ts';
import { exceptionBatchCheck } from '../../../src/slack/actions/exception-batch-check.ts';
import { exceptionBatchDeny } from '../../../src/slack/actions/exception-batch-deny.ts';
import { exceptionBatchQuestion } from '../../../src/slack/actions/exception-batch-question.ts';
import { exceptionBatchShorten } from '../../../src/slack/actions/exception-batch-shorten.ts';
import { exceptionNew } from '../../../src/slack/actions/exception-new.ts';
import { batchOffer, readBatch } from '../../../src/slack/views/batch-target.ts';
import type { BatchAct, BatchEnd, BatchOutcome } from '../../../src/use-cases/batch-views.ts';
import type { ExceptionAsk } from '../../../src/use-cases/exception-views.ts';
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

const MAY = exceptionLine({
  exception: exception({ id: '0195f2f0-0000-7000-8000-0000000000e2', revision: 3 }),
});

function deciding(outcome: BatchOutcome, begun: BatchOutcome = outcome) {
  const acts: BatchAct[] = [];
  const exceptions = literalExceptions({
    actOnBatch: async (_viewer, _batch, act) => {
      acts.push(act);
      return outcome;
    },
    beginBatch: async () => begun,
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

describe('what needs a word or a day', () => {
  const decisions = [
    [exceptionBatchDeny, 'Denies it for 1 service'],
    [exceptionBatchShorten, 'Approves it for 1 service'],
    [exceptionBatchQuestion, 'About 1 service'],
  ] as const;

  test.each(decisions)(
    '$name opens for those that its presser may decide, and names the others',
    async (action, words) => {
      const { context } = deciding(DONE, {
        done: [MAY],
        refused: [{ line: DENIED, why: 'already-decided' }],
      });
      const answer = await action.run(press(value), context);
      expect(said(answer)).toContain(words);
      expect(said(answer)).toContain('Left as they are: ledger: it was decided already. Denied by Bo');
      expect(answer).toMatchObject({ modal: { private_metadata: 'b1 000000e2.3' } });
    },
  );

  test.each(decisions)('$name is refused before its window where nothing may be decided', async (action) => {
    const { context, acts } = deciding(DONE, {
      done: [],
      refused: [{ line: DENIED, why: 'not-an-approver' }],
    });
    const answer = await action.run(press(value), context);
    expect(answer.kind).toBe('private');
    expect(said(answer)).toContain('Nothing was changed by this');
    expect(said(answer)).toContain('ledger: you are not among those who decide');
    expect(acts).toEqual([]);
  });

  test('its word is asked for at its field', async () => {
    const { acts, context } = deciding(DONE);
    for (const action of [exceptionBatchDeny, exceptionBatchQuestion])
      expect(await action.submit?.({ about: value, values: { said: [' '] } }, context)).toMatchObject({
        kind: 'errors',
        errors: { said: expect.any(String) },
      });
    expect(acts).toEqual([]);
    await exceptionBatchDeny.submit?.({ about: value, values: { said: ['No'] } }, context);
    await exceptionBatchQuestion.submit?.({ about: value, values: { said: ['Why?'] } }, context);
    await exceptionBatchShorten.submit?.({ about: value, values: { said: ['2026-11-27'] } }, context);
    expect(acts).toMatchObject([
      { kind: 'deny', reason: 'No' },
      { kind: 'ask', text: 'Why?', seen: [{ key: '000000e1' }, { key: '000000e2' }] },
      { kind: 'approve', date: '2026-11-27' },
    ]);
  });

  test('an end that fits none of them is said at its field', async () => {
    const { context } = deciding({ done: [], refused: [{ line: MAY, why: 'no-such-end' }] });
    const answer = await exceptionBatchShorten.submit?.(
      { about: value, values: { said: ['2030-01-01'] } },
      context,
    );
    expect(answer).toMatchObject({
      kind: 'errors',
      errors: { said: expect.stringContaining('Choose a day') },
    });
  });
});

test('whoever asked for them is asked for the answer, and it names its question', async () => {
  const question = { by: BO, at: NOW, text: 'Which flag?', together: '0195f2f0-q' };
  const line = exceptionLine({ exception: exception({ talk: [question] }) });
  const { context, acts } = deciding(DONE, { done: [line], refused: [] });
  const mine = { ...context, viewer: { ...context.viewer, id: line.exception.requester.id } };
  const answer = await exceptionBatchQuestion.run(press('b1 q 0195f2f0-q'), mine);
  expect(said(answer)).toContain('Which flag?');
  expect(answer).toMatchObject({ modal: { private_metadata: 'b1 q 0195f2f0-q' } });
  await exceptionBatchQuestion.submit?.({ about: 'b1 q 0195f2f0-q', values: { said: ['That one'] } }, mine);
  expect(acts).toEqual([{ kind: 'answer', said: '0195f2f0-q', text: 'That one' }]);
});

describe('those that end together', () => {
  const END = 'b1 1775206800000';

  test('are checked again at one press, and what passes is told apart', async () => {
    const ends: BatchEnd[] = [];
    const open = exceptionLine({ service: { id: 'finder', name: 'Finder' } });
    const exceptions = literalExceptions({
      checkEnding: async (_viewer, end) => {
        ends.push(end);
        return { fixed: [MAY], open: [open], trouble: [{ collector: 'file', reason: 'It is silent.' }] };
      },
    });
    const answer = said(await exceptionBatchCheck.run(press(END), actionContext({ exceptions })));
    expect(ends).toEqual([{ batch: 'b1', until: 1_775_206_800_000 }]);
    expect(answer).toContain('Checked again: 1 of 2 pass.');
    expect(answer).toContain('Still need it: finder');
    expect(answer).toContain('It is silent.');
    await expect(exceptionBatchCheck.run(press('b1'), actionContext({ exceptions }))).rejects.toThrow(
      'older',
    );
  });

  test('are prolonged in one window, which names them and begins with what was said before', async () => {
    const asks: ExceptionAsk[] = [];
    const finder = exceptionLine({ service: { id: 'finder', name: 'Finder' } });
    const exceptions = literalExceptions({
      ending: async () => [MAY, finder],
      preview: async () => ({ services: 2, trouble: null, effect: [] }),
      ask: async (_viewer, ask) => {
        asks.push(ask);
        return { kind: 'asked', exceptions: [MAY, finder], effect: [] };
      },
    });
    const context = actionContext({ exceptions });
    const answer = await exceptionNew.run(press(`prolong ${END}`), context);
    expect(said(answer)).toContain('Extend exceptions');
    expect(said(answer)).toContain('*2 services*: payments-api and finder');
    expect(said(answer)).toContain('Covers 2 services.');
    if (answer.kind !== 'modal') throw new Error(answer.kind);
    expect(answer.modal.submit?.text).toBe('Send for 2 services');
    const about = answer.modal.private_metadata ?? '';
    expect(about).toBe(`2 prolong ${END}`);
    const values = {
      rules: ['production-readiness/code-coverage-over-85-'],
      reason: ['Still'],
      risk: ['None'],
    };
    await exceptionNew.submit?.({ about, values: { ...values, end: ['week'] } }, context);
    expect(asks).toMatchObject([{ extends: { batch: 'b1', until: 1_775_206_800_000 }, reason: 'Still' }]);
  });
});
