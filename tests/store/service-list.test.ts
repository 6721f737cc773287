import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/domain/catalog.ts';
import type { Bar, Outcome, Verdict } from '../../src/domain/outcome.ts';
import type { Store } from '../../src/store/open-store.ts';
import type { ServiceFilter } from '../../src/use-cases/service-rows.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, checkOf, evaluationOf, recordOf, writeOf } from '../support/store-records.ts';

const READINESS = {
  id: 'readiness',
  name: 'Readiness',
  maintainers: [],
  levels: ['bronze', 'silver', 'gold'],
  rules: [],
};
const ALL = { offset: 0, limit: 100 };

type Judged = Partial<Service> & {
  readonly id: string;
  readonly verdict?: Partial<Verdict> | null;
  readonly fails?: string;
};

/** What one more scorecard, of one rule, says of the service. */
function security(id: string, outcome: Outcome, bar: Bar, scorecard = 'security') {
  return writeOf(id, evaluationOf([checkOf('z', outcome)], { bar, score: 1 }, { scorecard }));
}

onBothDatabases('lists', (database) => {
  async function withServices(services: readonly Judged[]): Promise<Store> {
    const store = await database.open();
    await store.catalog.apply(
      changeOf({
        services: services.map(({ verdict, fails, ...service }) => recordOf(service, { key: service.id })),
      }),
    );
    await store.scorecards.replace([{ scorecard: READINESS, version: '1', loadedAt: 1 }]);
    const judged = services.filter(({ verdict }) => verdict !== null);
    await store.evaluations.write(
      judged.map(({ id, verdict, fails }) =>
        writeOf(
          id,
          evaluationOf([checkOf('x', 'pass'), checkOf('y', fails === 'y' ? 'fail' : 'pass')], verdict ?? {}),
        ),
      ),
    );
    return store;
  }

  async function ids({ catalog }: Store, filter: ServiceFilter = {}, page = ALL, tiers?: readonly string[]) {
    return (await catalog.list(filter, page, 'readiness', tiers)).items.map(({ id }) => id);
  }

  describe('come worst first', () => {
    test('by the bar of all scorecards that apply, the level and score of the one asked for', async () => {
      const store = await withServices([
        { id: 'a', verdict: { bar: 'met', held: 'bronze' } },
        { id: 'b', verdict: { bar: 'met', held: 'gold' } },
        { id: 'c', verdict: { bar: 'unknown', held: 'gold' } },
      ]);
      await store.evaluations.write([security('a', 'pass', 'met'), security('b', 'fail', 'not_met')]);
      expect(await ids(store)).toEqual(['b', 'c', 'a']);
    });

    test('by the bar', async () => {
      const store = await withServices([
        { id: 'a', verdict: null },
        { id: 'b', verdict: { bar: 'met' } },
        { id: 'c', verdict: { bar: 'none' } },
        { id: 'd', verdict: { bar: 'met_by_exception' } },
        { id: 'e', verdict: { bar: 'unknown' } },
        { id: 'f', verdict: { bar: 'not_met' } },
      ]);
      expect(await ids(store)).toEqual(['f', 'e', 'd', 'c', 'b', 'a']);
    });

    test("then by the level held, in the scorecard's order", async () => {
      const store = await withServices([
        { id: 'a', verdict: { held: 'gold' } },
        { id: 'b', verdict: { held: 'silver' } },
        { id: 'c', verdict: { held: 'bronze' } },
        { id: 'd', verdict: { held: null } },
      ]);
      expect(await ids(store)).toEqual(['d', 'c', 'b', 'a']);
    });

    test('then by the tier, the most critical first', async () => {
      const store = await withServices([
        { id: 'a', tier: 'bulk' },
        { id: 'b', tier: 'vital' },
        { id: 'c', tier: 'no-such' },
        { id: 'd', tier: 'another' },
      ]);
      expect(await ids(store, {}, ALL, ['vital', 'bulk'])).toEqual(['b', 'a', 'd', 'c']);
    });

    test('then by the score, and by the id', async () => {
      const store = await withServices([
        { id: 'a', verdict: { score: null } },
        { id: 'b', verdict: { score: 90 } },
        { id: 'd', verdict: { score: 9 } },
        { id: 'c', verdict: { score: 9 } },
      ]);
      expect(await ids(store)).toEqual(['c', 'd', 'b', 'a']);
    });

    test('a page at a time, with the number of all', async () => {
      const store = await withServices(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })));
      const page = await store.catalog.list({}, { offset: 2, limit: 2 }, 'readiness');
      expect(page.items.map(({ id }) => id)).toEqual(['c', 'd']);
      expect(page.total).toBe(5);
    });
  });

  describe('with several scorecards', () => {
    const bars = async ({ catalog }: Store) => {
      const { items } = await catalog.list({}, ALL, 'readiness');
      const tally = await catalog.tally({}, 'readiness');
      return [items[0]?.standing ?? null, tally] as const;
    };

    test('the bar spans those that apply, and the checks of all are counted', async () => {
      const store = await withServices([{ id: 'a', verdict: { bar: 'met', held: 'gold' }, fails: 'y' }]);
      await store.evaluations.write([
        security('a', 'fail', 'not_met'),
        security('a', 'unknown', 'unknown', 'third'),
        security('a', 'not_applicable', 'none', 'fourth'),
      ]);
      const [standing, tally] = await bars(store);
      expect(standing).toEqual({ bar: 'not_met', failing: 2, unknown: 1 });
      expect(tally).toMatchObject({ byBar: { not_met: 1, met: 0 }, byLevel: { gold: 1 }, without: 0 });
    });

    test('one that is judged anew, that no longer applies or that is gone takes its bar along', async () => {
      const store = await withServices([{ id: 'a', verdict: { bar: 'met' } }]);
      const met = { bar: 'met', failing: 0, unknown: 0 };
      await store.evaluations.write([security('a', 'fail', 'not_met')]);
      await store.evaluations.write([security('a', 'pass', 'met')]);
      expect((await bars(store))[0]).toEqual(met);
      await store.evaluations.write([security('a', 'fail', 'not_met')]);
      await store.evaluations.write([security('a', 'not_applicable', 'none')]);
      expect((await bars(store))[0]).toEqual(met);
      await store.evaluations.write([security('a', 'fail', 'not_met')]);
      await store.evaluations.write([writeOf('a', null, [], 'security')]);
      expect((await bars(store))[0]).toEqual(met);
      expect((await store.catalog.tally({}, 'security')).without).toBe(1);
    });

    test('a service to which only another applies has a bar and no level', async () => {
      const store = await withServices([{ id: 'a', verdict: null }]);
      await store.evaluations.write([
        writeOf('a', evaluationOf([checkOf('x', 'not_applicable')], { bar: 'none' })),
        security('a', 'fail', 'not_met'),
      ]);
      const [standing, tally] = await bars(store);
      expect(standing).toEqual({ bar: 'not_met', failing: 1, unknown: 0 });
      expect(tally).toMatchObject({ byBar: { not_met: 1 }, byLevel: {}, without: 0 });
      expect(await ids(store, { level: 'none' })).toEqual([]);
    });

    test('a service to which none applies any more stands nowhere', async () => {
      const store = await withServices([{ id: 'a', verdict: { bar: 'met' } }]);
      await store.evaluations.write([
        writeOf('a', evaluationOf([checkOf('x', 'not_applicable')], { bar: 'none' })),
      ]);
      const [standing, tally] = await bars(store);
      expect(standing).toBeNull();
      expect(tally).toMatchObject({ without: 1, byLevel: {} });
    });
  });

  test("a line carries the service and the scorecard's whole verdict", async () => {
    const store = await withServices([
      { id: 'shop', name: 'Shop', owner: 'payments', verdict: { held: 'gold', score: 7 } },
      { id: 'x', verdict: null },
    ]);
    const { items } = await store.catalog.list({}, ALL, 'readiness');
    expect(items).toMatchObject([
      {
        key: 'shop',
        id: 'shop',
        name: 'Shop',
        tier: 'tier-1',
        type: 'service',
        lifecycle: 'production',
        owner: 'payments',
        system: null,
      },
      { key: 'x', owner: null, verdict: null },
    ]);
    expect(items[0]?.verdict).toMatchObject({
      scorecard: 'readiness',
      held: 'gold',
      score: 7,
      counts: { pass: 2 },
    });
  });

  describe('are narrowed by', () => {
    const services: readonly Judged[] = [
      { id: 'a', owner: 'payments', tier: 'tier-1', system: 'shop', verdict: { held: 'gold' }, fails: 'y' },
      { id: 'b', owner: 'risk', also: ['payments'], tier: 'tier-2', system: 'bank', verdict: { held: null } },
      { id: 'c', tier: 'tier-2', system: 'shop', verdict: null },
    ];
    const cases: [what: string, filter: ServiceFilter, found: string[]][] = [
      ['nothing', {}, ['a', 'b', 'c']],
      ['the owning team', { teams: ['payments'] }, ['a']],
      ['the teams that see it', { teams: ['payments'], alsoTeams: true }, ['a', 'b']],
      ['no team at all, which is nothing', { teams: [] }, []],
      ['the tier', { tier: 'tier-2' }, ['b', 'c']],
      ['systems', { systems: ['shop', 'x'] }, ['a', 'c']],
      ['the level held', { level: 'gold' }, ['a']],
      ['no level reached', { level: 'none' }, ['b']],
      ['a failing rule', { failing: { scorecard: 'readiness', rule: 'y' } }, ['a']],
      ['a rule that nobody fails', { failing: { scorecard: 'readiness', rule: 'x' } }, []],
      ['a rule that does not exist', { failing: { scorecard: 'readiness', rule: '?' } }, []],
      ['ids', { ids: ['c', 'a', '?'] }, ['a', 'c']],
      ['all conditions at once', { teams: ['payments', 'risk'], tier: 'tier-2', level: 'none' }, ['b']],
    ];

    test.each(cases)('%s', async (_what, filter, found) => {
      const store = await withServices(services);
      expect((await ids(store, filter)).toSorted()).toEqual(found);
      expect((await store.catalog.list(filter, { offset: 0, limit: 1 }, 'readiness')).total).toBe(
        found.length,
      );
      expect((await store.catalog.tally(filter, 'readiness')).services).toBe(found.length);
    });
  });

  test('without a scorecard services come by tier and id, without a verdict', async () => {
    const { catalog } = await withServices([
      { id: 'b', tier: 'tier-1' },
      { id: 'a', tier: 'tier-2' },
    ]);
    const { items } = await catalog.list({}, ALL, null);
    expect(items.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['b', null],
      ['a', null],
    ]);
    expect(await catalog.tally({}, null)).toMatchObject({ services: 2, without: 2, byLevel: {} });
  });

  test('a tally counts bars and levels', async () => {
    const { catalog } = await withServices([
      { id: 'a', verdict: { bar: 'met', held: 'gold' } },
      { id: 'b', verdict: { bar: 'not_met', held: 'gold' } },
      { id: 'c', verdict: { bar: 'not_met', held: null } },
      { id: 'd', verdict: null },
    ]);
    expect(await catalog.tally({}, 'readiness')).toEqual({
      services: 4,
      byLevel: { gold: 2, '': 1 },
      byBar: { met: 1, not_met: 2, unknown: 0, met_by_exception: 0, none: 0 },
      without: 1,
    });
  });
});
