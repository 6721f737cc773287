import { beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/outcome.ts';
import type { Viewer } from '../../../src/domain/rights.ts';
import type { OutcomesRow } from '../../../src/use-cases/picture-ports.ts';
import type { ReadinessMap } from '../../../src/use-cases/picture-views.ts';
import { grouped } from '../../../src/use-cases/pictures/grouped-rows.ts';
import { openSmallHome, type SmallHome, somebody, viewerOf } from '../../support/small-home.ts';

let home: SmallHome;
const ends: (() => unknown)[] = [];
beforeAll(async () => {
  home = await openSmallHome({}, (end) => void ends.push(end));
  return async () => {
    for (const end of ends.toReversed()) await end();
  };
});

const map = (words = '', viewer: Viewer = somebody) => home.app.verbs.pictures.map(viewer, words);

/** `ledger: 0/1 …`, a row each: what passes of what is known. */
const drawn = ({ rows }: ReadinessMap) =>
  rows.map(({ id, cells }) => `${id}: ${cells.map(({ pass, fail }) => `${pass}/${pass + fail}`).join(' ')}`);

describe('a map of readiness', () => {
  test('has a row for each service that the scorecard applies to, and a column for each rule that counts', async () => {
    const whole = await map();
    expect(whole.columns.map(({ rule, level }) => `${level} ${rule}`)).toEqual([
      'bronze runbook',
      'silver approval',
      'silver coverage',
      'silver secrets',
    ]);
    expect(drawn(whole)).toEqual([
      'finder: 0/1 0/0 0/0 0/0',
      'ledger: 0/1 0/0 0/0 0/0',
      'payments-api: 1/1 1/1 1/1 1/1',
    ]);
    expect(whole).toMatchObject({ by: 'service', groupedItself: false, services: 3, without: 1 });
  });

  test('names the rules that fewest pass', async () => {
    expect((await map()).weakest.map(({ rule, counts }) => [rule, counts.pass, counts.fail])).toEqual([
      ['runbook', 1, 2],
    ]);
  });

  test('is grouped where that is asked for, with how many are meant', async () => {
    const byTeam = await map('readiness by team');
    expect(drawn(byTeam)).toEqual(['search: 0/1 0/0 0/0 0/0', 'payments: 1/2 1/1 1/1 1/1']);
    expect(byTeam.rows.map(({ name, services, ok }) => [name, services, ok])).toEqual([
      ['Search', 1, 0],
      ['Payments', 2, 80],
    ]);
    expect(byTeam.words).toBe('readiness by team');
  });

  test('keeps to its filters, and its words give the same map again', async () => {
    const tier = await map('tier:tier-1 system:store by tier');
    expect(drawn(tier)).toEqual(['tier-1: 1/2 1/1 1/1 1/1']);
    expect(drawn(await map(tier.words))).toEqual(drawn(tier));
  });

  test.each([
    ['nonsense', /There is no scorecard “nonsense”. Known: `readiness`/],
    ['by colour', /Say `by team`, `by tier` or `by system`/],
    ['by', /Say `by team`/],
    ['category:cost', /No rule is of the category “cost”/],
    ['team:nobody', /There is no team “nobody”/],
    ['colour:red', /I don't know the filter/],
  ])('refuses “%s” with what to type', async (words, sentence) => {
    await expect(map(words)).rejects.toThrow(sentence);
  });

  test('shows guests the services of their own teams alone, whatever they filter by', async () => {
    const guest = { ...(await viewerOf(home.app, 'cy@acme.test')), guest: true };
    expect((await map('', guest)).rows.map(({ id }) => id)).toEqual(['finder']);
    expect((await map('team:payments', guest)).rows).toEqual([]);
    expect((await map('by tier', guest)).services).toBe(1);
  });

  test('refuses strangers', async () => {
    await expect(map('', { ...somebody, stranger: true })).rejects.toThrow('members of this workspace');
  });
});

describe('too many rows', () => {
  const rows = (services: number, teams: number, systems: number): OutcomesRow[] =>
    Array.from({ length: services }, (_, nth) => ({
      ...{ id: `s${nth}`, name: '', tier: `t${nth % 3}` },
      owner: `o${nth % teams}`,
      system: nth === 0 ? null : `y${nth % systems}`,
      outcomes: [(['pass', 'fail', 'unknown'] as Outcome[])[nth % 3] ?? 'pass'],
    }));
  const name = (_by: string, id: string) => id;

  test.each([
    [60, 5, 5, 'service', 60],
    [61, 60, 5, 'team', 60],
    [300, 61, 59, 'system', 60],
    [300, 61, 61, 'tier', 3],
  ])('%i services of %i teams and %i systems are drawn by %s', (services, teams, systems, by, amount) => {
    const found = grouped(rows(services, teams, systems), null, name);
    expect(found).toMatchObject({ by, groupedItself: by !== 'service' });
    expect(found.rows).toHaveLength(amount);
  });

  test('each service is counted once, and those of no group together', () => {
    const { rows: groups } = grouped(rows(300, 61, 59), 'system', name);
    expect(groups.reduce((sum, { services }) => sum + services, 0)).toBe(300);
    expect(groups.find(({ id }) => id === null)).toMatchObject({ name: 'No system', services: 1, ok: 100 });
  });
});
