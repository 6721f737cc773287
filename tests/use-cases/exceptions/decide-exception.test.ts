import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { onBothDatabases } from '../../support/databases.ts';
import { askOf, type ExceptionsHome, openExceptionsHome } from '../../support/exceptions-home.ts';
import { START } from '../../support/small-home.ts';

const LEDGER = { services: ['ledger'], followUp: null };

async function outcomeOf({ app, as }: ExceptionsHome, service: string, rule: string) {
  const { scorecards } = await app.verbs.showDetails(await as('root'), service);
  const checks = scorecards.flatMap(({ levels }) => levels.flatMap((level) => level.checks));
  return checks.find((view) => view.rule === rule)?.check.outcome;
}

async function audited({ app }: ExceptionsHome): Promise<readonly string[]> {
  const entries = await app.store.audit.after(0, 1_000);
  return entries
    .filter(({ act }) => act.startsWith('exception.'))
    .map(({ act, actorName, details }) => [act.slice(10), actorName, details.why].filter(Boolean).join(' '));
}

/** `answers`: the question's place in the talk. */
async function say({ verbs, as }: ExceptionsHome, id: string, by: string, text: string, answers?: number) {
  const more = answers === undefined ? {} : { answers };
  return verbs.act(await as(by), id, { kind: 'say', text, ...more });
}

describe('approving', () => {
  test('takes effect with the last approval that is needed, and the history says who and until when', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    expect(await home.approve(id, 'ana')).toMatchObject({
      kind: 'done',
      view: { missing: 1, exception: { state: 'pending' }, may: { decide: false } },
    });
    expect(await outcomeOf(home, 'payments-api', 'coverage')).toBe('fail');
    await home.said();
    expect(await home.approve(id, 'bo')).toMatchObject({
      kind: 'done',
      view: { exception: { state: 'approved', from: START }, may: { revoke: true, extend: true } },
    });
    expect(await outcomeOf(home, 'payments-api', 'coverage')).toBe('exempt');
    const { history } = await home.app.verbs.showDetails(await home.as('omar'), 'payments-api');
    expect(history[0]?.cause).toBe('exception approved by Ana and Bo until 11 March');
    expect((await home.said()).toSorted()).toEqual([
      'outcome #exceptions',
      'outcome #payments',
      'request UANA',
      'request UBO',
      'request UVERA',
      'told UOMAR approved',
    ]);
    expect(await audited(home)).toEqual(['ask Omar', 'approve Ana', 'approve Bo']);
  });

  test('until an earlier date shortens it, to 10:00 of that working day', async () => {
    const { asked, approve } = await openExceptionsHome();
    const { id } = await asked(LEDGER);
    expect(await approve(id, 'ana', { date: '2026-03-07' })).toMatchObject({
      kind: 'done',
      view: { exception: { until: Date.parse('2026-03-09T10:00:00Z') } },
    });
  });

  test('until what is no date, or later than asked for, is refused', async () => {
    const { asked, approve } = await openExceptionsHome();
    const { id } = await asked(LEDGER);
    expect(await approve(id, 'ana', { date: 'soon' })).toMatchObject({ kind: 'refused', why: 'no-such-end' });
    expect(await approve(id, 'ana', { date: '2026-03-12' })).toMatchObject({ why: 'no-such-end' });
  });

  test('twice, and by several at once, changes it once; the others hear who decided', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    const names = ['ana', 'ana', 'bo', 'vera', 'bo'];
    const outcomes = await Promise.all(names.map((name) => home.approve(id, name)));
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(2);
    const lost = outcomes.filter(({ kind }) => kind === 'refused');
    expect(lost.length).toBe(3);
    for (const one of lost) expect(one.view?.exception.approvals.length).toBeGreaterThan(0);
    const { exception } = await home.show(id);
    expect(exception).toMatchObject({ state: 'approved', version: 3 });
    expect(new Set(exception.approvals.map(({ by }) => by.id)).size).toBe(2);
  });
});

describe('who may not decide gets a private no, and the attempt is logged', () => {
  test('the requester, even as an approver', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked({}, 'ana');
    expect(await home.approve(id, 'ana')).toMatchObject({ kind: 'refused', why: 'own-request' });
    expect(await audited(home)).toEqual(['ask Ana', 'refused Ana own-request']);
  });

  test('an approver who was deactivated, or left the group, since they were asked', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    home.members.delete('bo');
    expect(await home.approve(id, 'bo')).toMatchObject({ kind: 'refused', why: 'not-an-approver' });
    home.groups['@approvers'] = ['UANA', 'UVERA'];
    expect(await home.approve(id, 'bo')).toMatchObject({ why: 'not-an-approver' });
    expect((await home.show(id)).exception.approvals).toEqual([]);
  });

  test('a member, an owner and an admin who are no approvers; fallback approvers who are not asked', async () => {
    const { asked, approve } = await openExceptionsHome();
    const { id } = await asked();
    for (const name of ['cy', 'lea', 'root', 'cto', 'sec'])
      expect(await approve(id, name)).toMatchObject({ kind: 'refused', why: 'not-an-approver' });
  });

  test('guests, of whatever team, and strangers', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked({ services: ['finder'], followUp: null });
    const act = { kind: 'approve', seen: 1 } as const;
    home.members.set('gina', { id: 'UGINA', name: 'Gina' });
    await expect(home.verbs.act(await home.as('gina', { guest: true }), id, act)).rejects.toThrow(
      'As a guest',
    );
    await expect(home.verbs.act(await home.as('ana', { stranger: true }), id, act)).rejects.toThrow(
      'only answer',
    );
    const own = await home.asked(LEDGER);
    const guest = await home.as('gina', { guest: true });
    expect(await home.verbs.act({ ...guest, id: 'UANA' }, own.id, act)).toMatchObject({
      why: 'not-an-approver',
    });
    expect((await audited(home)).filter((line) => line.startsWith('refused'))).toEqual([
      'refused Gina guest',
      'refused Ana stranger',
      'refused Gina not-an-approver',
    ]);
  });

  test('a replay about an exception that is not there', async () => {
    const home = await openExceptionsHome();
    expect(await home.verbs.act(await home.as('ana'), 'nothing', { kind: 'withdraw' })).toEqual({
      kind: 'refused',
      why: 'gone',
      view: null,
    });
    expect(await audited(home)).toEqual(['refused Ana gone']);
  });

  test('anybody while Slack does not say who is who: nothing changes', async () => {
    const { asked, verbs, as, silence, show } = await openExceptionsHome();
    const { id } = await asked();
    silence(true);
    const act = { kind: 'approve', seen: 1 } as const;
    await expect(verbs.act(await as('ana'), id, act)).rejects.toMatchObject({ name: 'ExternalServiceError' });
    expect((await show(id, 'ana')).may.decide).toBe(true);
    expect((await show(id)).exception.version).toBe(1);
  });
});

describe('deny, withdraw and revoke', () => {
  test('one denial, with a reason, denies; the outcome is public', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.said();
    const act = { kind: 'deny', seen: 1, reason: 'Use the flag' } as const;
    expect(await home.verbs.act(await home.as('bo'), id, { ...act, reason: ' ' })).toMatchObject({
      why: 'no-reason',
    });
    expect(await home.verbs.act(await home.as('bo'), id, act)).toMatchObject({
      view: { exception: { state: 'denied', end: { by: { name: 'Bo' }, reason: 'Use the flag' } } },
    });
    expect(await home.said()).toEqual(
      expect.arrayContaining(['outcome #exceptions', 'told UOMAR denied', 'request UVERA']),
    );
    expect(await home.approve(id, 'ana')).toMatchObject({ kind: 'refused', why: 'already-decided' });
  });

  test('the requester withdraws, and the approvers’ messages follow', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.said();
    expect(await home.verbs.act(await home.as('lea'), id, { kind: 'withdraw' })).toMatchObject({
      why: 'not-the-requester',
    });
    expect(await home.verbs.act(await home.as('omar'), id, { kind: 'withdraw' })).toMatchObject({
      kind: 'done',
    });
    expect((await home.said()).toSorted()).toEqual(['request UANA', 'request UBO', 'request UVERA']);
  });

  test('an approver or an admin revokes, and the rule counts again', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked(LEDGER);
    await home.approve(id, 'ana');
    const act = { kind: 'revoke', reason: 'An incident came of it' } as const;
    expect(await home.verbs.act(await home.as('cy'), id, act)).toMatchObject({ why: 'not-an-approver' });
    expect(await home.verbs.act(await home.as('root'), id, act)).toMatchObject({ kind: 'done' });
    expect(await outcomeOf(home, 'ledger', 'coverage')).toBe('fail');
    const { history } = await home.app.verbs.showDetails(await home.as('omar'), 'ledger');
    expect(history[0]?.cause).toBe('exception revoked by Root: An incident came of it');
  });
});

describe('questions and answers', () => {
  test('go to the other side, and stand in everybody’s view', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.said();
    await say(home, id, 'ana', 'Which shoppers?');
    expect(await home.said()).toContain('told UOMAR question');
    await say(home, id, 'bo', 'Until when?');
    await home.said();
    expect(await say(home, id, 'omar', ' One per cent. ', 0)).toMatchObject({ kind: 'done' });
    const view = await home.show(id);
    expect(view.talk.map(({ by, text, answers }) => [by.name, text, answers])).toEqual([
      ['Ana', 'Which shoppers?', undefined],
      ['Bo', 'Until when?', undefined],
      ['Omar', 'One per cent.', 0],
    ]);
    // Whoever asked hears of it, all approvers' messages show it, and the question's own has no Answer any more.
    expect((await home.said()).toSorted()).toEqual([
      'reminder UANA answered',
      'request UANA',
      'request UBO',
      'request UVERA',
      'told UOMAR question',
    ]);
    expect(view.exception.revision).toBe(1);
  });

  test('that nobody waits for any more follow the decision', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked(LEDGER);
    await say(home, id, 'ana', 'Which shoppers?');
    await say(home, id, 'ana', 'Until when?');
    await home.said();
    await home.approve(id, 'ana');
    expect((await home.said()).filter((one) => one.endsWith('question'))).toEqual([
      'told UOMAR question',
      'told UOMAR question',
    ]);
  });

  test('are for those who decide and who asked, while it is open', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    expect(await say(home, id, 'cy', 'Me too')).toMatchObject({ why: 'not-an-approver' });
    expect(await say(home, id, 'ana', ' ')).toMatchObject({ why: 'no-reason' });
    await home.verbs.act(await home.as('omar'), id, { kind: 'withdraw' });
    expect(await say(home, id, 'ana', 'Why?')).toMatchObject({ why: 'already-decided' });
    expect(await audited(home)).toContain('refused Cy not-an-approver');
  });
});

describe('what one begins to do', () => {
  test.each(['deny', 'approve', 'say', 'revoke'] as const)(
    'is refused and logged like the act, and changes nothing: %s',
    async (kind) => {
      const home = await openExceptionsHome();
      const { id } = await home.asked();
      const begin = async (name: string, seen = 1) =>
        home.verbs.begin(await home.as(name), id, { kind, seen });
      expect(await begin('cy')).toMatchObject({ kind: 'refused', why: 'not-an-approver' });
      expect(await audited(home)).toEqual(['ask Omar', 'refused Cy not-an-approver']);
      await expect(
        home.verbs.begin(await home.as('ana', { stranger: true }), id, { kind, seen: 1 }),
      ).rejects.toThrow('only answer');
      const isThere = kind === 'revoke' ? { why: 'already-decided' } : { kind: 'done' };
      expect(await begin('ana')).toMatchObject(isThere);
      expect((await home.show(id)).exception).toMatchObject({ version: 1, state: 'pending', talk: [] });
    },
  );

  test('to a request that was changed since is refused', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.verbs.edit(await home.as('omar'), id, askOf({ reason: 'Another' }));
    expect(await home.verbs.begin(await home.as('ana'), id, { kind: 'deny', seen: 1 })).toMatchObject({
      why: 'seen-another',
    });
  });
});

describe('what was agreed to', () => {
  const raised = (text: string) =>
    text.replace('id: ledger, name: Ledger, tier: tier-2', 'id: ledger, name: Ledger, tier: tier-1');

  test('is asked again at the very click where the tier was raised meanwhile', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked(LEDGER);
    const { CATALOG } = await import('../../support/exceptions-home.ts');
    home.write('catalog/all.yml', raised(CATALOG));
    await home.app.importCatalog({ by: 'test', confirm: false });
    await home.said();
    expect(await home.verbs.act(await home.as('ana'), id, { kind: 'approve', seen: 1 })).toMatchObject({
      kind: 'refused',
      why: 'seen-another',
      view: { exception: { state: 'pending', tier: 'tier-1', approvalsRequired: 2, revision: 2 } },
    });
    const said = await home.said();
    expect(said).toEqual(expect.arrayContaining(['request UBO', 'reminder UBO again', 'told UOMAR voided']));
    expect(await home.approve(id, 'ana')).toMatchObject({ kind: 'done' });
  });
});

describe('the list', () => {
  test('is filtered by what people look for, and paged', async () => {
    const home = await openExceptionsHome();
    const one = await home.asked();
    home.advance(HOUR);
    const two = await home.asked(LEDGER, 'lea');
    home.advance(HOUR);
    const three = await home.asked({ services: ['finder'], followUp: null, end: { preset: 'month' } }, 'cy');
    await home.approve(two.id, 'ana');
    await home.verbs.act(await home.as('cy'), three.id, { kind: 'withdraw' });
    const list = async (query: string, by = 'omar', more = {}) => {
      const { page } = await home.verbs.list(await home.as(by, more), query, 0);
      return page.items.map(({ exception }) => exception.id);
    };
    expect(await list('')).toEqual([two.id, one.id]);
    expect(await list('pending')).toEqual([one.id]);
    expect(await list('mine', 'cy')).toEqual([three.id]);
    expect(await list('to-decide', 'ana')).toEqual([one.id]);
    expect(await list('to-decide', 'omar')).toEqual([]);
    expect(await list('expiring')).toEqual([two.id]);
    expect(await list('service:finder')).toEqual([three.id]);
    expect(await list('rule:coverage pending')).toEqual([one.id]);
    expect(await list('rule:readiness/approval')).toEqual([]);
    expect(await list('', 'gina', { guest: true })).toEqual([two.id, one.id]);
    expect(await list('rule:coverage', 'cy')).toEqual([three.id, two.id, one.id]);
    expect(await list('rule:coverage', 'gina', { guest: true })).toEqual([two.id, one.id]);
    await expect(list('service:finder', 'gina', { guest: true })).rejects.toThrow(
      'not a service of your team',
    );
    await expect(list('nonsense')).rejects.toThrow('I don');
    await expect(list('', 'omar', { stranger: true })).rejects.toThrow('only answer members');
    const { page } = await home.verbs.list(await home.as('omar'), 'pending', 24);
    expect(page).toMatchObject({ total: 1, offset: 0, size: 12 });
  });

  test('tells how often it was granted before', async () => {
    const home = await openExceptionsHome();
    for (let nth = 0; nth < 3; nth += 1) {
      const { id } = await home.asked(LEDGER);
      expect((await home.show(id)).earlier).toHaveLength(nth);
      await home.approve(id, 'ana');
      expect((await home.show(id)).earlier).toHaveLength(nth);
      await home.verbs.act(await home.as('root'), id, { kind: 'revoke', reason: 'Again' });
      home.advance(DAY);
    }
  });

  test('shows one to everybody who sees the service, with the values they may see', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked({ rules: ['readiness/secrets'] });
    expect((await home.show(id, 'cy')).checks).toMatchObject([{ hidden: true }]);
    expect((await home.show(id, 'sec')).checks).toMatchObject([{ hidden: false }]);
    await expect(home.verbs.show(await home.as('cy', { guest: true }), id)).rejects.toThrow(
      'no such exception',
    );
    await expect(home.show('nothing')).rejects.toThrow('no such exception');
  });
});

onBothDatabases('clicks at the same time', ({ url }) => {
  test('leave one outcome, one chain in the log, and the messages of both approvers', async () => {
    const home = await openExceptionsHome({}, { database: await url() });
    const asked = await Promise.all([
      home.verbs.ask(await home.as('omar'), askOf()),
      home.verbs.ask(await home.as('lea'), askOf()),
      home.verbs.ask(await home.as('omar'), askOf(LEDGER)),
    ]);
    expect(asked.map(({ kind }) => kind).toSorted()).toEqual(['asked', 'asked', 'known']);
    const { items } = await home.app.store.exceptions.list({}, { offset: 0, limit: 10 });
    const clicks = items.flatMap(({ id }) => [
      home.approve(id, 'ana'),
      home.approve(id, 'bo'),
      home.as('vera').then((vera) => home.verbs.act(vera, id, { kind: 'deny', seen: 1, reason: 'No' })),
      home.as('omar').then((omar) => home.verbs.act(omar, id, { kind: 'withdraw' })),
      say(home, id, 'ana', 'Why?'),
    ]);
    await Promise.all(clicks);
    for (const { id } of items) {
      const { exception } = await home.show(id);
      expect(exception.version).toBeGreaterThan(1);
    }
    const { sound, broken } = await home.app.store.audit.verify();
    expect(broken).toBeNull();
    expect(sound).toBeGreaterThanOrEqual(2 + clicks.length);
  });
});
