import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import { exceptionReminders } from '../../src/jobs/exception-reminders.ts';
import { exceptions } from '../../src/jobs/exceptions.ts';
import { reconcileOutcomes } from '../../src/jobs/reconcile-outcomes.ts';
import { CARD, CATALOG, type ExceptionsHome, openExceptionsHome } from '../support/exceptions-home.ts';

const LEDGER = { services: ['ledger'], followUp: null };

async function tick(home: ExceptionsHome, ...jobs: readonly (typeof exceptions)[]) {
  const { app, log } = home;
  const deps = { ...app.context, log, importDue: app.importDue };
  for (const job of jobs.length > 0 ? jobs : [exceptions, exceptionReminders])
    await job.run(app.context.clock.now(), deps);
}

async function historyOf({ app, as }: ExceptionsHome, service: string) {
  return (await app.verbs.showDetails(await as('root'), service)).history.map(({ cause }) => cause);
}

describe('at the end', () => {
  test('the rule counts again, with a line in the history, and requester and channels are told once', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked(LEDGER);
    await home.approve(id, 'ana');
    const { exception } = await home.show(id);
    home.advance(exception.until - home.app.context.clock.now() - 1);
    await tick(home);
    expect((await home.show(id)).exception.state).toBe('approved');
    await home.said();
    home.advance(1);
    await tick(home, reconcileOutcomes, exceptions, exceptions);
    expect((await home.show(id)).exception).toMatchObject({ state: 'expired', end: { by: null } });
    expect((await historyOf(home, 'ledger'))[0]).toBe('exception expired');
    // What announced the end is redrawn where it stands: that it ends is no news any more.
    expect((await home.said()).toSorted()).toEqual([
      'ending UOMAR 1',
      'ending UOMAR 7',
      'outcome #exceptions',
      'outcome #team-payments',
      'request UANA',
      'told UOMAR expired',
    ]);
  });

  test('a request that nobody decided is cancelled, and nothing is made public', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.said();
    home.advance(8 * DAY);
    await tick(home);
    expect((await home.show(id)).exception).toMatchObject({ state: 'cancelled' });
    const said = await home.said();
    expect(said).toContain('told UOMAR cancelled');
    expect(said.filter((line) => line.startsWith('outcome'))).toEqual([]);
  });

  test('requester and owners are told seven days and one day before, each once', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked({ ...LEDGER, end: { preset: 'month' } });
    await home.approve(id, 'ana');
    await home.said();
    const told: string[] = [];
    for (let day = 0; day < 30; day += 1) {
      await tick(home);
      await tick(home);
      for (const line of await home.said()) told.push(`${day}: ${line}`);
      home.advance(DAY);
    }
    expect(told).toEqual(['23: ending UOMAR 7', '29: ending UOMAR 1']);
  });

  test('one of a week is not announced on the day that it is approved', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked(LEDGER);
    await home.approve(id, 'ana');
    await home.said();
    await tick(home);
    expect(await home.said()).toEqual([]);
  });
});

describe('without an answer', () => {
  test('approvers are reminded after one working day, the fallback approvers are asked after three and may decide then', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked(LEDGER);
    await home.said();
    home.advance(DAY - 1);
    await tick(home);
    expect(await home.said()).toEqual([]);
    home.advance(1);
    await tick(home);
    await tick(home);
    expect(await home.said()).toEqual(['reminder UANA waiting']);
    expect(await home.approve(id, 'cto')).toMatchObject({ why: 'not-an-approver' });
    home.advance(2 * DAY);
    await tick(home);
    // Thursday and Friday have passed: two working days. The weekend counts for nothing.
    expect((await home.show(id)).exception.asked.fallback).toBe(false);
    home.advance(2 * DAY);
    await tick(home);
    await tick(home);
    expect(await home.said()).toContain('request UCTO');
    expect(await home.approve(id, 'cto')).toMatchObject({
      kind: 'done',
      view: { exception: { state: 'approved' } },
    });
  });

  test('who agreed already is not reminded', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.approve(id, 'ana');
    await home.said();
    home.advance(DAY);
    await tick(home);
    expect((await home.said()).toSorted()).toEqual(['reminder UBO waiting', 'reminder UVERA waiting']);
  });
});

describe('where too few are left to agree', () => {
  test('others are asked at once, and where there are none admins and requester hear of it, once', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.said();
    home.members.delete('bo');
    home.members.delete('vera');
    await tick(home);
    expect((await home.show(id)).exception.asked).toMatchObject({ fallback: true, admins: false });
    expect(await home.said()).toContain('request UCTO');
    for (const name of ['cto', 'root']) home.members.delete(name);
    await tick(home);
    await tick(home);
    const told = (await home.said()).filter((line) => line.startsWith('stuck'));
    expect(told.toSorted()).toEqual(['stuck UOMAR', 'stuck root@acme.test']);
  });

  test('an approval that was given counts, whoever has left since', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    await home.approve(id, 'ana');
    for (const name of ['ana', 'bo', 'cto', 'root']) home.members.delete(name);
    await home.said();
    await tick(home);
    expect((await home.said()).filter((line) => line.startsWith('stuck'))).toEqual([]);
  });
});

describe('when the world changes under it', () => {
  test('while Slack does not answer it is voided all the same, and those who decide are asked once it does', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked({ ...LEDGER, end: { preset: 'month' } });
    await home.approve(id, 'ana');
    home.write(
      'catalog/all.yml',
      CATALOG.replace('name: Ledger, tier: tier-2', 'name: Ledger, tier: tier-1'),
    );
    await home.app.importCatalog({ by: 'test', confirm: false });
    home.silence(true);
    await tick(home, exceptions);
    await tick(home, exceptions);
    const stored = async () => home.app.store.exceptions.byId(id);
    expect(await stored()).toMatchObject({
      state: 'pending',
      revision: 2,
      approvals: [],
      asked: { people: ['UANA'], unresolved: true },
    });
    expect((await historyOf(home, 'ledger'))[0]).toBe('exception voided');
    await home.said();
    await expect(tick(home, exceptionReminders)).rejects.toThrow('did not answer');
    home.silence(false);
    await tick(home);
    await tick(home);
    const { asked } = (await stored()) ?? {};
    expect(asked).toEqual({
      people: ['UANA', 'UBO', 'UVERA'],
      channel: null,
      fallback: false,
      admins: false,
    });
    expect((await home.said()).toSorted()).toEqual(['request UANA', 'request UBO', 'request UVERA']);
  });

  test('a raised tier voids what was approved, and the approvers of the higher one are asked', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked({ ...LEDGER, end: { preset: 'month' } });
    await home.approve(id, 'ana');
    await home.said();
    home.write(
      'catalog/all.yml',
      CATALOG.replace('name: Ledger, tier: tier-2', 'name: Ledger, tier: tier-1'),
    );
    await home.app.importCatalog({ by: 'test', confirm: false });
    await tick(home);
    await tick(home);
    expect((await home.show(id)).exception).toMatchObject({
      state: 'pending',
      tier: 'tier-1',
      approvalsRequired: 2,
      approvals: [],
      revision: 2,
      // No longer than the higher tier allows.
      until: Date.parse('2026-03-18T10:00:00Z'),
      asked: { people: ['UANA', 'UBO', 'UVERA'] },
    });
    expect((await historyOf(home, 'ledger'))[0]).toBe('exception voided');
    expect((await home.said()).toSorted()).toEqual([
      'outcome #exceptions',
      'outcome #team-payments',
      'reminder UANA again',
      'reminder UBO again',
      'reminder UVERA again',
      'request UANA',
      'request UBO',
      'request UVERA',
      'told UOMAR voided',
    ]);
  });

  test('a lowered tier changes nothing', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    home.write(
      'catalog/all.yml',
      CATALOG.replace('name: Payments API, tier: tier-1', 'name: Payments API, tier: tier-2'),
    );
    await home.app.importCatalog({ by: 'test', confirm: false });
    await tick(home);
    expect((await home.show(id)).exception).toMatchObject({ tier: 'tier-1', version: 1 });
  });

  test.each([
    ['expression', CARD.replace('coverage.percent > 80.0', 'coverage.percent > 90.0')],
    [
      'filter',
      CARD.replace('applies_to: service.lifecycle == "production"', 'applies_to: service.lifecycle != "x"'),
    ],
  ])(
    'another %s of its rule voids it; approvals of the earlier form count for nothing',
    async (_what, card) => {
      const home = await openExceptionsHome();
      const { id } = await home.asked();
      await home.approve(id, 'ana');
      home.write('scorecards/readiness.yml', card);
      await home.reopen();
      await tick(home);
      expect((await home.show(id)).exception).toMatchObject({ state: 'pending', approvals: [], revision: 2 });
    },
  );

  test('another title or fix of its rule changes nothing', async () => {
    const home = await openExceptionsHome();
    const { id } = await home.asked();
    home.write(
      'scorecards/readiness.yml',
      CARD.replace('Coverage over 80 %', 'Enough is tested').replace('Test more.', 'Test!'),
    );
    await home.reopen();
    await tick(home);
    expect(await home.show(id)).toMatchObject({ exception: { version: 1 }, titles: ['Enough is tested'] });
  });

  test('a rule that is gone, or allows none any more, and an archived service end it', async () => {
    const home = await openExceptionsHome();
    const one = await home.asked();
    const two = await home.asked({ ...LEDGER, rules: ['readiness/approval'] });
    const three = await home.asked({ services: ['finder'], rules: ['readiness/approval'], followUp: null });
    await home.approve(three.id, 'ana');
    home.write(
      'scorecards/readiness.yml',
      CARD.replace(/.*id: coverage.*\n/, '').replace('id: approval,', 'id: approval, exceptions: never,'),
    );
    home.write('catalog/all.yml', CATALOG.replace(/.*id: finder.*\n/, ''));
    await home.reopen();
    await home.app.importCatalog({ by: 'test', confirm: true });
    await home.said();
    await tick(home);
    const stored = async (id: string) => home.app.store.exceptions.byId(id);
    expect(await stored(one.id)).toMatchObject({ state: 'cancelled', end: { reason: 'its rule is gone' } });
    expect(await stored(two.id)).toMatchObject({ end: { reason: 'its rule allows no exceptions any more' } });
    expect(await stored(three.id)).toMatchObject({ end: { reason: 'the service is archived' } });
    expect(await home.said()).toContain('told UOMAR cancelled');
  });

  test('is looked at only when catalog, scorecards or tiers have changed', async () => {
    const home = await openExceptionsHome();
    await home.asked();
    await tick(home);
    home.silence(true);
    let asked = 0;
    const { context } = home.app;
    const store = {
      ...context.store,
      exceptions: {
        ...context.store.exceptions,
        byId: async (id: string) => {
          asked += 1;
          return context.store.exceptions.byId(id);
        },
      },
    };
    await exceptions.run(context.clock.now(), {
      ...context,
      store,
      log: home.log,
      importDue: home.app.importDue,
    });
    expect(asked).toBe(0);
  });
});
