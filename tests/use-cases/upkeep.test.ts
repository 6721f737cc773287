import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FactDocument } from '../../src/domain/fact.ts';
import { DAY } from '../../src/domain/instant.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { Viewer } from '../../src/domain/rights.ts';
import { tellRelabelled } from '../../src/use-cases/upkeep/tell-relabelled.ts';
import { upkeepReaders } from '../../src/use-cases/upkeep/upkeep-readers.ts';
import type { KeepOutcome, Kept, TypedFields } from '../../src/use-cases/upkeep-views.ts';
import { CARD, type ExceptionsHome, openExceptionsHome } from '../support/exceptions-home.ts';

const RULES = CARD.replace(
  'rules:',
  `rules:
  - {id: verified, title: Verified of late, level: bronze, expression: "service.verified_at > now - duration('90d')", why: Stale entries mislead., fix: Verify it.}
  - {id: channelled, title: Has a channel, level: bronze, expression: has(service.channel), why: Reach., fix: Name it.}`,
);
const CATALOG = `
teams:
  - {id: payments, name: Payments, channel: "#team-payments", members: [lea@acme.test, omar@acme.test], stewards: [lea@acme.test]}
  - {id: search, name: Search, channel: "#team-search", members: [cy@acme.test]}
services:
  - {id: payments-api, name: Payments API, tier: tier-1, owner: payments, type: service, lifecycle: production, channel: "#payments"}
  - {id: ledger, owner: payments}
  - {id: orphan, name: Orphan, tier: tier-2, owner: gone-team}
`;

let home: ExceptionsHome;
let lea: Viewer;
let cy: Viewer;
let root: Viewer;
const open = async (files: Record<string, string> = {}) => {
  home = await openExceptionsHome({
    'scorecards/readiness.yml': RULES,
    'catalog/all.yml': CATALOG,
    ...files,
  });
  [lea, cy, root] = await Promise.all([home.as('lea'), home.as('cy'), home.as('root')]);
};
beforeEach(() => open());

const upkeep = () => home.app.verbs.upkeep;
const find = async (id: string) => (await home.app.store.catalog.find(id)) ?? null;
const edit = async (who: Viewer, id: string, typed: TypedFields, reason = '') =>
  upkeep().edit(who, id, typed, reason);
const register = (who: Viewer, typed: TypedFields) =>
  upkeep().register(who, { tier: 'tier-1', lifecycle: 'production', type: 'service', ...typed }, '');
const acts = async () => (await home.app.store.audit.list({}, 100)).map(({ act }) => act);

function kept(outcome: KeepOutcome): Kept {
  if (outcome.kind !== 'kept') throw new Error(JSON.stringify(outcome));
  return outcome;
}

async function outcomeOf(id: string, rule: string): Promise<string | undefined> {
  const record = await find(id);
  const [one] = (await home.app.store.evaluations.of([record?.key ?? ''])).values();
  return one?.[0]?.checks.find((check) => check.rule === rule)?.outcome;
}

describe('Register', () => {
  test('adds a service that is there at once, in the log and at the next start', async () => {
    const done = kept(
      await register(lea, { name: 'Nightly Cron', owner: 'payments', runbook: 'https://w.test/r' }),
    );
    expect(done.card.service).toMatchObject({ id: 'nightly-cron', owner: { id: 'payments' } });
    expect(done.claimed).toBeNull();
    expect((await find('nightly-cron'))?.origin.source).toBe('slack');
    expect(await acts()).toContain('catalog.register');
    const app = await home.reopen();
    await app.importAtStart();
    expect(await app.importAtStart()).toBe('unchanged');
    const said = {
      id: 'unseen',
      fields: {},
      registered: true,
      archived: false,
      by: 'U1',
      byName: 'A',
      at: 1,
    };
    await app.store.upkeep.edit(said);
    expect(await app.importAtStart()).toMatchObject({ added: [{ id: 'unseen' }] });
    expect((await app.store.catalog.find('nightly-cron'))?.service.links).toHaveLength(1);
  });

  test('for another team asks that team whether it is theirs', async () => {
    await home.said();
    const done = kept(await register(lea, { name: 'Crawler', owner: 'search' }));
    expect(done).toMatchObject({ claimed: { id: 'search' }, card: { service: { owner: null } } });
    expect(await home.said()).toEqual(['ownership-claim #team-search']);
  });

  test('says at its field what cannot be', async () => {
    const bad = { name: '!!!', tier: 'none', repo: 'nowhere', runbook: 'javascript:x', depends_on: 'ledgre' };
    expect(await register(lea, { ...bad, name: '***' })).toMatchObject({ problems: [{ field: 'id' }] });
    const outcome = await register(lea, { ...bad, name: 'Fine' });
    if (outcome.kind !== 'invalid') throw new Error('was kept');
    expect(outcome.problems.map(({ field }) => field).toSorted()).toEqual([
      'depends_on',
      'repo',
      'runbook',
      'tier',
    ]);
    expect(await register(lea, { id: 'ledger', name: 'Again' })).toMatchObject({
      problems: [{ field: 'id' }],
    });
  });

  test('is closed to guests', async () => {
    const guest = await home.as('lea', { guest: true });
    await expect(register(guest, { name: 'x' })).rejects.toThrow('guest');
    await expect(upkeep().draftRegister(guest, '')).rejects.toThrow('guest');
  });
});

describe('Edit', () => {
  test('shows where fields stand that files say, and keeps what they leave unsaid', async () => {
    const { fields, removedAt } = await upkeep().draftEdit(lea, 'ledger');
    const held = fields.filter(({ heldBy }) => heldBy !== null).map(({ field }) => field);
    expect(held).toEqual(['id', 'owner']);
    expect(fields.find(({ field }) => field === 'owner')?.heldBy).toMatch(/catalog\/all.yml:7/);
    expect(removedAt).toContain('Remove it there');
    const done = kept(await edit(lea, 'ledger', { channel: '#ledger', owner: 'search', tier: 'tier-1' }));
    expect(done.changed).toEqual(['channel', 'tier']);
    expect(done.claimed).toBeNull();
    expect(kept(await edit(lea, 'payments-api', { name: 'Other', tier: 'tier-2' })).changed).toEqual([]);
    expect(await find('ledger')).toMatchObject({
      service: { channel: '#ledger', tier: 'tier-1', owner: 'payments' },
      fieldSources: { channel: 'slack', tier: 'slack' },
    });
    expect(await outcomeOf('ledger', 'channelled')).toBe('pass');
  });

  test('is for its team and admins; others are refused, and logged', async () => {
    await expect(edit(cy, 'ledger', { channel: '#x' })).rejects.toThrow('for the team that owns');
    expect(await acts()).toContain('catalog.edit-service.refused');
    expect(kept(await edit(root, 'ledger', { channel: '#x' })).changed).toEqual(['channel']);
  });

  test('of the same changes nothing and logs nothing', async () => {
    const before = (await acts()).length;
    const { fields } = await upkeep().draftEdit(lea, 'ledger');
    const same = Object.fromEntries(fields.map(({ field, value }) => [field, value]));
    expect(kept(await edit(lea, 'ledger', same)).changed).toEqual([]);
    expect((await acts()).length).toBe(before);
  });

  test('names the owner of a service whose file names none that exists; any other team is asked first', async () => {
    expect(kept(await edit(cy, 'orphan', { owner: 'payments' })).claimed).toEqual({
      id: 'payments',
      name: 'Payments',
    });
    expect((await find('orphan'))?.service.owner).toBeUndefined();
    kept(await edit(cy, 'orphan', { owner: 'search' }));
    expect(await find('orphan')).toMatchObject({
      service: { owner: 'search', ownerDeclared: 'gone-team' },
      ownerSince: home.app.context.clock.now(),
    });
    expect(await home.said()).toContain('handover #team-search');
  });
});

describe('labels that ask less of a service', () => {
  beforeEach(async () => {
    kept(await edit(lea, 'ledger', { tier: 'tier-1' }));
    await home.said();
  });
  const ask = async () => {
    await edit(lea, 'ledger', { tier: 'tier-2', channel: '#l' }, 'Only reports use it.');
    const [one] = await home.app.store.upkeep.relabellings();
    if (one === undefined) throw new Error('nothing was asked');
    return one;
  };

  test('need a reason and the approvers of the tier that it has; the rest counts at once', async () => {
    expect(await edit(lea, 'ledger', { tier: 'tier-2' })).toMatchObject({ problems: [{ field: 'reason' }] });
    const done = kept(await edit(lea, 'ledger', { tier: 'tier-2', channel: '#l' }, 'Only reports use it.'));
    expect(done.relabelling).toMatchObject({ eased: ['tier'] });
    expect(done.relabelling?.deciders).toContain('Ana');
    expect((await find('ledger'))?.service).toMatchObject({ tier: 'tier-1', channel: '#l' });
    expect(await home.said()).toContain('relabel-request UANA');
  });

  test('count once one of them agrees; a second press changes nothing', async () => {
    const { id } = await ask();
    await expect(upkeep().decideRelabelling(lea, id, 'approve')).rejects.toThrow('their own');
    await expect(upkeep().decideRelabelling(cy, id, 'approve')).rejects.toThrow('approvers');
    expect((await find('ledger'))?.service.tier).toBe('tier-1');
    const bo = await home.as('bo');
    expect(await upkeep().decideRelabelling(bo, id, 'approve')).toMatchObject({ kind: 'done' });
    expect(await upkeep().decideRelabelling(bo, id, 'deny')).toMatchObject({
      kind: 'late',
      view: { state: 'approved' },
    });
    expect((await find('ledger'))?.service.tier).toBe('tier-2');
    expect(await home.said()).toEqual(expect.arrayContaining(['relabel-decided ULEA']));
  });

  test('stay as they are where one of them denies, or nobody is an approver any more', async () => {
    const { id } = await ask();
    const bo = await home.as('bo');
    home.groups['@approvers'] = [];
    await expect(upkeep().decideRelabelling(bo, id, 'approve')).rejects.toThrow('approvers');
    home.groups['@approvers'] = ['UBO'];
    expect(await upkeep().decideRelabelling(bo, id, 'deny')).toMatchObject({ view: { state: 'denied' } });
    expect((await find('ledger'))?.service.tier).toBe('tier-1');
  });

  test('are overtaken by other labels meanwhile', async () => {
    const { id } = await ask();
    home.write('catalog/all.yml', CATALOG.replace('{id: ledger,', '{id: ledger, lifecycle: deprecated,'));
    await home.app.importCatalog({ by: 'test', confirm: false });
    const late = await upkeep().decideRelabelling(await home.as('bo'), id, 'approve');
    expect(late).toMatchObject({ kind: 'late', view: { state: 'overtaken' } });
    expect((await find('ledger'))?.service.tier).toBe('tier-1');
  });

  test('cannot be had by registering anew what was archived', async () => {
    kept(await register(lea, { id: 'cron', name: 'Cron', owner: 'payments' }));
    await upkeep().archive(lea, 'cron');
    const again = { id: 'cron', name: 'Cron', owner: 'payments', tier: 'tier-2' };
    expect(await register(lea, again)).toMatchObject({ problems: [{ field: 'reason' }] });
    kept(await upkeep().register(lea, { ...again, lifecycle: 'production', type: 'service' }, 'Smaller now'));
    expect((await find('cron'))?.service.tier).toBe('tier-1');
  });

  test('done in a file are told to those approvers, once', async () => {
    home.write(
      'catalog/all.yml',
      CATALOG.replace('tier: tier-1, owner: payments', 'tier: tier-2, owner: payments'),
    );
    await home.app.importCatalog({ by: 'test', confirm: false });
    expect((await find('payments-api'))?.service.tier).toBe('tier-2');
    const policy = { ...home.app.context.policy, rollout: { mode: 'on', teams: [] } as const };
    const now = home.app.context.clock.now();
    expect((await tellRelabelled(home.app.context, now)).told).toBe(0);
    expect((await tellRelabelled({ ...home.app.context, policy }, now)).told).toBeGreaterThan(0);
    expect((await tellRelabelled({ ...home.app.context, policy }, now)).told).toBe(0);
    expect(await home.said()).toContain('relabelled UBO');
  });
});

describe('Archive', () => {
  test('hides what was registered in Slack with its history, and Unarchive brings it back', async () => {
    kept(await register(lea, { name: 'Cron', owner: 'payments' }));
    const key = (await find('cron'))?.key;
    await expect(upkeep().archive(cy, 'cron')).rejects.toThrow('for the team that owns');
    expect(await upkeep().archive(lea, 'cron')).toMatchObject({ id: 'cron' });
    expect(await find('cron')).toBeNull();
    await expect(upkeep().unarchive(cy, 'cron')).rejects.toThrow('no service of yours');
    await upkeep().unarchive(lea, 'cron');
    expect((await find('cron'))?.key).toBe(key);
  });

  test('of what a file says names the place to remove it', async () => {
    await expect(upkeep().archive(lea, 'ledger')).rejects.toThrow(/catalog\/all\.yml:7.*Remove it there/);
  });
});

describe('a claim', () => {
  const ask = (team = 'search') => upkeep().askOwner(lea, 'orphan', team);

  test('is confirmed by the team that is asked: it owns the service from then on', async () => {
    const { id } = await ask();
    await expect(upkeep().confirmOwner(lea, id)).rejects.toThrow('for the team that was asked');
    expect((await find('orphan'))?.service.owner).toBeUndefined();
    expect(await upkeep().confirmOwner(cy, id)).toMatchObject({ kind: 'done', view: { state: 'accepted' } });
    expect((await find('orphan'))?.service.owner).toBe('search');
    expect(await upkeep().notUs(cy, id)).toMatchObject({ kind: 'late', view: { state: 'accepted' } });
    expect(await acts()).toEqual(expect.arrayContaining(['ownership.confirm', 'ownership.decide.refused']));
  });

  test('that is confirmed ends the others about the same service', async () => {
    const [one, other] = [await ask('search'), await ask('payments')];
    await upkeep().confirmOwner(cy, one.id);
    expect((await home.app.store.upkeep.claimById(other.id))?.state).toBe('declined');
  });

  test('is declined, or passed on to the team that it is of', async () => {
    const { id } = await ask();
    await home.said();
    await upkeep().someoneElse(cy, id, 'payments');
    expect((await home.app.store.upkeep.claimById(id))?.state).toBe('declined');
    expect(await home.said()).toEqual(['claim-decided ULEA', 'ownership-claim #team-payments']);
  });

  test('about what a file says is confirmed, and tells where it stands', async () => {
    const { id } = await upkeep().askOwner(lea, 'payments-api', 'search');
    const { view } = await upkeep().confirmOwner(cy, id);
    expect(view).toMatchObject({ state: 'accepted', heldBy: expect.stringContaining('catalog/all.yml:6') });
    expect((await find('payments-api'))?.service.owner).toBe('payments');
  });

  test('rests on CODEOWNERS, commits, reviews and on-call, which are told with how likely they make it', async () => {
    const record = await find('orphan');
    const documentOf = (namespace: string, value: JsonObject): FactDocument => ({
      ...{ namespace, value, collector: 'test', collectedAt: 0, unreadable: [], absent: [], error: null },
      failedAt: null,
    });
    const git = { codeowners: { owners: ['@acme/search', '@nobody'] }, authors: ['cy@acme.test', 'x@y.z'] };
    const oncall = { now: [{ name: 'Lea', email: 'LEA@acme.test', level: 1 }] };
    const vcs = { pull_requests: { reviewers: ['Cyd', 'copilot', 'nobody'] } };
    const documents = [documentOf('git', git), documentOf('vcs', vcs), documentOf('oncall', oncall)];
    const facts = documents.map((document) => ({
      ...{ key: record?.key ?? '', document },
    }));
    await home.app.store.facts.save(facts);
    const { suggestions } = await upkeep().suggestOwners(lea, 'orphan');
    expect(suggestions.map(({ team, confidence }) => [team.id, confidence])).toEqual([
      ['search', 80],
      ['payments', 50],
    ]);
    expect(suggestions[0]?.evidence.map(({ words }) => words)).toEqual([
      'CODEOWNERS names @acme/search',
      '1 of 2 who committed in the last 90 days',
      '1 of 3 who reviewed open pull requests',
    ]);
    await expect(upkeep().askAll(lea)).rejects.toThrow('admins');
    expect((await upkeep().ownerless(root, 0)).askable).toBe(1);
    expect(await upkeep().askAll(root)).toBe(1);
    expect(await upkeep().askAll(root)).toBe(0);
  });
});

describe('Verify', () => {
  test('keeps who said when that all is still true, and rules can read it', async () => {
    expect(await outcomeOf('ledger', 'verified')).toBe('fail');
    await expect(upkeep().verify(cy, 'ledger')).rejects.toThrow('for the team that owns');
    await upkeep().verify(lea, 'ledger');
    expect(await outcomeOf('ledger', 'verified')).toBe('pass');
    expect(await upkeep().draftVerification(lea, 'ledger')).toMatchObject({
      last: { byName: 'Lea' },
      everyDays: 90,
    });
    home.advance(91 * DAY);
    await home.app.settle();
    expect(await outcomeOf('ledger', 'verified')).toBe('fail');
    expect(await acts()).toContain('catalog.verify');
  });
});

test('Details tell what a tier-1 service stands on, and the lowest level among it', async () => {
  kept(await edit(lea, 'payments-api', { depends_on: 'ledger' }));
  kept(await edit(lea, 'ledger', { depends_on: 'orphan' }));
  kept(await edit(cy, 'orphan', { depends_on: 'payments-api' }));
  const { dependencies } = await home.app.verbs.showDetails(lea, 'payments-api');
  expect(dependencies).toMatchObject({ up: [{ id: 'ledger' }], down: [{ id: 'orphan' }], unsaid: false });
  expect(dependencies.weakest).toEqual({ services: 2, level: null, ids: ['ledger', 'orphan'] });
  expect((await home.app.verbs.showDetails(lea, 'orphan')).dependencies.weakest).toBeNull();
});

test('a team that is given services in a file is told once of them all, where the rollout has reached it', async () => {
  const moved = CATALOG.replaceAll('owner: payments', 'owner: search');
  home.write('catalog/all.yml', moved);
  await home.app.importCatalog({ by: 'test', confirm: false });
  expect(await home.said()).toEqual([]);
  const ready = (await readFile(join(home.folder, 'ready.yml'), 'utf8')).replace(
    'organisation: Acme',
    'organisation: Acme\nrollout: {mode: preview, teams: [search]}',
  );
  await open({ 'ready.yml': ready });
  home.write('catalog/all.yml', moved);
  await home.app.importCatalog({ by: 'test', confirm: false });
  expect(await home.said()).toEqual(['handover #team-search']);
  const view = await upkeepReaders(home.app.context).handover('search', home.app.context.clock.now());
  expect(view?.services.map(({ id }) => id)).toEqual(['ledger', 'payments-api']);
});
