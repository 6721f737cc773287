import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { planNudges } from '../../../src/use-cases/plan-nudges.ts';
import { tellOwnerless } from '../../../src/use-cases/tell-ownerless.ts';
import { CATALOG, type NudgesHome, openNudgesHome, READY } from '../../support/nudges-home.ts';
import { factsFile } from '../../support/small-home.ts';

const WITH_RUNBOOKS = CATALOG.replaceAll(
  'lifecycle: production}',
  'lifecycle: production, links: [{type: runbook, title: R, url: "https://wiki.acme.test/r"}]}',
);

async function mendRunbooks(home: NudgesHome): Promise<void> {
  home.write('catalog/all.yml', WITH_RUNBOOKS);
  await home.app.importCatalog({ by: 'test', confirm: false });
  await home.app.settle();
}

test('each steward gets one message a day about all of their teams, and a team that wants that gets it in its channel', async () => {
  const home = await openNudgesHome();
  expect(await home.plan()).toMatchObject({ planned: 2, held: 0 });
  expect(await home.said()).toEqual(['nudge #team-search', 'nudge UANA']);
  const nudge = (await home.app.store.nudges.latest(['person:UANA'])).get('person:UANA');
  expect(nudge?.gaps.map(({ id }) => id)).toEqual(['readiness/runbook', 'readiness/runbook']);
  expect(new Set(nudge?.gaps.map(({ service }) => service)).size).toBe(2);

  home.advance(2 * HOUR);
  expect(await home.plan()).toMatchObject({ planned: 0 });

  home.at('2026-03-05T08:59:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
  home.at('2026-03-05T09:00:00Z');
  // Tier 1 repeats each day; who is told of that is told of all.
  expect(await home.plan()).toMatchObject({ planned: 1 });
  expect(await home.said()).toEqual(['nudge UANA']);
});

test('what is unknown, and what a lower level mutes, is not told', async () => {
  const home = await openNudgesHome();
  await home.plan();
  const [gaps] = (await home.app.store.nudges.since(0, ['channel:#team-search'])).map((one) => one.gaps);
  // Of finder no facts are known: approval is unknown.
  expect(gaps?.map(({ id }) => id)).toEqual(['readiness/runbook']);
});

describe('nobody is told', () => {
  test('before this process has computed what is so', async () => {
    const home = await openNudgesHome();
    const again = await home.reopen();
    expect(await planNudges(again.context, home.now())).toMatchObject({ planned: 0 });
    again.context.planning.settle();
    expect(await planNudges(again.context, home.now())).toMatchObject({ planned: 2 });
  });

  test('in preview, but the teams that were added', async () => {
    const home = await openNudgesHome({ 'ready.yml': READY.replace('mode: on', 'mode: preview') });
    expect(await home.plan()).toMatchObject({ planned: 0 });
    const root = await home.app.verbs.viewerOf({
      ...{
        id: 'UROOT',
        name: 'root',
        email: 'root@acme.test',
        timezone: null,
        stranger: false,
        guest: false,
      },
    });
    const before = await home.verbs().rollout(root);
    expect(before).toMatchObject({
      mode: 'preview',
      told: [],
      next: { id: 'ledgers' },
      counts: { messages: 2, ownerless: 1 },
    });
    expect(await home.verbs().sample(root, 'search')).toMatchObject({
      to: { channel: '#team-search' },
      done: false,
    });
    expect((await home.verbs().addTeam(root, null)).told.map(({ id }) => id)).toEqual(['ledgers']);
    await home.plan();
    expect(await home.said()).toEqual(['nudge UANA']);
    const told = await home.app.store.nudges.since(0);
    expect(told[0]?.gaps).toHaveLength(1);
    expect((await home.verbs().removeTeam(root, 'ledgers')).told).toEqual([]);
  });

  test('while Slack does not say who is there', async () => {
    const home = await openNudgesHome();
    home.silence(true);
    await expect(home.plan()).rejects.toThrow('did not answer');
    expect(await home.app.store.nudges.since(0)).toEqual([]);
  });

  test('whose team has an open incident, until it is over', async () => {
    const incident = (open: number) =>
      `${factsFile({})}      incidents: {open: ${open}, in_last_7_days: 1, in_last_14_days: 1, in_last_30_days: 1, in_last_90_days: 1}\n`;
    const ready = READY.replace('fills: [vcs, coverage]', 'fills: [vcs, coverage, incidents]');
    const home = await openNudgesHome({ 'ready.yml': ready, 'facts.yml': incident(1) });
    await home.plan();
    const services = (await home.app.store.nudges.since(0, ['person:UANA'])).flatMap(({ gaps }) => gaps);
    // Ana is told of the ledger alone.
    expect(services).toHaveLength(1);
  });

  test('whose service has a new owner, for two weeks', async () => {
    const home = await openNudgesHome();
    home.write('catalog/all.yml', CATALOG.replace('owner: search', 'owner: payments'));
    home.advance(1);
    await home.app.importCatalog({ by: 'test', confirm: false });
    await home.app.settle();
    await home.plan();
    expect(await home.said()).toContain('nudge UANA');
    const told = async () =>
      (await home.app.store.nudges.latest(['person:UANA'])).get('person:UANA')?.gaps.length;
    expect(await told()).toBe(2);
    home.advance(15 * DAY);
    await home.plan();
    expect(await told()).toBe(3);
  });
});

test('while a steward is away the next one is told; while nobody is there nobody', async () => {
  const home = await openNudgesHome();
  const ana = home.people.get('ana@acme.test');
  if (ana === undefined) throw new Error('Ana is there');
  home.people.set('ana@acme.test', { ...ana, away: true });
  await home.plan();
  expect(await home.said()).toEqual(['nudge #team-search', 'nudge UBO']);
  home.people.delete('bo@acme.test');
  home.at('2026-03-05T12:00:00Z');
  await home.plan();
  expect(await home.said()).toEqual([]);
});

test('everybody is told in their own zone', async () => {
  const home = await openNudgesHome();
  const ana = home.people.get('ana@acme.test');
  if (ana === undefined) throw new Error('Ana is there');
  home.people.set('ana@acme.test', { ...ana, timezone: 'America/Los_Angeles' });
  await home.plan();
  expect(await home.said()).toEqual(['nudge #team-search']);
  // 09:00 there.
  home.at('2026-03-04T17:00:00Z');
  await home.plan();
  expect(await home.said()).toEqual(['nudge UANA']);
});

test('on a public holiday nobody is told', async () => {
  const home = await openNudgesHome({
    'ready.yml': `${READY}working_hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", holidays: GB-ENG}\n`,
  });
  // Good Friday, and Easter Monday.
  for (const day of ['2026-04-03', '2026-04-06']) {
    home.at(`${day}T10:00:00Z`);
    expect(await home.plan()).toMatchObject({ planned: 0 });
  }
  home.at('2026-04-07T10:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 2 });
});

test('a snooze is an answer, and holds for its days', async () => {
  const home = await openNudgesHome();
  await home.plan();
  await home.said();
  const ana = await home.app.verbs.viewerOf({
    ...{ id: 'UANA', name: 'ana', email: 'ana@acme.test', timezone: null, stranger: false, guest: false },
  });
  await home.verbs().snooze(ana, 'payments-api', 7);
  home.at('2026-03-05T12:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
  // The ledger's time has come; the snoozed service is not in it.
  home.at('2026-03-09T12:00:00Z');
  await home.plan();
  const nudge = (await home.app.store.nudges.latest(['person:UANA'])).get('person:UANA');
  expect(nudge?.gaps).toHaveLength(1);
  await home.verbs().unsnooze(ana, 'payments-api');
  const key = (await home.app.store.catalog.find('payments-api'))?.key ?? '';
  expect((await home.app.store.nudges.answers([key])).get(key)).toBe(home.now());
  home.at('2026-03-10T12:00:00Z');
  await home.plan();
  expect((await home.app.store.nudges.latest(['person:UANA'])).get('person:UANA')?.gaps).toHaveLength(2);
});

test('what was mended is told where the message stands, once for each rest, and stops the counting', async () => {
  const home = await openNudgesHome();
  await home.plan();
  await home.said();
  home.advance(HOUR);
  await mendRunbooks(home);
  expect(await home.plan()).toMatchObject({ updated: 2 });
  expect(await home.said()).toEqual(['nudge #team-search', 'nudge UANA']);
  home.advance(5 * MINUTE);
  expect(await home.plan()).toMatchObject({ updated: 0 });
  const nudge = (await home.app.store.nudges.latest(['person:UANA'])).get('person:UANA');
  const ana = await home.app.verbs.viewerOf({
    ...{ id: 'UANA', name: 'ana', email: 'ana@acme.test', timezone: null, stranger: false, guest: false },
  });
  expect(await home.verbs().show(ana, nudge?.id ?? '')).toMatchObject({
    done: true,
    fixed: 2,
    services: [],
    first: true,
  });
  const keys = nudge?.gaps.map(({ service }) => service) ?? [];
  expect((await home.app.store.nudges.answers(keys)).size).toBe(2);
});

test('what was told twice without an answer is told in the channel, after two more to the approvers, once each', async () => {
  const home = await openNudgesHome();
  const heard: string[] = [];
  for (const day of ['04', '05', '06', '09', '10', '11', '12', '13']) {
    home.at(`2026-03-${day}T12:00:00Z`);
    await home.plan();
    heard.push(
      ...(await home.said()).filter((one) => one.startsWith('escalation')).map((one) => `${day} ${one}`),
    );
  }
  // Tier 2 repeats every third day: what rides along with tier 1 in between does not count.
  expect(heard).toEqual([
    '06 escalation #team-payments',
    '11 escalation UVERA',
    '13 escalation #team-ledgers',
  ]);
});

describe('too many at once', () => {
  const many = Array.from({ length: 30 }, (_, nth) => nth);
  const files = {
    'catalog/all.yml': `teams:\n${many.map((nth) => `  - {id: t${nth}, name: T${nth}, channel: "#t${nth}", timezone: ${nth < 20 ? 'Europe/London' : 'America/Los_Angeles'}, members: [ana@acme.test], nudges: channel}\n`).join('')}services:\n${many.map((nth) => `  - {id: s${nth}, name: S${nth}, tier: tier-2, owner: t${nth}, type: service, lifecycle: production}\n`).join('')}`,
  };
  const admin = (home: NudgesHome) =>
    home.app.verbs.viewerOf({
      ...{
        id: 'UROOT',
        name: 'root',
        email: 'root@acme.test',
        timezone: null,
        stranger: false,
        guest: false,
      },
    });

  test('wait for an admin, who sends them', async () => {
    const home = await openNudgesHome(files);
    expect(await home.plan()).toMatchObject({ planned: 0, held: 20 });
    expect(await home.plan()).toMatchObject({ planned: 0, held: 0 });
    expect(await home.said()).toEqual(['storm UROOT']);
    const root = await admin(home);
    const { held } = await home.verbs().jobs(root);
    expect(held).toMatchObject({ owners: 20, of: 30, state: 'held' });
    expect(await home.verbs().decideStorm(root, held?.id ?? '', 'send')).toMatchObject({
      state: 'sent',
      decidedByName: 'root',
    });
    expect(await home.plan()).toMatchObject({ planned: 20 });
    // Nine o'clock, a little later for some, in Los Angeles: they were let through together with the others.
    home.at('2026-03-04T18:00:00Z');
    expect(await home.plan()).toMatchObject({ planned: 10, held: 0 });
  });

  test('are let go by an admin, and not told again the next day', async () => {
    const home = await openNudgesHome(files);
    await home.plan();
    await home.said();
    const root = await admin(home);
    const { held } = await home.verbs().jobs(root);
    await home.verbs().decideStorm(root, held?.id ?? '', 'discard');
    expect(await home.verbs().decideStorm(root, held?.id ?? '', 'send')).toMatchObject({
      state: 'discarded',
    });
    for (const later of ['2026-03-04T18:00:00Z', '2026-03-05T12:00:00Z']) {
      home.at(later);
      expect(await home.plan()).toMatchObject({ planned: 0, held: 0 });
    }
    expect(await home.said()).toEqual(['storm UROOT']);
  });
});

test.each(['nudges.written', 'nudges.planned'])(
  'a death at %s loses nothing and repeats nothing',
  async (step) => {
    const home = await openNudgesHome();
    const dying = {
      ...home.app.context,
      reached(at: string) {
        if (at === step) throw new Error('the process dies');
      },
    };
    await expect(planNudges(dying, home.now())).rejects.toThrow('dies');
    home.app.context.planning.forget();
    await home.plan();
    expect(await home.said()).toEqual(['nudge #team-search', 'nudge UANA']);
    expect(await home.app.store.nudges.since(0)).toHaveLength(2);
  },
);

test('what reached nobody on its day is told on the next one, as new', async () => {
  const home = await openNudgesHome();
  await home.plan();
  home.at('2026-03-05T12:00:00Z');
  await home.plan();
  const nudge = (await home.app.store.nudges.latest(['channel:#team-search'])).get('channel:#team-search');
  expect(nudge).toMatchObject({ localDate: '2026-03-05', fresh: [expect.any(String)] });
});

test('a week of silence ends in one message in working hours', async () => {
  const home = await openNudgesHome();
  home.at('2026-03-15T12:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 0 });
  home.at('2026-03-16T09:00:00Z');
  expect(await home.plan()).toMatchObject({ planned: 2 });
  expect(await home.plan()).toMatchObject({ planned: 0 });
});

test('admins hear once a week of services without an owner, and give them one', async () => {
  const home = await openNudgesHome();
  const tell = () => tellOwnerless(home.app.context, home.now());
  expect(await tell()).toEqual({ told: 1, services: 1 });
  expect(await tell()).toMatchObject({ told: 0 });
  expect(await home.said()).toEqual(['ownerless UROOT']);
  const root = await home.app.verbs.viewerOf({
    ...{ id: 'UROOT', name: 'root', email: 'root@acme.test', timezone: null, stranger: false, guest: false },
  });
  const { services } = await home.verbs().ownerless(root);
  expect(services).toMatchObject([
    { service: { id: 'lost' }, why: 'unknown-team', declared: 'nobody-we-know' },
  ]);
  expect((await home.verbs().assign(root, 'lost', 'search')).services).toEqual([]);
  expect((await home.app.store.catalog.find('lost'))?.service.owner).toBe('search');
  await expect(home.verbs().assign(root, 'lost', 'payments')).rejects.toThrow('has an owner by now');
  home.at('2026-03-09T12:00:00Z');
  expect(await tell()).toMatchObject({ told: 0 });
});

test('whose a service without owner may be is told by what the catalog says and by who works on it, together', async () => {
  const lost = CATALOG.replace(
    'owner: nobody-we-know',
    'owner: serch, channel: "#team-search", links: [{type: runbook, title: R, url: "https://wiki.acme.test/r"}]',
  );
  const home = await openNudgesHome({
    'ready.yml': READY.replace('fills: [vcs, coverage]', 'fills: [vcs, coverage, git]'),
    'catalog/all.yml': lost,
    'facts.yml': `
collected: 1h ago
services:
  lost:
    facts:
      git: {codeowners: {owners: ["@acme/ledgers"]}, authors: [cy@acme.test, ana@acme.test, x@acme.test, y@acme.test]}
`,
  });
  const root = await home.app.verbs.viewerOf({
    ...{ id: 'UROOT', name: 'root', email: 'root@acme.test', timezone: null, stranger: false, guest: false },
  });
  const [service] = (await home.verbs().ownerless(root)).services;
  expect(service?.suggestions).toEqual([
    {
      team: { id: 'search', name: 'Search' },
      because: 'the catalog says “serch”, it uses #team-search, 1 of 4 who committed in the last 90 days',
    },
    {
      team: { id: 'ledgers', name: 'Ledgers' },
      because: 'CODEOWNERS names @acme/ledgers, 1 of 4 who committed in the last 90 days',
    },
    { team: { id: 'payments', name: 'Payments' }, because: '1 of 4 who committed in the last 90 days' },
  ]);
});

test('who says that a service is not theirs is heard by the team whose it is said to be', async () => {
  const home = await openNudgesHome();
  const ana = await home.app.verbs.viewerOf({
    ...{ id: 'UANA', name: 'ana', email: 'ana@acme.test', timezone: null, stranger: false, guest: false },
  });
  const claim = await home.verbs().notMine(ana, 'ledger', { team: 'search', note: ' since May ' });
  expect(claim).toMatchObject({
    service: { id: 'ledger' },
    team: { name: 'Search' },
    from: { name: 'Ledgers' },
    note: 'since May',
  });
  expect(await home.said()).toEqual(['ownership-claim #team-search']);
  // Once more says nothing new; that it is just not theirs is asked of the team that the catalog names.
  expect((await home.verbs().notMine(ana, 'ledger', { team: 'search', note: null })).id).toBe(claim.id);
  expect(await home.said()).toEqual([]);
  expect(await home.verbs().notMine(ana, 'ledger', { team: null, note: '  ' })).toMatchObject({
    team: null,
    note: null,
  });
  expect(await home.said()).toEqual(['ownership-claim #team-ledgers']);
  await expect(home.verbs().notMine(ana, 'ledger', { team: 'ledgers', note: null })).rejects.toThrow(
    'is who it is',
  );
  await expect(home.verbs().notMine(ana, 'finder', { team: null, note: null })).rejects.toThrow('not yours');
});
