/** What reminders follow besides outcomes: who answers for a service, whether its entry was confirmed, initiatives. */
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { keepInitiatives } from '../../../src/use-cases/initiatives/keep-initiatives.ts';
import { nudgeReaders } from '../../../src/use-cases/nudging/others-to-tell.ts';
import { onBothDatabases } from '../../support/databases.ts';
import { CATALOG, type NudgesHome, openNudgesHome, READY } from '../../support/nudges-home.ts';
import { factsFile } from '../../support/small-home.ts';

const RUNBOOKS = CATALOG.replaceAll(
  'lifecycle: production}',
  'lifecycle: production, links: [{type: runbook, title: R, url: "https://wiki.acme.test/r"}]}',
);

const [unlinked = '', linked = ''] = [CATALOG, RUNBOOKS].map((catalog) =>
  catalog.split('\n').find((line) => line.includes('{id: ledger,')),
);
const lineOfLedger = [unlinked, linked] as const;

function as(home: NudgesHome, name: string) {
  const email = `${name}@acme.test`;
  return home.app.verbs.viewerOf({
    ...{ id: `U${name.toUpperCase()}`, name, email, timezone: null, stranger: false, guest: false },
  });
}

async function anasNewest(home: NudgesHome) {
  const found = (await home.app.store.nudges.latest(['person:UANA'])).get('person:UANA');
  const view = found && (await nudgeReaders(home.app.context).nudge(found.id));
  if (view == null) throw new Error('Ana has no reminder');
  return view;
}

onBothDatabases('reminders', ({ url }) => {
  test('that an entry is to be confirmed is told a week and a day before, then by the tier’s interval until it is', async () => {
    const ready = READY.replaceAll('nudge_every_days', 'verify_every_days: 30, nudge_every_days');
    const home = await openNudgesHome(
      { 'ready.yml': ready, 'catalog/all.yml': RUNBOOKS },
      { database: await url() },
    );
    const { upkeep } = home.app.verbs;
    await upkeep.verify(await as(home, 'root'), 'ledger');
    await upkeep.verify(await as(home, 'ana'), 'payments-api');
    home.advance(20 * DAY);
    await upkeep.verify(await as(home, 'root'), 'finder');
    home.write('catalog/all.yml', RUNBOOKS.replace('owner: ledgers', 'owner: payments'));
    await home.app.importCatalog({ by: 'test', confirm: false });
    const days: string[] = [];
    for (let day = 20; day < 35; day += 1) {
      await home.plan();
      if ((await home.said()).includes('nudge UANA')) {
        const { services } = await anasNewest(home);
        const date = new Date(home.now()).toISOString().slice(5, 10);
        days.push(`${date} ${services.map(({ service }) => service.id).join(' ')}`);
      }
      home.advance(DAY);
    }
    // Confirmed on 4 March: due on Friday 3 April. Nobody is told on a weekend, nor of what they have for two weeks only.
    expect(days).toEqual([
      '03-27 payments-api',
      '04-02 payments-api',
      '04-06 payments-api',
      '04-07 ledger payments-api',
    ]);
    const { services } = await anasNewest(home);
    expect(services.find(({ service }) => service.id === 'payments-api')).toMatchObject({
      due: null,
      items: [{ kind: 'ending', what: 'verification', until: Date.parse('2026-04-03T12:00:00Z') }],
    });

    // No rule asks for it, so that no outcome tells of it.
    await home.app.settle();
    home.advance(5 * MINUTE);
    await home.plan();
    home.advance(5 * MINUTE);
    await upkeep.verify(await as(home, 'ana'), 'payments-api');
    expect(await home.plan()).toMatchObject({ updated: 1 });
    home.advance(5 * MINUTE);
    expect(await home.plan()).toMatchObject({ updated: 0 });
    expect(await anasNewest(home)).toMatchObject({ fixed: 1, services: [{ service: { id: 'ledger' } }] });
  });

  test('a service that has gone to another team leaves the message where it stands, which is nobody’s answer', async () => {
    const home = await openNudgesHome({}, { database: await url() });
    expect(await home.plan()).toMatchObject({ planned: 2 });
    expect(await home.said()).toEqual(['nudge #team-search', 'nudge UANA']);
    home.advance(MINUTE);
    const take = async (catalog: string) => {
      home.write('catalog/all.yml', catalog.replace('owner: ledgers', 'owner: search'));
      await home.app.importCatalog({ by: 'test', confirm: false });
      await home.app.settle();
    };
    await take(CATALOG);
    expect(await home.plan()).toMatchObject({ planned: 0, updated: 1 });
    expect(await home.said()).toContain('nudge UANA');
    expect(await anasNewest(home)).toMatchObject({
      ...{ fixed: 0, done: false, teams: [{ id: 'payments' }] },
      services: [{ service: { id: 'payments-api' } }],
      moved: [{ service: { id: 'ledger' }, to: { name: 'Search' } }],
    });
    // What its new team mends is no answer of the one before.
    home.advance(5 * MINUTE);
    await take(CATALOG.replace(...lineOfLedger));
    expect(await home.plan()).toMatchObject({ updated: 0 });
    const key = (await home.app.store.catalog.find('ledger'))?.key ?? '';
    expect((await home.app.store.nudges.answers([key])).size).toBe(0);
  });
});

/** Only payments-api is known, and its coverage is too low: that never passed. */
async function uncovered(catalog: string): Promise<NudgesHome> {
  const home = await openNudgesHome({ 'catalog/all.yml': catalog, 'facts.yml': factsFile({ percent: 61 }) });
  for (let times = 0; times < 3; times += 1) {
    home.write('facts.yml', factsFile({ percent: 61 }));
    home.advance(8 * HOUR);
    await home.app.settle();
  }
  return home;
}

async function running(home: NudgesHome, asks: readonly string[], date = '2026-04-20') {
  const ask = {
    ...{ title: 'Tests', why: 'Fewer bugs.', scorecard: 'readiness', asks: { rules: asks } },
    ...{ filter: 'team:payments', date, owner: 'UROOT', channel: 'C0ALL' },
  };
  const outcome = await home.app.verbs.initiatives.add(await as(home, 'root'), ask, true);
  if (outcome.kind !== 'kept') throw new Error(JSON.stringify(outcome));
  return outcome.view.initiative.id;
}

test('what only a cancelled initiative asked for leaves the message at the next look, once, and is nobody’s answer', async () => {
  const home = await uncovered(RUNBOOKS);
  const id = await running(home, ['coverage']);
  home.advance(MINUTE);
  expect(await home.plan()).toMatchObject({ planned: 1 });
  await home.said();
  expect((await anasNewest(home)).services).toMatchObject([{ initiative: 'Tests' }]);
  home.advance(MINUTE);
  await home.app.verbs.initiatives.act(await as(home, 'root'), id, { kind: 'cancel', reason: 'Later' });
  home.advance(5 * MINUTE);
  expect(await home.plan()).toMatchObject({ planned: 0, updated: 1 });
  expect(await home.said()).toContain('nudge UANA');
  expect(await anasNewest(home)).toMatchObject({ dropped: 1, fixed: 0, services: [], done: true });
  for (let looks = 0; looks < 3; looks += 1) {
    home.advance(5 * MINUTE);
    expect(await home.plan()).toMatchObject({ planned: 0, updated: 0 });
  }
  const key = (await home.app.store.catalog.find('payments-api'))?.key ?? '';
  expect((await home.app.store.nudges.answers([key])).size).toBe(0);
});

test('what stays open is told without the initiative that was put away after its end', async () => {
  const home = await uncovered(CATALOG);
  const id = await running(home, ['coverage', 'runbook'], '2026-03-10');
  home.advance(MINUTE);
  await home.plan();
  await home.said();
  const { id: told } = await anasNewest(home);
  const standing = async () => {
    const view = await nudgeReaders(home.app.context).nudge(told);
    const service = view?.services.find((one) => one.service.id === 'payments-api');
    const rules = service?.items.flatMap((item) => (item.kind === 'check' ? [item.view.rule] : []));
    return { rules, initiative: service?.initiative, dropped: view?.dropped, fixed: view?.fixed };
  };
  expect(await standing()).toMatchObject({ rules: ['runbook', 'coverage'], initiative: 'Tests' });
  home.at('2026-03-12T12:00:00Z');
  await keepInitiatives(home.app.context);
  // It is over, and its owner has not looked yet at what is left.
  expect(await standing()).toMatchObject({ rules: ['runbook', 'coverage'], dropped: 0 });
  await home.app.verbs.initiatives.act(await as(home, 'root'), id, { kind: 'close' });
  expect(await home.plan()).toMatchObject({ updated: 1 });
  const left = { rules: ['runbook'], initiative: null, dropped: 1, fixed: 0 };
  expect(await standing()).toEqual(left);
});

test('what stays open is told once more where only its initiative was cancelled', async () => {
  const home = await uncovered(CATALOG);
  const id = await running(home, ['runbook']);
  home.advance(MINUTE);
  await home.plan();
  await home.said();
  const first = async () =>
    (await anasNewest(home)).services.find((one) => one.service.id === 'payments-api');
  expect(await first()).toMatchObject({ initiative: 'Tests', due: expect.any(Number) });
  home.advance(MINUTE);
  await home.app.verbs.initiatives.act(await as(home, 'root'), id, { kind: 'cancel', reason: 'Later' });
  home.advance(5 * MINUTE);
  expect(await home.plan()).toMatchObject({ updated: 1 });
  expect(await home.said()).toContain('nudge UANA');
  expect(await first()).toMatchObject({
    initiative: null,
    due: null,
    items: [{ view: { rule: 'runbook' } }],
  });
  home.advance(5 * MINUTE);
  expect(await home.plan()).toMatchObject({ updated: 0 });
});

test('owners hear of an initiative at the next look, and not of one that was cancelled', async () => {
  const home = await uncovered(RUNBOOKS);
  // Coverage has never passed: that alone is no reason to disturb anybody, now or for a while.
  expect(await home.plan()).toMatchObject({ planned: 0 });
  const { initiatives } = home.app.verbs;
  const ask = {
    ...{ title: 'Tests', why: 'Fewer bugs.', scorecard: 'readiness', asks: { rules: ['coverage'] } },
    ...{ filter: '', date: '2026-04-20', owner: 'UROOT', channel: 'C0ALL' },
  };
  const root = await as(home, 'root');
  const outcomes = [await initiatives.add(root, ask, true), await initiatives.add(root, ask, false)];
  const [started] = outcomes.flatMap((one) => (one.kind === 'kept' ? [one.view.initiative] : []));
  if (started === undefined) throw new Error(JSON.stringify(outcomes));
  home.advance(MINUTE);
  expect(await home.plan()).toMatchObject({ planned: 1 });
  await initiatives.act(root, started.id, { kind: 'cancel', reason: 'Later' });
  home.at('2026-03-23T12:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
});
