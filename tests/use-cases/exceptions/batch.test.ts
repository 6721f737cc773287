/** Many services asked about in one go: one message for each reader, one press for them all, each decided by itself. */
import { describe, expect, test } from 'vitest';
import { keyInBatch } from '../../../src/domain/exceptions/batch.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { exceptionReminders } from '../../../src/jobs/exception-reminders.ts';
import type { BatchAct } from '../../../src/use-cases/batch-views.ts';
import { actOnBatch } from '../../../src/use-cases/decide-batch.ts';
import { askedBatch, type Batch, shownBatch, TO } from '../../support/exception-batch.ts';
import { askOf, openExceptionsHome } from '../../support/exceptions-home.ts';

describe('asking for many services', () => {
  test('sends each approver one message, and their owners one each', async () => {
    const { home } = await askedBatch();
    expect((await home.said()).toSorted()).toEqual([
      'batch-heard #team-search',
      'batch-heard lea@acme.test',
      'batch-request UANA',
      'batch-request UBO',
      'batch-request UVERA',
    ]);
  });

  test('lists in each message those that its reader was asked about', async () => {
    const batch = await askedBatch();
    const ana = await shownBatch(batch, 'exception-batch-request', TO('UANA'));
    expect(ana).toContain('Omar asks for an exception for 3 services');
    expect(ana).toContain('Approve for 3 services');
    const bo = await shownBatch(batch, 'exception-batch-request', TO('UBO'));
    expect(bo).toContain('payments-api');
    expect(bo).not.toContain('ledger');
    expect(bo).toContain('Approve for 1 service');
  });

  test('of which all but one are known already is told as that one', async () => {
    const home = await openExceptionsHome();
    await home.asked({ services: ['ledger'], followUp: null });
    await home.said();
    await home.verbs.ask(await home.as('omar'), askOf({ services: ['ledger', 'finder'] }));
    expect(await home.said()).toContain('request UANA');
  });

  test('has who did not answer reminded once for all', async () => {
    const batch = await askedBatch();
    const { home } = batch;
    await home.said();
    home.advance(DAY);
    const { app, log } = home;
    for (let nth = 0; nth < 2; nth += 1)
      await exceptionReminders.run(app.context.clock.now(), {
        ...app.context,
        log,
        importDue: app.importDue,
      });
    expect((await home.said()).toSorted()).toEqual([
      'batch-reminder UANA waiting',
      'batch-reminder UBO waiting',
      'batch-reminder UVERA waiting',
    ]);
    await batch.act('ana');
    expect(
      await shownBatch(batch, 'exception-batch-reminder', TO('UANA'), { why: 'waiting', revision: 1 }),
    ).toBe('nothing');
  });
});

describe('deciding for many services', () => {
  test('approves each by its own rule, and tells requester and channels once', async () => {
    const batch = await askedBatch();
    const { home, of } = batch;
    await home.said();
    const { done, refused } = await batch.act('ana');
    expect(done.map(({ service, exception }) => `${service.id} ${exception.state}`).toSorted()).toEqual([
      'finder approved',
      'ledger approved',
      'payments-api pending',
    ]);
    expect(refused).toEqual([]);
    expect(new Set(await home.said())).toEqual(
      new Set([
        'batch-request UANA',
        'batch-request UBO',
        'batch-request UVERA',
        'batch-told UOMAR approved',
        'batch-outcome #team-payments',
        'batch-outcome #team-search',
        'batch-outcome #exceptions',
      ]),
    );
    expect((await home.show(of('payments-api').id)).exception.approvals).toHaveLength(1);
    const ana = await shownBatch(batch, 'exception-batch-request', TO('UANA'));
    expect(ana).toContain('Approved by Ana');
    expect(ana).not.toContain('Approve for');
    const told = await shownBatch(batch, 'exception-batch-told', TO('UOMAR'), { what: 'approved' });
    expect(told).toContain('ledger');
    expect(told).not.toContain('payments-api');
    const search = await shownBatch(batch, 'exception-batch-outcome', {
      kind: 'channel',
      channel: '#team-search',
    });
    expect(search).toContain('finder');
    expect(search).not.toContain('ledger');
  });

  test('leaves what somebody else decided before, and says so', async () => {
    const batch = await askedBatch();
    const { home, of } = batch;
    const deny = { kind: 'deny', seen: 1, reason: 'Use the flag' } as const;
    await home.verbs.act(await home.as('ana'), of('ledger').id, deny);
    const { done, refused } = await batch.act('ana');
    expect(done).toHaveLength(2);
    expect(refused).toMatchObject([
      { why: 'already-decided', line: { service: { id: 'ledger' }, exception: { state: 'denied' } } },
    ]);
  });

  test('asks for the rights at each service: others are refused there, and it is logged', async () => {
    const batch = await askedBatch();
    const { refused, done } = await batch.act('bo');
    expect(done.map(({ service }) => service.id)).toEqual(['payments-api']);
    expect(refused.map(({ why }) => why)).toEqual(['not-an-approver', 'not-an-approver']);
    const own = await batch.act('omar');
    expect(own).toMatchObject({ done: [], refused: [{ why: 'own-request' }] });
    await expect(
      batch.home.verbs.actOnBatch(await batch.home.as('ana', { stranger: true }), batch.id, {
        kind: 'approve',
        seen: [{ key: keyInBatch(batch.of('ledger')), revision: 1 }],
      }),
    ).rejects.toThrow('only answer');
    const entries = await batch.home.app.store.audit.after(0, 1_000);
    expect(entries.filter(({ act }) => act === 'exception.refused')).toHaveLength(4);
  });

  test('twice, and by two at once, changes each once', async () => {
    const batch = await askedBatch();
    const outcomes = await Promise.all([batch.act('ana'), batch.act('ana'), batch.act('bo')]);
    const done = outcomes.flatMap((one) => one.done.map(({ service }) => service.id));
    expect(done.toSorted()).toEqual(['finder', 'ledger', 'payments-api', 'payments-api']);
    expect((await batch.home.show(batch.of('payments-api').id)).exception).toMatchObject({
      state: 'approved',
      version: 3,
    });
  });

  test('denies all with one reason', async () => {
    const batch = await askedBatch();
    const { done } = await batch.act('ana', { kind: 'deny', reason: 'Use the flag' });
    expect(done.map(({ exception }) => exception.end?.reason)).toEqual(Array(3).fill('Use the flag'));
  });

  test('changes nothing where Slack does not say who decides', async () => {
    const batch = await askedBatch();
    batch.home.silence(true);
    await expect(batch.act('ana')).rejects.toMatchObject({ name: 'ExternalServiceError' });
    expect((await batch.home.show(batch.of('ledger').id)).exception.version).toBe(1);
  });
});

describe('what is said about many', () => {
  const question = { kind: 'ask', text: 'Which flag?' } as const;
  const WHAT = async (batch: Batch) => {
    const { talk } = (await batch.home.show(batch.of('ledger').id)).exception;
    return { question: talk[0]?.together ?? '', answer: talk[1]?.together ?? '' };
  };

  test('is written into each of them, and asked of the requester once, when it is in all', async () => {
    const batch = await askedBatch();
    const { home, of } = batch;
    await home.said();
    const { done, refused } = await batch.act('ana', question);
    expect([done.length, refused]).toEqual([3, []]);
    const due = await home.app.store.messages.claim(home.app.context.clock.now(), 100, []);
    expect(due.filter(({ kind }) => kind === 'exception-batch-told')).toEqual([]);
    await home.app.store.messages.release(home.app.context.clock.now());
    expect((await home.said()).filter((one) => one.includes('UOMAR'))).toEqual(
      Array(3).fill('batch-told UOMAR question'),
    );
    const { question: said } = await WHAT(batch);
    for (const service of ['ledger', 'finder', 'payments-api'])
      expect((await home.show(of(service).id)).exception).toMatchObject({
        ...{ state: 'pending', revision: 1, version: 2 },
        talk: [{ by: { name: 'Ana' }, text: 'Which flag?', together: said }],
      });
    const told = await shownBatch(batch, 'exception-batch-told', TO('UOMAR'), { what: 'question', said });
    expect(told).toContain('Ana asks about your exception for 3 services');
    expect(told).toContain('[Answer →');
    const entries = await home.app.store.audit.after(0, 1_000);
    expect(entries.filter(({ act }) => act === 'exception.say')).toHaveLength(3);
  });

  test('in the middle of which the process died is gone on with when it is sent again', async () => {
    const batch = await askedBatch();
    const { home, id, of } = batch;
    await home.said();
    const ana = await home.as('ana');
    const services = ['payments-api', 'ledger', 'finder'];
    const seen = services.map((one) => ({ key: keyInBatch(of(one)), revision: 1 }));
    let commits = 0;
    const dying = {
      ...home.app.context,
      reached(step: string) {
        if (step === 'decide.committed') commits += 1;
        if (commits === 2) throw new Error('the process dies');
      },
    };
    await expect(actOnBatch(dying, ana, id, { ...question, seen })).rejects.toThrow('dies');
    const again = await home.verbs.actOnBatch(ana, id, { ...question, seen });
    expect([again.done.length, again.refused]).toEqual([3, []]);
    const talks = await Promise.all(
      services.map(async (one) => (await home.show(of(one).id)).exception.talk),
    );
    expect(talks.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(talks.map(([remark]) => remark?.together)).size).toBe(1);
    // It was answered, and may be asked again.
    await batch.act('omar', { kind: 'answer', said: talks[0]?.[0]?.together ?? '', text: 'That one' });
    await batch.act('ana', question);
    expect((await home.show(of('ledger').id)).exception.talk).toHaveLength(3);
  });

  test('is answered once: each approver reads it, and whoever asked is told', async () => {
    const batch = await askedBatch();
    const { home } = batch;
    await batch.act('ana', question);
    await home.said();
    const { question: said } = await WHAT(batch);
    const { done } = await batch.act('omar', { kind: 'answer', said, text: 'The refund flag' });
    expect(done).toHaveLength(3);
    const queued = await home.said();
    expect(queued.filter((one) => one.startsWith('batch-reminder'))).toEqual([
      'batch-reminder UANA answered',
    ]);
    expect(new Set(queued.filter((one) => one.startsWith('batch-request')))).toEqual(
      new Set(['batch-request UANA', 'batch-request UBO', 'batch-request UVERA']),
    );
    const bo = await shownBatch(batch, 'exception-batch-request', TO('UBO'));
    expect(bo).toContain('Which flag?');
    expect(bo.match(/The refund flag/g)).toHaveLength(1);
    const { answer } = await WHAT(batch);
    const told = await shownBatch(batch, 'exception-batch-reminder', TO('UANA'), {
      why: 'answered',
      said: answer,
    });
    expect(told).toContain('Omar answered your question about the exception for 3 services');
    expect(told).toContain('The refund flag');
    const own = await shownBatch(batch, 'exception-batch-told', TO('UOMAR'), { what: 'question', said });
    expect(own).toContain('[Say more →');
  });

  test('says to the requester when nobody waits for the answer any more', async () => {
    const batch = await askedBatch();
    await batch.act('ana', question);
    const { question: said } = await WHAT(batch);
    await batch.act('ana', { kind: 'deny', reason: 'Use the flag' });
    expect(await batch.home.said()).toContain('batch-told UOMAR question');
    const told = await shownBatch(batch, 'exception-batch-told', TO('UOMAR'), { what: 'question', said });
    expect(told).toContain('nobody waits for an answer any more');
    expect(told).not.toContain('[Answer →');
  });

  test('is told of one that left them with its own request', async () => {
    const batch = await askedBatch();
    const { home, of } = batch;
    await batch.act('ana', question);
    const other = askOf({ services: ['ledger'], reason: 'Other' });
    await home.verbs.edit(await home.as('omar'), of('ledger').id, other);
    await home.said();
    await home.approve(of('ledger').id, 'ana');
    expect((await home.said()).filter((one) => one.includes('question'))).toEqual([]);
  });
});

describe('before a word or a day is asked for', () => {
  const begin = async ({ home, id, of }: Batch, by: string, kind: 'approve' | 'deny' | 'ask') => {
    const seen = ['payments-api', 'ledger', 'finder'].map((one) => ({
      key: keyInBatch(of(one)),
      revision: 1,
    }));
    return home.verbs.beginBatch(await home.as(by), id, { kind, seen });
  };

  test('it is said which of them may be decided; refusals are logged and nothing changes', async () => {
    const batch = await askedBatch();
    await batch.home.said();
    const { done, refused } = await begin(batch, 'bo', 'deny');
    expect(done.map(({ service }) => service.id)).toEqual(['payments-api']);
    expect(refused.map(({ line, why }) => `${line?.service.id} ${why}`).toSorted()).toEqual([
      'finder not-an-approver',
      'ledger not-an-approver',
    ]);
    expect(await begin(batch, 'omar', 'deny')).toMatchObject({ done: [], refused: [{ why: 'own-request' }] });
    expect((await begin(batch, 'omar', 'ask')).done).toHaveLength(3);
    expect((await begin(batch, 'gina', 'ask')).refused.map(({ why }) => why)).toEqual(
      Array(3).fill('not-an-approver'),
    );
    expect(await batch.home.said()).toEqual([]);
    const entries = await batch.home.app.store.audit.after(0, 1_000);
    expect(entries.filter(({ act }) => act === 'exception.refused')).toHaveLength(6);
  });

  test('what is decided by then is no longer on offer', async () => {
    const batch = await askedBatch();
    await batch.act('ana', { kind: 'deny', reason: 'Use the flag' });
    const { done, refused } = await begin(batch, 'ana', 'approve');
    expect(done).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual(Array(3).fill('already-decided'));
  });
});

test('agreed to until an earlier day, each ends then', async () => {
  const batch = await askedBatch();
  const today = new Date(batch.home.app.context.clock.now() + 2 * DAY).toISOString().slice(0, 10);
  const { done } = await batch.act('ana', { date: today } as Partial<BatchAct>);
  expect(done).toHaveLength(3);
  const ends = done.map(({ exception }) => exception.until);
  expect(new Set(ends).size).toBe(1);
  expect(ends[0]).toBeLessThan(batch.of('ledger').askedUntil);
  const late = await askedBatch();
  const { refused } = await late.act('ana', { date: '2030-01-01' } as Partial<BatchAct>);
  expect(refused.map(({ why }) => why)).toEqual(Array(3).fill('no-such-end'));
});

test('one that is edited leaves its batch: it is asked for by itself, and no press on the old message is about it', async () => {
  const batch = await askedBatch();
  const { home, of } = batch;
  await home.said();
  await home.verbs.edit(
    await home.as('omar'),
    of('ledger').id,
    askOf({ services: ['ledger'], reason: 'Other' }),
  );
  expect((await home.said()).toSorted()).toEqual([
    'batch-request UANA',
    'reminder UANA again',
    'request UANA',
  ]);
  expect(await shownBatch(batch, 'exception-batch-request', TO('UANA'))).toContain('2 services');
  const { done, refused } = await batch.act('ana');
  expect(done).toHaveLength(2);
  expect(refused).toEqual([{ line: null, why: 'seen-another' }]);
  expect((await home.show(of('ledger').id)).exception.state).toBe('pending');
});
