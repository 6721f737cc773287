/** Rules on trial are seen by their scorecard's maintainers, and by nobody else, wherever somebody could look. */
import { expect, test } from 'vitest';
import { openSmallHome, SCORECARD, viewerOf } from '../support/small-home.ts';

const EARLIER = SCORECARD.replace(
  'expression: has(service.description)',
  'expression: service.tier == "tier-2"',
);

/** A trial rule that has just begun to fail at payments-api. */
async function world() {
  const home = await openSmallHome({ 'scorecards/readiness.yml': EARLIER });
  const { app } = home;
  const [vera, ana] = [await viewerOf(app, 'vera@acme.test'), await viewerOf(app, 'ana@acme.test')];
  return { ...home, app, vera, ana };
}

test('a maintainer may have it explained and listed; for others there is no such rule', async () => {
  const { app, vera, ana } = await world();
  expect(await app.verbs.explain(vera, 'tried')).toMatchObject({
    kind: 'rule',
    rule: { rule: { id: 'tried' } },
  });
  expect(await app.verbs.explain(ana, 'tried')).toMatchObject({ kind: 'nearest' });
  expect(JSON.stringify(await app.verbs.explain(ana, 'trie'))).not.toContain('tried');
  expect((await app.verbs.listServices(vera, 'failing:tried', 0)).page.total).toBeGreaterThan(0);
  await expect(app.verbs.listServices(ana, 'failing:tried', 0)).rejects.toThrow('There is no rule “tried”');
});

test('what became of it is in the history of maintainers alone', async () => {
  const { app, vera, ana, write } = await world();
  write('catalog/more.yml', 'services: []\n');
  const record = await app.store.catalog.find('payments-api');
  await app.store.evaluations.write([
    {
      key: record?.key ?? '',
      scorecard: 'readiness',
      evaluation: (await app.store.evaluations.of([record?.key ?? ''])).get(record?.key ?? '')?.[0] ?? null,
      transitions: [
        {
          id: '019c0000-0000-7000-8000-000000000001',
          at: app.context.clock.now(),
          scorecard: 'readiness',
          rule: 'tried',
          kind: 'outcome',
          from: 'pass',
          to: 'fail',
          cause: 'catalog: tier',
        },
      ],
    },
  ]);
  const rules = async (viewer: typeof ana) =>
    (await app.verbs.showDetails(viewer, 'payments-api')).history.map(({ ruleTitle }) => ruleTitle);
  expect(await rules(vera)).toContain('On trial');
  expect(await rules(ana)).not.toContain('On trial');
});
