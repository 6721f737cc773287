import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import type { ExceptionAsk } from '../../../src/use-cases/exception-views.ts';
import { askOf, openExceptionsHome } from '../../support/exceptions-home.ts';
import { START } from '../../support/small-home.ts';

const AT_TEN = (day: string) => Date.parse(`${day}T10:00:00Z`);

describe('what the modal is filled with', () => {
  test('is the failing and unknown rules, those that never allow it apart, who decides, and until when at most', async () => {
    const { verbs, as } = await openExceptionsHome();
    const draft = await verbs.draft(await as('omar'), 'payments-api', null);
    expect(draft.rules.map(({ rule }) => rule)).toEqual(['approval', 'coverage', 'secrets', 'soon']);
    expect(draft.never.map(({ rule }) => rule)).toEqual(['runbook']);
    expect(draft.presets.map(({ id }) => id)).toEqual(['week', 'fortnight']);
    expect(draft).toMatchObject({
      latest: AT_TEN('2026-03-18'),
      maxDays: 14,
      followUpRequired: true,
      deciders: ['Ana', 'Bo', 'Vera'],
      approvalsRequired: 2,
      askedAdmins: false,
    });
  });

  test('names the approvers of a category, and where nobody can be found the admins', async () => {
    const { verbs, as } = await openExceptionsHome();
    const security = await verbs.draft(await as('omar'), 'payments-api', 'readiness/secrets');
    expect(security.deciders).toEqual(['Ana', 'Bo', 'Vera', 'Sec']);
    const nobody = await verbs.draft(await as('omar'), 'archive', null);
    expect(nobody).toMatchObject({ deciders: ['Root'], askedAdmins: true });
  });

  test('keeps the values of a sensitive rule from who may not see them', async () => {
    const { verbs, as } = await openExceptionsHome();
    const { rules } = await verbs.draft(await as('cy'), 'payments-api', null);
    expect(rules.find(({ rule }) => rule === 'secrets')).toMatchObject({
      hidden: true,
      check: { evidence: [] },
    });
  });
});

describe('a mistake is told at its field and nothing is kept', () => {
  test.each<[string, Partial<ExceptionAsk>, string, RegExp]>([
    ['no reason', { reason: ' ' }, 'reason', /why/],
    ['nothing said of the risk', { risk: ' ' }, 'risk', /hurt customers/],
    ['no rule', { rules: [] }, 'rules', /at least one/],
    ['a rule that is gone', { rules: ['readiness/gone'] }, 'rules', /no rule/],
    ['a rule that never allows one', { rules: ['readiness/runbook'] }, 'rules', /never allows/],
    ['a rule on trial', { rules: ['readiness/tried'] }, 'rules', /trial/],
    ['no follow-up where the tier wants one', { followUp: null }, 'followUp', /wants a link/],
    ['a follow-up that is no link', { followUp: 'PAY-812' }, 'followUp', /https/],
    ['a script for a link', { followUp: 'javascript:alert(1)' }, 'followUp', /https/],
    ['a day that is over', { end: { date: '2026-03-03' } }, 'end', /over/],
    ['a day past the maximum', { end: { date: '2026-03-19' } }, 'end', /18 March 2026 at the latest/],
    ['a preset past the maximum', { end: { preset: 'month' } }, 'end', /at the latest/],
    ['what is no date', { end: { date: 'soon' } }, 'end', /Choose/],
    ['an unknown service', { services: ['nothing'] }, 'services', /no service/],
    ['no service', { services: [] }, 'services', /no service/],
    ['a filter of nothing', { services: ['team:nobody'] }, 'services', /no team/],
  ])('%s', async (_what, more, field, message) => {
    const { verbs, as, said, app } = await openExceptionsHome();
    const outcome = await verbs.ask(await as('omar'), askOf(more));
    expect(outcome).toMatchObject({
      kind: 'invalid',
      problems: [{ field, message: expect.stringMatching(message) }],
    });
    expect((await app.store.exceptions.list({}, { offset: 0, limit: 1 })).total).toBe(0);
    expect(await said()).toEqual([]);
  });

  test('a rule that the service passes, and one that is not about it', async () => {
    const { verbs, as } = await openExceptionsHome({
      'facts.yml': 'collected: 1h ago\nservices: {payments-api: {facts: {coverage: {percent: 99}}}}',
    });
    const outcome = await verbs.ask(await as('omar'), askOf());
    expect(outcome).toMatchObject({
      problems: [{ field: 'rules', message: expect.stringContaining('passes') }],
    });
  });
});

function allOf({ app: { store } }: Awaited<ReturnType<typeof openExceptionsHome>>) {
  return store.exceptions.list({}, { offset: 0, limit: 1 });
}

describe('a request', () => {
  test('reaches its approvers, the owners hear of it, and it says what it would do', async () => {
    const { verbs, as, said } = await openExceptionsHome();
    const outcome = await verbs.ask(
      await as('omar'),
      askOf({ rules: ['readiness/approval', 'readiness/coverage', 'readiness/secrets'] }),
    );
    expect(outcome).toMatchObject({
      kind: 'asked',
      exceptions: [
        {
          missing: 2,
          titles: ['Merge approval', 'Coverage over 80 %', 'No open alerts'],
          exception: {
            state: 'pending',
            askedUntil: AT_TEN('2026-03-11'),
            tier: 'tier-1',
            asked: { people: ['UANA', 'UBO', 'UVERA', 'USEC'], fallback: false, admins: false },
          },
        },
      ],
      effect: [{ scorecard: 'Readiness', scoreFrom: 0, scoreTo: 0 }],
    });
    expect((await said()).toSorted()).toEqual([
      'heard lea@acme.test',
      'request UANA',
      'request UBO',
      'request USEC',
      'request UVERA',
    ]);
  });

  test('asks once in the channel where the tier wants that, the admins where nobody is found, and tells the requester so', async () => {
    const { asked, said } = await openExceptionsHome();
    const exception = await asked({ services: ['archive'] });
    expect(exception.asked).toEqual({
      people: ['UROOT'],
      channel: '#exceptions',
      fallback: true,
      admins: true,
    });
    expect((await said()).toSorted()).toEqual([
      'heard #team-search',
      'request #exceptions',
      'told UOMAR asked-admins',
    ]);
  });

  test('asks the fallback approvers at once where the others are too few', async () => {
    const { asked, members } = await openExceptionsHome();
    members.delete('bo');
    members.delete('vera');
    expect((await asked()).asked).toMatchObject({ people: ['UANA', 'UCTO'], fallback: true, admins: false });
    const own = await asked({ services: ['ledger'] }, 'ana');
    expect(own.asked).toMatchObject({ people: ['UCTO'], fallback: true, admins: false });
  });

  test('is refused where nobody but the requester could decide', async () => {
    const { verbs, as } = await openExceptionsHome();
    const outcome = await verbs.ask(await as('root'), askOf({ services: ['archive'] }));
    expect(outcome).toMatchObject({
      problems: [{ field: 'services', message: expect.stringContaining('Nobody but you') }],
    });
  });

  test.each(['ask', 'edit'])(
    'is refused where too few could agree, with who and what to change (%s)',
    async (verb) => {
      const home = await openExceptionsHome();
      const { verbs, as, members } = home;
      const { id } = await home.asked({ rules: ['readiness/approval'] });
      for (const name of ['bo', 'vera', 'cto', 'root']) members.delete(name);
      const omar = await as('omar');
      const outcome =
        verb === 'ask'
          ? await verbs.ask(omar, askOf())
          : await verbs.edit(omar, id, askOf({ reason: 'Other' }));
      expect(outcome).toEqual({
        kind: 'invalid',
        problems: [
          {
            field: 'services',
            message:
              '“Customers stop” needs 2 approvals, and besides you only Ana could give one. Add people to approvers or fallback_approvers of tier-1 in ready.yml, or lower its approvals_required.',
          },
        ],
      });
      expect((await allOf(home)).total).toBe(1);
    },
  );

  test('sent twice, at once or later, leads to the one that stands', async () => {
    const { verbs, as, app } = await openExceptionsHome();
    const omar = await as('omar');
    const outcomes = await Promise.all([
      verbs.ask(omar, askOf()),
      verbs.ask(omar, askOf()),
      verbs.ask(await as('lea'), askOf()),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['asked', 'known', 'known']);
    expect(
      await verbs.ask(omar, askOf({ rules: ['readiness/approval', 'readiness/coverage'] })),
    ).toMatchObject({ kind: 'known' });
    expect((await app.store.exceptions.list({}, { offset: 0, limit: 1 })).total).toBe(1);
    expect((await verbs.draft(omar, 'payments-api', null)).known).toMatchObject([
      { rule: 'readiness/coverage' },
    ]);
  });

  test('about many services is one for each, of one batch; a filter leaves out those that need none', async () => {
    const { verbs, as } = await openExceptionsHome();
    const ask = askOf({ services: ['team:payments'] });
    expect(await verbs.preview(await as('omar'), ask)).toMatchObject({ services: 2 });
    const outcome = await verbs.ask(await as('omar'), ask);
    if (outcome.kind !== 'asked') throw new Error(outcome.kind);
    expect(outcome.exceptions.map(({ service }) => service.id).toSorted()).toEqual([
      'ledger',
      'payments-api',
    ]);
    const [one, two] = outcome.exceptions.map(({ exception }) => exception);
    expect(one?.batch).not.toBeNull();
    expect(one?.batch).toBe(two?.batch);
    expect([one?.tier, two?.tier].toSorted()).toEqual(['tier-1', 'tier-2']);
    expect(await verbs.ask(await as('omar'), askOf({ services: ['ledger', 'finder'] }))).toMatchObject({
      kind: 'asked',
      exceptions: [{ service: { id: 'finder' } }],
    });
  });

  test('for more services than one request holds is told so when they are counted, with the remedy', async () => {
    const lines = (many: number, tier: string) =>
      Array.from(
        { length: many },
        (_, nth) =>
          `  - {id: ${tier}-${nth}, name: S, tier: ${tier}, owner: search, type: service, lifecycle: production}\n`,
      ).join('');
    const lacking = Array.from(
      { length: 51 },
      (_, nth) => `  tier-2-${nth}: {facts: {coverage: {percent: 1}}}\n`,
    ).join('');
    const fine = Array.from(
      { length: 60 },
      (_, nth) => `  tier-3-${nth}: {facts: {coverage: {percent: 99}}}\n`,
    ).join('');
    const { verbs, as } = await openExceptionsHome({
      'catalog/more.yml': `services:\n${lines(51, 'tier-2')}${lines(60, 'tier-3')}`,
      'facts.yml': `collected: 1h ago\nservices:\n${lacking}${fine}`,
    });
    const counted = async (services: readonly string[]) =>
      verbs.preview(await as('omar'), askOf({ services }));
    const all = await counted(['team:search']);
    // Finder and Archive have no coverage at all.
    expect(all.services).toBe(53);
    expect(all.trouble).toContain('53 of the services that it matches need this exception');
    expect(all.trouble).toContain('at most 50. Narrow it with one more of team:');
    expect(await verbs.ask(await as('omar'), askOf({ services: ['team:search'] }))).toMatchObject({
      problems: [{ field: 'services', message: all.trouble }],
    });
    // Those that pass are many, but ask for nothing.
    expect(await counted(['tier:tier-3'])).toMatchObject({ services: 1, trouble: null });
    const named = await counted(Array.from({ length: 51 }, (_, nth) => `tier-2-${nth}`));
    expect(named).toMatchObject({ services: 51, trouble: expect.stringContaining('Name fewer') });
    expect((await counted(['nothing'])).trouble).toContain('no service');
  });

  test('for a rule that is only announced may be made; it does nothing yet', async () => {
    const { verbs, as } = await openExceptionsHome();
    const outcome = await verbs.ask(await as('omar'), askOf({ rules: ['readiness/soon'] }));
    expect(outcome).toMatchObject({ kind: 'asked', effect: [{ from: null, to: null }] });
  });

  test('that is to stand takes one more approval, and may end within a year', async () => {
    const { asked } = await openExceptionsHome();
    const standing = await asked({ kind: 'standing', end: { date: '2027-03-04' } });
    expect(standing).toMatchObject({ approvalsRequired: 3, askedUntil: AT_TEN('2027-03-04') });
  });

  test('prolongs one of the same service and links to it', async () => {
    const { asked, approve, verbs, as, show } = await openExceptionsHome();
    const first = await asked({ services: ['ledger'], followUp: null });
    await approve(first.id, 'ana');
    expect(await verbs.ask(await as('omar'), askOf({ extends: first.id }))).toMatchObject({
      problems: [{ field: 'services' }],
    });
    const second = await asked({
      services: ['ledger'],
      followUp: null,
      extends: first.id,
      end: { preset: 'month' },
    });
    expect((await show(second.id)).extended?.exception.id).toBe(first.id);
    expect((await show(second.id)).earlier.map(({ exception }) => exception.id)).toEqual([]);
  });

  test('of a guest is about their own team, of a stranger about nothing', async () => {
    const { verbs, as } = await openExceptionsHome();
    expect(await verbs.ask(await as('gina', { guest: true }), askOf({ services: ['finder'] }))).toMatchObject(
      {
        problems: [{ field: 'services', message: expect.stringContaining('not a service of your team') }],
      },
    );
    expect(await verbs.ask(await as('gina', { guest: true }), askOf())).toMatchObject({ kind: 'asked' });
    await expect(verbs.ask(await as('mallory', { stranger: true }), askOf())).rejects.toThrow(
      'only answer members',
    );
  });

  test('is not made while Slack does not say who decides', async () => {
    const { verbs, as, silence, app } = await openExceptionsHome();
    silence(true);
    await expect(verbs.ask(await as('omar'), askOf())).rejects.toMatchObject({
      name: 'ExternalServiceError',
    });
    expect((await app.store.exceptions.list({}, { offset: 0, limit: 1 })).total).toBe(0);
  });
});

describe('editing', () => {
  test('asks everybody anew, more of them where that is wanted now; agreements are void', async () => {
    const { asked, approve, verbs, as, said, show } = await openExceptionsHome();
    const { id } = await asked();
    await approve(id, 'ana');
    await said();
    const outcome = await verbs.edit(
      await as('omar'),
      id,
      askOf({ rules: ['readiness/secrets'], reason: 'Other', kind: 'standing' }),
    );
    expect(outcome).toMatchObject({ kind: 'asked' });
    const { exception } = await show(id);
    expect(exception).toMatchObject({ approvals: [], revision: 2, reason: 'Other', approvalsRequired: 3 });
    expect(exception.asked.people).toEqual(['UANA', 'UBO', 'UVERA', 'USEC']);
    const told = await said();
    expect(told).toContain('request USEC');
    expect(told).toContain('reminder UANA again');
  });

  test('is nobody else’s to do, and is over when it is decided', async () => {
    const { asked, approve, verbs, as } = await openExceptionsHome();
    const { id } = await asked({ services: ['ledger'], followUp: null });
    await expect(verbs.edit(await as('lea'), id, askOf())).rejects.toThrow('Only who asked');
    await approve(id, 'ana');
    await expect(verbs.edit(await as('omar'), id, askOf())).rejects.toThrow('decided already');
  });
});

test('a week is counted from the day of asking', () => {
  expect(AT_TEN('2026-03-11') - START).toBeLessThan(7 * DAY);
});
