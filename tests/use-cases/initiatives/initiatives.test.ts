/** Initiatives over a real home and database: who may what, who takes part, what time does, what is said. */
import { beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/errors.ts';
import type { Participant } from '../../../src/domain/initiative.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import type { InitiativeAsk, InitiativeView } from '../../../src/use-cases/initiative-views.ts';
import { keepInitiatives } from '../../../src/use-cases/initiatives/keep-initiatives.ts';
import { type ExceptionsHome, openExceptionsHome } from '../../support/exceptions-home.ts';

let home: ExceptionsHome;

/** Root is Acme's admin; Omar and Lea are of Payments, Cy of Search. */
beforeEach(async () => {
  home = await openExceptionsHome();
});

const ASK: InitiativeAsk = {
  title: 'Four eyes',
  why: 'A typo in a price has cost customers money.',
  scorecard: 'readiness',
  asks: { rules: ['approval'] },
  filter: 'team:payments',
  date: '2026-04-01',
  owner: 'UOMAR',
  channel: 'C0ALL',
};

const verbs = () => home.app.verbs.initiatives;

async function added(more: Partial<InitiativeAsk> = {}, start = true, by = 'omar'): Promise<InitiativeView> {
  const outcome = await verbs().add(await home.as(by), { ...ASK, ...more }, start);
  if (outcome.kind !== 'kept') throw new Error(JSON.stringify(outcome));
  return outcome.view;
}

async function problems(more: Partial<InitiativeAsk>, start = true, by = 'omar') {
  const outcome = await verbs().add(await home.as(by), { ...ASK, ...more }, start);
  return outcome.kind === 'invalid'
    ? outcome.problems.map(({ field, message }) => `${field}: ${message}`)
    : [];
}

const show = async (id: string, by = 'omar') => verbs().show(await home.as(by), id);
const keep = () => keepInitiatives(home.app.context);

/** `payments-api open`, by id. */
async function standings(id: string): Promise<readonly string[]> {
  const parts: readonly Participant[] = await home.app.store.initiatives.participants(id);
  const records = await home.app.store.catalog.byKeys(parts.map(({ serviceKey }) => serviceKey));
  return parts
    .map(({ serviceKey, progress }) => `${records.get(serviceKey)?.service.id} ${progress}`)
    .toSorted();
}

async function approvals(counts: Record<string, number>): Promise<void> {
  const services = Object.entries(counts).map(
    ([id, required]) =>
      `  ${id}:\n    facts:\n      vcs: {default_branch: {name: main, required_approvals: ${required}}}\n      coverage: {percent: 61}\n`,
  );
  home.write('facts.yml', `collected: 1h ago\nservices:\n${services.join('')}`);
  home.advance(2 * HOUR);
  await home.app.settle();
}

const acts = async () =>
  (await home.app.store.audit.list({}, 50))
    .map(({ act }) => act)
    .filter((act) => act.startsWith('initiative.'))
    .toReversed();

describe('who may', () => {
  test('guests and strangers nothing, members draft, the owner or an admin runs', async () => {
    for (const outsider of [{ guest: true }, { stranger: true }])
      await expect(verbs().list(await home.as('gina', outsider))).rejects.toThrow(UserError);
    const { initiative } = await added({}, false);
    await expect(verbs().act(await home.as('cy'), initiative.id, { kind: 'start' })).rejects.toThrow(
      'no such initiative',
    );
    await verbs().act(await home.as('omar'), initiative.id, { kind: 'start' });
    await expect(
      verbs().act(await home.as('cy'), initiative.id, { kind: 'cancel', reason: 'no' }),
    ).rejects.toThrow('Omar, who runs it, or an admin can');
    expect((await show(initiative.id, 'cy')).may).toMatchObject({
      edit: false,
      extend: false,
      cancel: false,
    });
    const ended = await verbs().act(await home.as('root'), initiative.id, {
      kind: 'cancel',
      reason: 'later',
    });
    expect(ended.initiative).toMatchObject({ state: 'cancelled', remark: { by: 'Root', text: 'later' } });
    expect(await acts()).toEqual(['initiative.draft', 'initiative.start', 'initiative.cancel']);
    expect(await home.said()).toEqual(['initiative C0ALL start', 'initiative C0ALL cancelled']);
  });

  test('start for oneself alone; a draft for somebody else is theirs from then on, and they hear of it', async () => {
    expect(await problems({ owner: 'ULEA' })).toEqual([
      'start: Only Lea or an admin can start it: save it as a draft.',
    ]);
    const { initiative, may } = await added({ owner: 'ULEA' }, false);
    expect(may.start).toBe(false);
    expect(await home.said()).toEqual(['initiative ULEA drafted']);
    expect((await verbs().list(await home.as('lea'))).drafts).toHaveLength(1);
    expect((await verbs().list(await home.as('omar'))).drafts).toEqual([]);
    await expect(show(initiative.id, 'omar')).rejects.toThrow('no such initiative');
  });
});

test('a draft that is dropped was nobody’s news', async () => {
  const { initiative } = await added({}, false);
  await verbs().act(await home.as('omar'), initiative.id, { kind: 'cancel', reason: '' });
  expect(await home.said()).toEqual([]);
  expect(await verbs().list(await home.as('omar'))).toEqual({ running: [], drafts: [], ended: [] });
});

test('what is wrong is said at its fields, and nothing is kept', async () => {
  const wrong = {
    title: ' ',
    why: '',
    asks: { rules: ['tried'] },
    filter: 'team:nobody',
    date: '2026-03-01',
    owner: 'UGONE',
  };
  expect(await problems(wrong)).toEqual([
    'title: Give it a name that people recognise.',
    'why: Say what customers have of it: everybody who is reminded reads this.',
    'asks: Choose the rules, or a level, that it asks for.',
    'filter: There is no team “nobody”. Known: `payments`, `search`.',
    'date: Choose a day that is still to come.',
    'owner: Choose somebody who is a full member here.',
  ]);
  expect(await problems({ filter: 'level:silver' })).toEqual([
    'filter: No service matches that these rules apply to, so there would be nothing to do.',
  ]);
  expect(await problems({ date: '2029-01-01' })).toEqual(['date: Choose a day within two years.']);
  expect((await verbs().list(await home.as('root'))).running).toEqual([]);
});

test('before it is started it is known how many it is about', async () => {
  const about = { scorecard: 'readiness', asks: { rules: ['approval'] }, filter: '' };
  const preview = async (more: object) => verbs().preview(await home.as('omar'), { ...about, ...more });
  expect(await preview({})).toMatchObject({ services: 4, owners: 2, counts: { open: 4 }, problem: null });
  expect(await preview({ filter: 'tier:tier-1' })).toMatchObject({ services: 1, owners: 1 });
  expect(await preview({ filter: 'colour:red' })).toMatchObject({
    services: 0,
    problem: expect.stringContaining('filter'),
  });
  expect(await preview({ asks: { rules: [] } })).toMatchObject({ services: 0, problem: null });
});

describe('who takes part', () => {
  test('are those of the filter, open until they do what is asked, or are excused', async () => {
    const { initiative, counts } = await added();
    expect(counts).toEqual({ done: 0, open: 2, excused: 0, unknown: 0 });
    await approvals({ 'payments-api': 1, ledger: 0 });
    const asked = await home.asked({ services: ['ledger'], rules: ['readiness/approval'] });
    await home.approve(asked.id, 'ana');
    await keep();
    expect(await standings(initiative.id)).toEqual(['ledger excused', 'payments-api done']);
    expect(await home.app.store.initiatives.days(initiative.id)).toEqual([
      { day: '2026-03-04', counts: { done: 1, open: 0, excused: 1, unknown: 0 } },
    ]);
  });

  test('stay when doing what is asked takes them out of the filter', async () => {
    const { initiative } = await added({ filter: 'failing:approval' });
    await approvals({ 'payments-api': 1, ledger: 0 });
    await keep();
    expect(await standings(initiative.id)).toEqual([
      'archive unknown',
      'finder unknown',
      'ledger open',
      'payments-api done',
    ]);
  });

  test('who enters late has as long as the others had, two weeks at least', async () => {
    const { initiative } = await added({ date: '2026-03-11' });
    home.advance(3 * DAY);
    const edited = await verbs().edit(await home.as('omar'), initiative.id, { ...ASK, filter: '' });
    if (edited.kind !== 'kept') throw new Error('not kept');
    const late = edited.view.laggards.items.filter((one) => one.late);
    expect(late.map(({ id }) => id).toSorted()).toEqual(['archive', 'finder']);
    expect(new Set(late.map(({ deadline }) => new Date(deadline).toISOString()))).toEqual(
      new Set(['2026-03-21T10:00:00.000Z']),
    );
    expect(edited.view.initiative.deadline).toBe(initiative.deadline);
    expect((await home.app.store.initiatives.of([])).size).toBe(0);
  });

  test('who leaves the catalog leaves it', async () => {
    const { initiative } = await added();
    home.write(
      'catalog/all.yml',
      'teams: [{id: payments, name: Payments, members: [omar@acme.test]}]\nservices: [{id: ledger, name: Ledger, tier: tier-2, owner: payments, type: service, lifecycle: production}]\n',
    );
    await home.app.importCatalog({ by: 'test', confirm: true });
    await keep();
    expect(await standings(initiative.id)).toEqual(['ledger open']);
  });
});
