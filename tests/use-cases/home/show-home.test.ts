import { beforeAll, describe, expect, test } from 'vitest';
import { newException } from '../../../src/domain/exceptions/exception.ts';
import { DAY, WEEK } from '../../../src/domain/instant.ts';
import type { HomeOf, HomeView } from '../../../src/use-cases/home-views.ts';
import { openSmallHome, type SmallHome, START, viewerOf } from '../../support/small-home.ts';

/** So many services of Payments, and one of somebody else. */
function catalog(services: number): string {
  const mine = Array.from(
    { length: services },
    (_, nth) =>
      `  - {id: pay-${nth}, name: Pay ${nth}, owner: payments, type: service, lifecycle: production${nth % 2 === 0 ? ', links: [{type: runbook, title: R, url: "https://wiki.acme.test/p"}]' : ''}}`,
  );
  return `
teams:
  - {id: shop, name: Shop, members: [lea@acme.test]}
  - {id: payments, name: Payments, parent: shop, members: [ana@acme.test], stewards: [ana@acme.test]}
  - {id: search, name: Search, members: [cy@acme.test]}
services:
  - {id: finder, name: Finder, owner: search, type: service, lifecycle: production, depends_on: [pay-0]}
${mine.join('\n')}
`;
}

const ME: HomeOf = { kind: 'me' };

const home = (services: number) => openSmallHome({ 'catalog/all.yml': catalog(services) });

async function shown(
  { app }: SmallHome,
  email: string,
  of: HomeOf = ME,
  offset = 0,
  more: Parameters<typeof viewerOf>[2] = {},
): Promise<HomeView> {
  return app.verbs.home.show(await viewerOf(app, email, more), { of, offset });
}

describe('a Home', () => {
  test('of a newcomer has nothing of their own, and how many services there are', async () => {
    const view = await shown(await home(0), 'new@acme.test');
    expect(view).toMatchObject({ newcomer: true, services: null, catalogSize: 1, mayRegister: true });
    expect(view.choices).toEqual([]);
  });

  test('of a team without services has none', async () => {
    const view = await shown(await home(0), 'ana@acme.test');
    expect(view).toMatchObject({ newcomer: false, services: { page: { total: 0, lines: [] } } });
    expect(view.coming.total).toBe(0);
  });

  test('of one service tells how it stands and how it would fare', async () => {
    const { services, coming } = await shown(await home(1), 'ana@acme.test');
    expect(services?.page.lines).toMatchObject([
      { id: 'pay-0', standing: { bar: 'met', primary: { held: { id: 'bronze' } } }, moved: null },
    ]);
    expect(coming.items).toMatchObject([
      { rule: 'soon', pass: 0, fail: 1, failing: ['pay-0'], from: Date.parse('2026-04-01T00:00:00Z') },
    ]);
  });

  test('has what a team above another one of theirs owns itself, and nothing of its other teams', async () => {
    const above = catalog(1)
      .replace('members: [lea@acme.test]', 'members: [ana@acme.test]')
      .replace('{id: search, name: Search,', '{id: search, name: Search, parent: shop,')
      .replace('owner: payments,', 'owner: shop,');
    const view = await shown(await openSmallHome({ 'catalog/all.yml': above }), 'ana@acme.test');
    expect(view.services?.page.lines.map(({ id }) => id)).toEqual(['pay-0']);
  });

  test('tells what moved since a week ago', async () => {
    const opened = await home(1);
    await opened.app.store.evaluations.snapshot('2026-03-04', START);
    opened.advance(WEEK + DAY);
    opened.write('catalog/all.yml', catalog(1).replace('type: runbook', 'type: docs'));
    await opened.app.importCatalog({ by: 'test', confirm: false });
    await opened.app.settle();
    const { services } = await shown(opened, 'ana@acme.test');
    expect(services?.page.lines[0]?.moved).toMatchObject({ levels: -1 });
    expect(services?.page.lines[0]?.moved?.score).toBeLessThan(0);
  });
});

describe('of 500 services', () => {
  let opened: SmallHome;
  const undo: (() => void | Promise<void>)[] = [];
  beforeAll(async () => {
    opened = await openSmallHome({ 'catalog/all.yml': catalog(500) }, (one) => undo.push(one));
    return async () => {
      for (const one of undo.toReversed()) await one();
    };
  });

  test('it is paged, worst first, and quick', async () => {
    const began = performance.now();
    const { services } = await shown(opened, 'ana@acme.test');
    console.info(`Home of 500 services: ${Math.round(performance.now() - began)} ms`);
    expect(services?.page).toMatchObject({ total: 500, offset: 0, size: 10 });
    expect(new Set(services?.page.lines.map(({ standing }) => standing?.bar))).toEqual(new Set(['not_met']));
    const last = (await shown(opened, 'ana@acme.test', ME, 490)).services?.page;
    expect(last?.lines.map(({ standing }) => standing?.bar)).toEqual(Array(10).fill('met'));
    expect((await shown(opened, 'ana@acme.test', ME, 9_000)).services?.page.offset).toBe(490);
  });

  test('who leads a team above others switches to each, and to the organisation; who does not, has no choice', async () => {
    const lea = await shown(opened, 'lea@acme.test');
    expect(lea.choices.map(({ of }) => (of.kind === 'team' ? of.id : of.kind))).toEqual([
      'me',
      'organisation',
      'shop',
      'payments',
    ]);
    const root = await shown(opened, 'root@acme.test');
    expect(root.choices.map(({ name }) => name)).toEqual(['', 'Acme', 'Payments', 'Search', 'Shop']);
    expect((await shown(opened, 'ana@acme.test')).choices).toEqual([]);
  });

  test.each([
    [{ kind: 'organisation' }, 'Acme', 501],
    [{ kind: 'team', id: 'shop' }, 'Shop', 500],
    [{ kind: 'team', id: 'search' }, 'Search', 1],
  ] as const)('%j shows the services of %s', async (of, name, total) => {
    const view = await shown(opened, 'lea@acme.test', of);
    expect(view).toMatchObject({ of, name, services: { page: { total } } });
    const [rule] = view.coming.items;
    expect((rule?.pass ?? 0) + (rule?.fail ?? 0)).toBe(total);
  });

  test('a team that is gone gives way to one’s own', async () => {
    const view = await shown(opened, 'ana@acme.test', { kind: 'team', id: 'nobody' }, 20);
    expect(view).toMatchObject({ of: ME, services: { page: { total: 500, offset: 0 } } });
  });

  test('a guest sees their own team’s alone, and decides nothing', async () => {
    const guest = { guest: true };
    for (const of of [ME, { kind: 'organisation' }, { kind: 'team', id: 'payments' }] as const) {
      const view = await shown(opened, 'cy@acme.test', of, 0, guest);
      expect(view).toMatchObject({ of: ME, choices: [], catalogSize: 0, mayRegister: false });
      expect(view.services?.page.lines.map(({ id }) => id)).toEqual(['finder']);
      expect(view.coming.items).toMatchObject([{ pass: 1, fail: 0 }]);
    }
  });

  test('a guest of a team above others sees nothing of those', async () => {
    const view = await shown(opened, 'lea@acme.test', ME, 0, { guest: true });
    expect(view).toMatchObject({ services: { page: { total: 0 } }, coming: { total: 0 } });
  });

  test('a stranger sees nothing', async () => {
    await expect(shown(opened, 'fay@else.test', ME, 0, { stranger: true })).rejects.toThrow(
      /members of this/,
    );
  });
});

describe('what waits for a decision', () => {
  const ASKED = { people: ['UANA'], channel: null, fallback: false, admins: false };

  async function waiting() {
    const opened = await openSmallHome({ 'catalog/all.yml': catalog(3) });
    const { store } = opened.app;
    const key = async (id: string) => (await store.catalog.find(id))?.key ?? '';
    const ask = async (id: string, service: string, more: object = {}) =>
      newException({
        ...{ id, serviceKey: await key(service), rules: [{ rule: 'readiness/coverage', meaning: '' }] },
        ...{ kind: 'one-time', requester: { id: 'UCY', name: 'Cy' }, requestedAt: START - DAY },
        ...{ reason: 'r', risk: 'r', followUp: null, askedUntil: START + WEEK, tier: 'tier-2' },
        ...{ approvalsRequired: 1, extends: null, batch: null, asked: ASKED, ...more },
      });
    return { opened, store, key, ask };
  }

  test('is what this person was asked, the longest first, and no more once they answered', async () => {
    const { opened, store, key, ask } = await waiting();
    await store.exceptions.add(await ask('e1', 'pay-0'));
    await store.exceptions.add(await ask('e2', 'pay-1', { requestedAt: START - 3 * DAY, asked: ASKED }));
    await store.exceptions.add(await ask('e3', 'pay-1', { requester: { id: 'UANA', name: 'Ana' } }));
    await store.exceptions.add(await ask('e4', 'pay-2', { asked: { ...ASKED, people: ['UVERA'] } }));
    for (const nth of [0, 1, 2])
      await store.exceptions.add(
        await ask(`b${nth}`, `pay-${nth}`, { batch: 'b', requestedAt: START - 2 * DAY }),
      );
    const said = { note: null, by: 'UCY', byName: 'Cy', at: START - 4 * DAY, state: 'open' as const };
    const undecided = { decidedBy: null, decidedByName: null, decidedAt: null };
    await store.upkeep.claim({
      ...{
        id: 'c1',
        serviceKey: await key('finder'),
        team: 'payments',
        from: 'search',
        ...said,
        ...undecided,
      },
    });
    await store.upkeep.claim({
      ...{
        id: 'c2',
        serviceKey: await key('pay-0'),
        team: 'search',
        from: 'payments',
        ...said,
        ...undecided,
      },
    });
    const labels = { tier: 'tier-1', lifecycle: 'production', type: 'service' };
    await store.upkeep.relabel({
      ...{ id: 'r1', serviceKey: await key('pay-0'), from: labels, to: { ...labels, tier: 'tier-2' } },
      ...{ reason: 'r', by: 'UCY', byName: 'Cy', at: START, asked: ['UANA'], state: 'open', ...undecided },
    });
    const { decisions, exceptions } = await shown(opened, 'ana@acme.test');
    expect(decisions.items.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'claim c1',
      'exception e2',
      'batch b',
      'exception e1',
      'relabel r1',
    ]);
    expect(decisions.items[2]).toMatchObject({ services: 3 });
    expect(decisions.items[4]).toMatchObject({ eased: ['tier'] });
    expect(exceptions.items.map(({ exception }) => exception.id)).toEqual(['e3']);
    const approval = { by: { id: 'UANA', name: 'Ana' }, at: START, until: START + DAY };
    const agreed = { ...(await ask('e1', 'pay-0')), approvals: [approval], version: 2 };
    expect(await store.exceptions.replace(agreed, 1)).toBe(true);
    expect((await shown(opened, 'ana@acme.test')).decisions.total).toBe(4);
    expect((await shown(opened, 'cy@acme.test', ME, 0, { guest: true })).decisions.total).toBe(0);
    const all = await shown(opened, 'lea@acme.test', { kind: 'team', id: 'payments' });
    expect(all.exceptions.total).toBe(7);
    expect(all.decisions.items.map(({ id }) => id)).toEqual([]);
  });

  test('are reminders that are held back, for admins alone', async () => {
    const { opened, store } = await waiting();
    const undecided = { state: 'held' as const, decidedBy: null, decidedAt: null };
    await store.nudges.hold({
      id: 's',
      at: START,
      owners: 20,
      of: 30,
      messages: 40,
      reason: 'many',
      ...undecided,
    });
    expect((await shown(opened, 'root@acme.test')).decisions.items).toMatchObject([
      { kind: 'storm', owners: 20 },
    ]);
    expect((await shown(opened, 'ana@acme.test')).decisions.total).toBe(0);
  });
});

describe('what waits to be confirmed', () => {
  /** A quarter, and what a first import spreads over. */
  const LATER = 125 * DAY;

  test('is what is due of the person’s teams, page by page, until somebody says that it is true', async () => {
    const opened = await home(7);
    const early = await shown(opened, 'ana@acme.test');
    expect(early.verifications).toEqual({ items: [], total: 0, offset: 0, size: 3 });
    opened.advance(LATER);
    const { verifications } = await shown(opened, 'ana@acme.test');
    expect(verifications).toMatchObject({ total: 7, offset: 0 });
    expect(verifications.items).toHaveLength(3);
    expect(verifications.items[0]).toMatchObject({
      ...{ service: { id: 'pay-0', name: 'Pay 0' }, owner: { id: 'payments', name: 'Payments' } },
      ...{ verifiedAt: null, mayEdit: true },
    });
    expect(verifications.items[0]?.due).toBeLessThan(START + LATER);
    const ana = await viewerOf(opened.app, 'ana@acme.test');
    await opened.app.verbs.upkeep.verify(ana, 'pay-0');
    const second = await opened.app.verbs.home.show(ana, { of: ME, offset: 0, confirming: 3 });
    expect(second.verifications.items.map(({ service }) => service.id)).toEqual(['pay-4', 'pay-5', 'pay-6']);
    expect(second.verifications).toMatchObject({ total: 6, offset: 3 });
    const gone = await opened.app.verbs.home.show(ana, { of: ME, offset: 0, confirming: 400 });
    expect(gone.verifications.offset).toBe(3);
    opened.advance(90 * DAY);
    const again = (await shown(opened, 'ana@acme.test')).verifications;
    expect(again.items.map(({ service }) => service.id)).not.toContain('pay-0');
    expect(again).toMatchObject({ total: 7 });
    const last = (await opened.app.verbs.home.show(ana, { of: ME, offset: 0, confirming: 6 })).verifications;
    expect(last.items.at(-1)).toMatchObject({ service: { id: 'pay-0' }, verifiedAt: START + LATER });
  });

  test('is nobody else’s: whoever merely leads a team above, or visits, reads nothing of it', async () => {
    const opened = await home(1);
    opened.advance(LATER);
    const total = async (
      ...asked: Parameters<typeof shown> extends [unknown, ...infer Rest] ? Rest : never
    ) => (await shown(opened, ...asked)).verifications.total;
    expect(await total('lea@acme.test')).toBe(0);
    expect(await total('cy@acme.test')).toBe(1);
    expect(await total('cy@acme.test', ME, 0, { guest: true })).toBe(0);
    expect(await total('root@acme.test', { kind: 'organisation' })).toBe(2);
    expect(await total('root@acme.test', { kind: 'team', id: 'payments' })).toBe(1);
  });
});

test('initiatives are those of the person’s services, and those that they run', async () => {
  const opened = await home(2);
  const { verbs } = opened.app;
  const start = async (email: string, filter: string, title: string) => {
    const viewer = await viewerOf(opened.app, email);
    const ask = { title, why: 'So that it is.', scorecard: 'readiness', filter, date: '2026-03-24' };
    const more = { asks: { rules: ['runbook'] }, owner: viewer.id, channel: null };
    const kept = await verbs.initiatives.add(viewer, { ...ask, ...more }, true);
    expect(kept).toMatchObject({ kind: 'kept' });
  };
  await start('root@acme.test', 'team:payments', 'Runbooks');
  await start('ana@acme.test', 'team:search', 'Found');
  const ana = await shown(opened, 'ana@acme.test');
  expect(ana.initiatives.items).toMatchObject([
    { title: 'Runbooks', own: false, daysLeft: 20, counts: { done: 1, open: 1 } },
    { title: 'Found', own: true },
  ]);
  expect((await shown(opened, 'cy@acme.test')).initiatives.items.map(({ title }) => title)).toEqual([
    'Found',
  ]);
  const all = await shown(opened, 'root@acme.test', { kind: 'organisation' });
  expect(all.initiatives.items.map(({ title }) => title).toSorted()).toEqual(['Found', 'Runbooks']);
});
