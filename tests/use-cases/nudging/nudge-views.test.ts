/** What messages about reminders are rendered from, over a real home. */
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { gapKey } from '../../../src/domain/planner/gap.ts';
import { evaluateAll } from '../../../src/use-cases/evaluate-services.ts';
import { nudgeReaders } from '../../../src/use-cases/nudging/others-to-tell.ts';
import { type NudgesHome, openNudgesHome, READY } from '../../support/nudges-home.ts';
import { factsFile } from '../../support/small-home.ts';

/** Somebody is awake at night for it, so that what its collector says is all that may be open. */
const ONE = `
teams:
  - {id: payments, name: Payments, members: [ana@acme.test]}
services:
  - {id: payments-api, name: P, tier: tier-1, owner: payments, type: service, lifecycle: production, links: [{type: runbook, title: R, url: "https://wiki.acme.test/p"}]}
`;

const readers = (home: NudgesHome) => nudgeReaders(home.app.context);

async function newest(home: NudgesHome, key: string) {
  const found = (await home.app.store.nudges.latest([key])).get(key);
  if (found === undefined) throw new Error(`${key} has none`);
  return found;
}

function viewer(home: NudgesHome, name: string) {
  const email = `${name}@acme.test`;
  return home.app.verbs.viewerOf({
    ...{ id: `U${name.toUpperCase()}`, name, email, timezone: null, stranger: false, guest: false },
  });
}

async function collect(home: NudgesHome, facts: Parameters<typeof factsFile>[0]): Promise<void> {
  home.write('facts.yml', factsFile(facts));
  home.advance(8 * HOUR);
  await home.app.settle();
}

describe('a nudge', () => {
  test('has what is open with its checks, and follows what becomes of it', async () => {
    const home = await openNudgesHome({ 'facts.yml': factsFile({ approvals: 0 }) });
    // Long enough that what the collector says is stable, and seen again.
    for (let times = 0; times < 3; times += 1) await collect(home, { approvals: 0 });
    home.at('2026-03-06T10:00:00Z');
    await home.app.settle();
    await home.plan();
    const { id } = await newest(home, 'person:UANA');
    const view = await readers(home).nudge(id);
    expect(view).toMatchObject({
      to: { kind: 'person', id: 'UANA', name: 'ana' },
      teams: [{ id: 'ledgers' }, { id: 'payments' }],
      done: false,
      fixed: 0,
      first: true,
    });
    const pay = view?.services.find(({ service }) => service.id === 'payments-api');
    expect(pay?.items).toMatchObject([
      {
        kind: 'check',
        why: 'bar',
        isNew: true,
        view: { title: 'Merge approval', check: { outcome: 'fail' } },
      },
      { kind: 'check', why: 'bar', isNew: true, view: { title: 'Runbook linked' } },
    ]);
    await home.said();
    await collect(home, { approvals: 2 });
    expect(await readers(home).nudge(id)).toMatchObject({ done: false, fixed: 1 });
  });

  test('leaves out what nobody can tell any more by the time at which it is sent', async () => {
    const files = {
      'facts.yml': factsFile({ approvals: 0 }),
      'ready.yml': READY.replace('fills: [vcs', 'max_age: 3h, fills: [vcs'),
    };
    const home = await openNudgesHome(files);
    for (let times = 0; times < 3; times += 1) await collect(home, { approvals: 0 });
    home.at('2026-03-06T10:00:00Z');
    await home.app.settle();
    await home.plan();
    const { id, gaps } = await newest(home, 'person:UANA');
    expect(gaps).toHaveLength(3);
    home.advance(4 * HOUR);
    await evaluateAll(home.app.context, 'test');
    const view = await readers(home).nudge(id);
    expect(view?.fixed).toBe(0);
    expect(view?.services.flatMap(({ items }) => items)).toHaveLength(2);
  });

  test('that nobody got on its day is dropped, and so is one of what was mended meanwhile', async () => {
    const home = await openNudgesHome();
    await home.plan();
    const { id } = await newest(home, 'person:UANA');
    home.at('2026-03-04T16:59:00Z');
    expect(await readers(home).nudge(id)).not.toBeNull();
    home.at('2026-03-04T17:00:01Z');
    expect(await readers(home).nudge(id)).toBeNull();
    expect(await readers(home).nudge('nobody’s')).toBeNull();
  });

  test('does not follow who has gone away before it was sent: whoever stands in is told', async () => {
    const home = await openNudgesHome();
    await home.plan();
    const { id } = await newest(home, 'person:UANA');
    const ana = home.people.get('ana@acme.test');
    if (ana === undefined) throw new Error('Ana is there');
    home.people.set('ana@acme.test', { ...ana, away: true });
    expect(await readers(home).nudge(id)).toBeNull();
    home.silence(true);
    expect(await readers(home).nudge(id)).not.toBeNull();
    home.silence(false);
    home.people.set('ana@acme.test', { ...ana, active: false });
    expect(await readers(home).nudge(id)).toBeNull();
    home.people.set('ana@acme.test', { ...ana, away: true });
    await home.said();
    expect(await readers(home).nudge(id)).not.toBeNull();
  });

  test('is shown to its people and admins alone', async () => {
    const home = await openNudgesHome();
    await home.plan();
    const { id } = await newest(home, 'person:UANA');
    const verbs = home.verbs();
    expect(await verbs.show(await viewer(home, 'ana'), id)).toMatchObject({ id });
    expect(await verbs.show(await viewer(home, 'root'), id)).toMatchObject({ id });
    await expect(verbs.show(await viewer(home, 'cy'), id)).rejects.toThrow('no such reminder');
    const channel = await newest(home, 'channel:#team-search');
    expect(await verbs.show(await viewer(home, 'cy'), channel.id)).toMatchObject({
      to: { channel: '#team-search' },
    });
    const { nudge, trouble } = await verbs.checkAll(await viewer(home, 'cy'), channel.id);
    expect([nudge.id, trouble]).toEqual([channel.id, []]);
    const keys = channel.gaps.map(({ service }) => service);
    expect((await home.app.store.nudges.answers(keys)).size).toBe(1);
  });
});

test('what passed before and fails stably is told as a regression; what never passed is not', async () => {
  const home = await openNudgesHome();
  const told = async () => (await newest(home, 'person:UANA')).gaps.map(({ id, kind }) => `${id} ${kind}`);
  const withRunbook = (id: string) =>
    `links: [{type: runbook, title: R, url: "https://wiki.acme.test/${id}"}]`;
  home.write(
    'catalog/all.yml',
    `teams:\n  - {id: payments, name: Payments, members: [ana@acme.test]}\nservices:\n  - {id: payments-api, name: P, tier: tier-1, owner: payments, type: service, lifecycle: production, ${withRunbook('p')}}\n  - {id: ledger, name: L, tier: tier-1, owner: payments, type: service, lifecycle: production}\n`,
  );
  await home.app.importCatalog({ by: 'test', confirm: true });
  await home.app.settle();
  await collect(home, { percent: 61 });
  home.at('2026-03-05T09:05:00Z');
  await home.plan();
  // The ledger's new owner has time; coverage has just changed.
  await expect(told()).rejects.toThrow('has none');
  await collect(home, { percent: 61 });
  await collect(home, { percent: 61 });
  home.at('2026-03-06T12:00:00Z');
  // What was seen that long ago is asked for once more before anybody is told.
  await home.plan();
  await expect(told()).rejects.toThrow('has none');
  await home.app.settle();
  home.advance(5 * MINUTE);
  await home.plan();
  expect(await told()).toEqual(['readiness/coverage regression']);
});

test('where nobody answers what is asked once more, what was known last is told after a while', async () => {
  const home = await openNudgesHome({ 'facts.yml': factsFile({ approvals: 0 }) });
  for (let times = 0; times < 3; times += 1) await collect(home, { approvals: 0 });
  home.at('2026-03-06T10:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 1 });
  home.advance(20 * MINUTE);
  expect(await home.plan()).toMatchObject({ planned: 1 });
});

test('what was asked once more and mended is asked once more when it breaks again days later', async () => {
  const home = await openNudgesHome({ 'catalog/all.yml': ONE, 'facts.yml': factsFile({ approvals: 0 }) });
  const breaks = async () => {
    for (let times = 0; times < 3; times += 1) await collect(home, { approvals: 0 });
  };
  await breaks();
  home.at('2026-03-06T11:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
  await collect(home, { approvals: 1 });
  expect(await home.plan()).toMatchObject({ planned: 0 });
  home.at('2026-03-09T02:00:00Z');
  await breaks();
  home.at('2026-03-10T14:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
  await home.app.settle();
  home.advance(5 * MINUTE);
  expect(await home.plan()).toMatchObject({ planned: 1 });
});

test('while a vendor fails nobody is told what it told before: it may be mended', async () => {
  const home = await openNudgesHome({ 'catalog/all.yml': ONE, 'facts.yml': factsFile({ approvals: 0 }) });
  for (let times = 0; times < 3; times += 1) await collect(home, { approvals: 0 });
  const { collections } = home.app.store;
  const [key = ''] = (await home.app.store.catalog.keysAfter(null, 1)).map((one) => one.key);
  const [known] = await collections.of([key], ['file']);
  if (known === undefined) throw new Error('it was asked');
  await collections.record([{ ...known, failures: 1, failedSince: home.now() }]);
  home.at('2026-03-05T10:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
  home.at('2026-03-06T02:00:00Z');
  await collect(home, { approvals: 0 });
  expect(await home.plan()).toMatchObject({ planned: 1 });
});

test('an exception that ends rides along a week and a day before, not once it has ended', async () => {
  const home = await openNudgesHome();
  const { exceptions } = home.app.verbs;
  const asked = await exceptions.ask(await viewer(home, 'cy'), {
    ...{ services: ['finder'], rules: ['readiness/runbook'], reason: 'Soon', risk: 'None', followUp: '' },
    ...{ kind: 'one-time', end: { preset: 'fortnight' }, extends: null },
  });
  if (asked.kind !== 'asked') throw new Error(JSON.stringify(asked));
  const [{ exception }] = asked.exceptions as [(typeof asked.exceptions)[number]];
  await exceptions.act(await viewer(home, 'vera'), exception.id, {
    kind: 'approve',
    seen: exception.revision,
  });
  const days: string[] = [];
  for (let day = 0; day < 14; day += 1) {
    await home.plan();
    if ((await home.said()).includes('nudge #team-search')) {
      const view = await readers(home).nudge((await newest(home, 'channel:#team-search')).id);
      const [item] = view?.services[0]?.items ?? [];
      days.push(`${new Date(home.now()).toISOString().slice(0, 10)} ${item?.kind} ${view?.services.length}`);
    }
    home.advance(DAY);
  }
  expect(days).toEqual(['2026-03-11 ending 1', '2026-03-17 ending 1']);
});

test('an escalation says how often it was told, and nothing once it is mended', async () => {
  const home = await openNudgesHome();
  for (const day of ['04', '05', '06']) {
    home.at(`2026-03-${day}T12:00:00Z`);
    await home.plan();
    await home.said();
  }
  const { gaps } = await newest(home, 'person:UANA');
  const records = await home.app.store.catalog.byKeys(gaps.map(({ service }) => service));
  const gap = gaps.find(({ service }) => records.get(service)?.service.id === 'payments-api');
  if (gap === undefined) throw new Error('it was told');
  const about = { service: gap.service, gap: gapKey(gap), step: 'channel' } as const;
  expect(await readers(home).escalation(about)).toMatchObject({
    service: { id: 'payments-api' },
    team: { id: 'payments' },
    reminders: 3,
    item: { why: 'bar', view: { title: 'Runbook linked' } },
  });
  expect(await readers(home).escalation({ ...about, gap: `${gap.service} readiness/none 0` })).toBeNull();
});

test('preferences are kept as they are chosen, and decide when somebody is told', async () => {
  const home = await openNudgesHome();
  const ana = await viewer(home, 'ana');
  const verbs = home.verbs();
  expect(await verbs.preferences(ana)).toMatchObject({
    usual: true,
    stewardOf: [{ id: 'ledgers' }, { id: 'payments' }],
  });
  const chosen = { nudges: 'daily', only: 'all', day: 'mon', at: '15:30', timezone: null } as const;
  await expect(verbs.prefer(ana, { ...chosen, at: '25:00' })).rejects.toThrow('no time');
  await expect(verbs.prefer(ana, { ...chosen, at: '18:00' })).rejects.toThrow('working hours');
  await expect(verbs.prefer(ana, { ...chosen, timezone: 'Mars/Base' })).rejects.toThrow('no time zone');
  expect(await verbs.prefer(ana, chosen)).toMatchObject({ usual: false, preferences: chosen });
  await home.plan();
  expect(await home.said()).toEqual(['nudge #team-search']);
  home.at('2026-03-04T15:30:00Z');
  await home.plan();
  expect(await home.said()).toEqual(['nudge UANA']);
});

test('what admins look after is closed to everybody else', async () => {
  const home = await openNudgesHome();
  const ana = await viewer(home, 'ana');
  const { rollout, addTeam, removeTeam, sample, jobs, decideStorm, ownerless, assign } = home.verbs();
  const tries = [
    rollout(ana),
    addTeam(ana, null),
    removeTeam(ana, 'payments'),
    sample(ana, 'payments'),
    jobs(ana),
    decideStorm(ana, 's', 'send'),
    ownerless(ana),
    assign(ana, 'lost', 'search'),
  ];
  for (const one of tries) await expect(one).rejects.toThrow('Only admins');
});
