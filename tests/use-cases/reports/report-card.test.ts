import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { cardCsv, cardMarkdown } from '../../../src/use-cases/reports/card-export.ts';
import {
  CATALOG,
  factsFile,
  openSmallHome,
  SCORECARD,
  START,
  somebody,
  viewerOf,
} from '../../support/small-home.ts';

/** Five weeks of snapshots, then payments-api loses its approvals. */
async function afterAWhile(changed: Readonly<Record<string, string>>) {
  const home = await openSmallHome();
  await home.app.store.evaluations.snapshot('2026-03-04', START);
  home.advance(8 * DAY);
  for (const [path, text] of Object.entries(changed)) home.write(path, text);
  const app = await home.reopen();
  await app.importCatalog({ by: 'test', confirm: false });
  await app.settle();
  const viewer = await viewerOf(app, 'root@acme.test');
  for (const id of ['payments-api', 'ledger']) await app.verbs.checkAgain(viewer, id);
  return app;
}

describe('a report card', () => {
  test('tells who dropped within the period, because of which rule, and of whom that is', async () => {
    const app = await afterAWhile({ 'facts.yml': factsFile({ approvals: 0, percent: 61 }) });
    const card = await app.verbs.reports.card(somebody, '7d');
    expect(card).toMatchObject({
      ...{ scope: { kind: 'organisation', name: 'Acme' }, days: 7, since: '2026-03-05', services: 4 },
      dropped: [{ service: 'payments-api', from: { id: 'silver' }, to: { id: 'bronze' } }],
      improved: [],
    });
    expect(card?.rules.map(({ title, failing, moved }) => [title, failing, moved])).toEqual([
      ['Merge approval', 1, 1],
      ['Coverage over 80 %', 1, 1],
    ]);
    expect(card?.teams.map(({ name, services }) => [name, services])).toEqual([
      ['Payments', 2],
      ['Search', 2],
    ]);
    if (card === null) return;
    expect(cardCsv(card)).toContain('\r\ndropped,payments-api,,silver,bronze,,,,-');
    expect(cardMarkdown(card)).toContain('| payments-api | silver | bronze | – | -');
  });

  test('claims no movement where the scorecard is of another version', async () => {
    const app = await afterAWhile({
      'facts.yml': factsFile({ approvals: 0, percent: 61 }),
      'scorecards/readiness.yml': SCORECARD.replace('weight: 2', 'weight: 3'),
    });
    const card = await app.verbs.reports.card(somebody, '7d');
    expect(card).toMatchObject({ dropped: [], rules: [], compared: 0, otherRules: 3 });
  });

  test('is of the organisation, a team or a system; without a period of a system alone', async () => {
    const { app } = await openSmallHome();
    const about = async (words: string) => {
      const card = await app.verbs.reports.card(somebody, words);
      return card && [card.scope.kind, card.scope.name, card.days, card.services];
    };
    expect(await about('90d')).toEqual(['organisation', 'Acme', 90, 4]);
    expect(await about('@payments 30d')).toEqual(['team', 'Payments', 30, 2]);
    expect(await about('shop 7 days')).toEqual(['team', 'Shop', 7, 2]);
    expect(await about('Store')).toEqual(['system', 'Store', 30, 3]);
    expect(await about('')).toBeNull();
    expect(await about('@payments')).toBeNull();
    await expect(about('14d')).rejects.toThrow('`7d`, `30d`, `90d`');
    await expect(about('paymints 30d')).rejects.toThrow('Did you mean `/ready report @payments`?');
  });

  test('of a parent team tells a guest of their own part of it', async () => {
    const catalog = CATALOG.replace('{id: search, name: Search,', '{id: search, name: Search, parent: shop,');
    const { app } = await openSmallHome({ 'catalog/all.yml': catalog });
    const sizes = async (guest: boolean) => {
      const ana = await viewerOf(app, 'ana@acme.test', { guest });
      return (await app.verbs.reports.card(ana, '@shop 30d'))?.services;
    };
    // Payments' two, and one of Search's that Payments sees too.
    expect([await sizes(false), await sizes(true)]).toEqual([4, 3]);
  });

  test('is for guests of their own teams, for strangers of nothing', async () => {
    const { app } = await openSmallHome();
    const cy = await viewerOf(app, 'cy@acme.test', { guest: true });
    const { reports } = app.verbs;
    expect((await reports.card(cy, '@search 30d'))?.services).toBe(2);
    await expect(reports.card(cy, '30d')).rejects.toThrow('As a guest');
    await expect(reports.card(cy, 'store 30d')).rejects.toThrow('There is no team or system “store”');
    await expect(reports.card(cy, '@payments 30d')).rejects.toThrow('There is no team or system');
    const fay = await viewerOf(app, 'fay@acme.test', { stranger: true });
    await expect(reports.card(fay, '30d')).rejects.toThrow('I only answer members');
  });
});
