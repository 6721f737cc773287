/** The real job over a real app and database: weeks go by, and what is queued is rendered as it would be sent. */
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import { dailySnapshot } from '../../src/jobs/daily-snapshot.ts';
import { digests } from '../../src/jobs/digests.ts';
import { digest } from '../../src/slack/messages/digest.ts';
import { digestDetailsKind } from '../../src/slack/messages/digest-details.ts';
import { digestMap } from '../../src/slack/messages/digest-map.ts';
import { mapToTell } from '../../src/use-cases/pictures/map-to-tell.ts';
import { sketch } from '../support/sketch.ts';
import { CATALOG, factsFile, openSmallHome, READY_YML, viewerOf } from '../support/small-home.ts';

const READY = `${READY_YML}timezone: Europe/London\n`;
const ON = 'rollout: {mode: on}\n';
const ORGANISATION = 'digest: {channel: "#engineering", day: fri, at: "16:00"}\n';

async function world(ready = ON, catalog = CATALOG, settled = true) {
  const home = await openSmallHome({ 'ready.yml': `${READY}${ready}`, 'catalog/all.yml': catalog });
  if (settled) home.app.context.planning.settle();
  const now = () => home.app.context.clock.now();
  const deps = () => ({ ...home.app.context, log: home.log, importDue: home.app.importDue });
  const kinds = new Map([digest, digestDetailsKind, digestMap].map((kind) => [kind.name, kind]));

  /** What was queued since it was last asked, as it would be sent: `kind channel: text`. */
  async function said(): Promise<readonly string[]> {
    const told: string[] = [];
    const { messages } = home.app.store;
    for (;;) {
      const claimed = await messages.claim(now(), 100, []);
      if (claimed.length === 0) return told;
      for (const { kind, audience, subject } of claimed) {
        // They read no more of it than this.
        const pictures = { map: (channel: string) => mapToTell(home.app.context, channel) };
        const reads = { store: home.app.store, now: now(), pictures } as never;
        const rendered = await kinds.get(kind)?.render({ audience, subject }, reads);
        const where = audience.kind === 'channel' ? audience.channel : audience.person;
        const file = rendered?.file === undefined ? '' : ` [${rendered.file.title}] ${rendered.file.altText}`;
        told.push(`${kind} ${where}: ${rendered == null ? 'nothing' : sketch(rendered.message)}${file}`);
      }
      await messages.settle(claimed, { state: 'dropped', at: now(), error: '' });
    }
  }
  const heads = async () => (await said()).map((line) => line.split(':', 1)[0]);

  /** The bot is at work until then: facts and snapshots daily, the job whenever it is woken; every hour will do here. */
  async function until(then: string, more: { readonly asleep?: boolean } = {}) {
    for (const end: Instant = Date.parse(then); now() < end; ) {
      home.advance(Math.min(HOUR, end - now()));
      if (more.asleep === true) continue;
      if (new Date(now()).getUTCHours() === 6) await home.app.settle();
      if (new Date(now()).getUTCHours() === 23) await dailySnapshot.run(now(), deps());
      await digests.run(now(), deps());
    }
    if (more.asleep !== true) await home.app.settle();
  }
  const tick = () => digests.run(now(), deps());
  return { ...home, until, said, heads, tick, deps, now };
}

describe('to whom', () => {
  test('in preview to nobody but the teams that it has reached, ready.yml’s and those added in Slack; a first one is never a quiet line', async () => {
    const { until, heads, app } = await world(`rollout: {mode: preview, teams: [payments]}\n${ORGANISATION}`);
    await until('2026-03-07T12:00Z');
    expect(await heads()).toEqual([
      ...['digest #team-payments', 'digest-details #team-payments', 'digest-map #team-payments'],
    ]);
    await app.store.marks.write('rollout teams', '["search"]');
    await until('2026-03-14T12:00Z');
    expect((await heads()).toSorted()).toEqual([
      'digest #team-payments',
      'digest #team-search',
      'digest-details #team-search',
      'digest-map #team-search',
    ]);
  });

  test('silent: to nobody; on: to every team with a channel and to the organisation, at the hour that it has set for all', async () => {
    const silent = await world(`rollout: {mode: silent, teams: [payments]}\n${ORGANISATION}`);
    await silent.until('2026-03-14T12:00Z');
    expect(await silent.heads()).toEqual([]);
    const on = await world(`${ON}${ORGANISATION}`);
    await on.until('2026-03-06T15:00Z');
    expect(await on.heads()).toEqual([]);
    await on.until('2026-03-06T16:00Z');
    expect((await on.heads()).filter((head) => head?.startsWith('digest '))).toEqual([
      ...['digest #engineering', 'digest #team-payments', 'digest #team-search'],
    ]);
  });

  test('teams that share a channel get one, of the services of both', async () => {
    const { until, said } = await world(ON, CATALOG.replace('"#team-search"', '"#team-payments"'));
    await until('2026-03-09T10:00Z');
    const [text, _details, map, ...more] = await said();
    expect(text).toContain('Payments, Search (4 services)');
    expect(map).toContain(
      '❌ Weakest rule: *Runbook linked*, ok at 1 of 3 services. Weakest service: *finder*, 0 % of its checks ok.',
    );
    expect(map).toContain(
      '[Readiness map · Payments, Search · Readiness] Heat map. 3 services of Payments, Search',
    );
    expect(more).toEqual([]);
  });

  test('a team whose services were never judged hears nothing', async () => {
    const none = CATALOG.replaceAll('lifecycle: production', 'lifecycle: experimental');
    const { until, heads } = await world(ON, none);
    await until('2026-03-12T12:00Z');
    expect(await heads()).toEqual([]);
  });
});

describe('over some weeks', () => {
  test('the first has nothing to compare with, a quiet one is a line, one with a drop says why', async () => {
    const { until, said, write } = await world('rollout: {mode: preview, teams: [payments]}\n');
    await until('2026-03-09T09:00Z');
    const [first, firstDetails] = await said();
    expect(first).toContain('The first one: what moves is told from next week on.');
    expect(first).toContain('🥇 Silver 1  🥈 Bronze 0  ⚪ Starting 1 · minimum bar 1 of 2');
    expect(firstDetails).toContain('Runbook linked · 1 service');

    await until('2026-03-16T09:00Z');
    const quiet = await said();
    expect(quiet).toHaveLength(1);
    expect(quiet[0]).toContain('a quiet week, nothing moved. 1 Silver, 1 Starting; minimum bar 1 of 2.');

    write('facts.yml', factsFile({ approvals: 0, critical: 2 }));
    await until('2026-03-23T09:00Z');
    const [text, details] = await said();
    expect(text).toContain('▼ *payments-api* lost Silver: Merge approval');
    expect(text).toContain('🥇 Silver 0 (▼1)  🥈 Bronze 1 (▲1)');
    // Of what is sensitive nothing but that it fails.
    expect(details).toContain('payments-api* lost Silver: Merge approval, No open alerts');
    expect(details).not.toMatch(/critical|2 open/);
  });

  test('at nine in summer time too, each once, whatever restarts', async () => {
    const { until, heads, reopen, tick, advance } = await world(
      'rollout: {mode: preview, teams: [search]}\n',
    );
    await until('2026-03-30T07:30Z');
    expect((await heads()).filter((head) => head === 'digest #team-search')).toHaveLength(3);
    advance(29 * MINUTE);
    await tick();
    expect(await heads()).toEqual([]);
    advance(MINUTE);
    await tick();
    await reopen();
    await tick();
    expect(await heads()).toContain('digest #team-search');
    await tick();
    expect(await heads()).toEqual([]);
  });

  test('after a start none is made of what was known before it', async () => {
    const { until, heads, tick, app } = await world(ON, CATALOG, false);
    await until('2026-03-16T10:00Z');
    expect(await heads()).toEqual([]);
    app.context.planning.settle();
    await tick();
    expect(await heads()).toContain('digest #team-search');
  });

  test('a week’s downtime ends in one, within working hours', async () => {
    const { until, heads, tick, advance } = await world('rollout: {mode: preview, teams: [search]}\n');
    await until('2026-03-10T12:00Z');
    await heads();
    await until('2026-03-18T03:00Z', { asleep: true });
    await tick();
    expect(await heads()).toEqual([]);
    advance(6 * HOUR);
    await tick();
    await tick();
    expect((await heads()).filter((head) => head === 'digest #team-search')).toHaveLength(1);
    await until('2026-03-23T08:00Z');
    expect(await heads()).toEqual([]);
  });

  test('exceptions that were granted and end are told, with who agreed', async () => {
    const { until, said, app, now } = await world('rollout: {mode: preview, teams: [payments]}\n');
    await until('2026-03-11T12:00Z');
    await said();
    const [record] = (await app.store.catalog.list({ ids: ['ledger'] }, { offset: 0, limit: 1 }, null)).items;
    const bo = { id: 'UBO', name: 'Bo' };
    await app.store.exceptions.add({
      ...{ id: 'e1', serviceKey: record?.key ?? '', kind: 'one-time', requester: bo, requestedAt: now() },
      rules: [{ rule: 'readiness/runbook', meaning: '' }],
      ...{ reason: 'x', risk: 'y', followUp: null, askedUntil: now() + 10 * DAY, tier: 'tier-1' },
      ...{ approvalsRequired: 1, approvals: [{ by: bo, at: now(), until: now() + 10 * DAY }] },
      ...{ state: 'approved', from: now(), until: now() + 10 * DAY, askedAt: now(), talk: [], revision: 1 },
      asked: { people: [], channel: null, fallback: false, admins: false },
      ...{ version: 1, end: null, extends: null, batch: null },
    });
    await app.settle();
    await until('2026-03-16T09:00Z');
    const [text, details] = await said();
    expect(text).toContain('🛡️ 1 exception granted, 1 ends {21 March 2026}');
    expect(details).toContain('*ledger* · Runbook linked · until {21 March 2026} · Bo');
  });

  test('a tier that was lowered in files is told, in a week that is quiet otherwise', async () => {
    const { until, said, app, write } = await world('rollout: {mode: preview, teams: [payments]}\n');
    await until('2026-03-11T12:00Z');
    await said();
    write('catalog/all.yml', CATALOG.replace('Ledger, tier: tier-1', 'Ledger, tier: tier-2'));
    await app.importCatalog({ by: 'test', confirm: false });
    await until('2026-03-16T09:00Z');
    expect((await said())[0]).toContain('⚠️ *ledger* is asked less of since: tier tier-1 → tier-2');
    await until('2026-03-30T09:00Z');
    expect((await said()).at(-1)).toContain('a quiet week');
  });

  test('what Slack could not be told for days is told no more', async () => {
    const { until, said, advance } = await world('rollout: {mode: preview, teams: [search]}\n');
    await until('2026-03-09T09:00Z');
    advance(3 * DAY + MINUTE);
    expect((await said())[0]).toBe('digest #team-search: nothing');
  });
});

describe('what a channel has chosen', () => {
  test('decides day, hour and parts, from the next one on', async () => {
    const { until, said, heads, app } = await world('rollout: {mode: preview, teams: [payments]}\n');
    await until('2026-03-10T12:00Z');
    await heads();
    const cy = await viewerOf(app, 'cy@acme.test');
    const choice = { off: false, day: 'fri', at: '15:00', parts: ['unknown'] } as const;
    const change = await app.verbs.digests.changeSettings(cy, '#team-payments', choice);
    expect(change).toMatchObject({ settings: { next: Date.parse('2026-03-20T15:00Z'), changedBy: 'cy' } });
    await until('2026-03-20T14:00Z');
    expect(await heads()).toEqual([]);
    await until('2026-03-20T15:00Z');
    expect(await heads()).toEqual(['digest #team-payments']);
    await app.verbs.digests.changeSettings(cy, '#team-payments', { ...choice, off: true });
    await until('2026-03-28T12:00Z');
    expect(await said()).toEqual([]);
  });
});

test('snapshots are daily for a quarter, and one a week of what is older', async () => {
  const { app, advance, deps, now } = await world();
  for (let day = 0; day < 130; day += 1) {
    advance(DAY);
    await dailySnapshot.run(now(), deps());
    await dailySnapshot.run(now(), deps());
  }
  const [record] = (await app.store.catalog.list({ ids: ['ledger'] }, { offset: 0, limit: 1 }, null)).items;
  const days = (await app.store.evaluations.movement([record?.key ?? ''], 'readiness', '')).map(
    ({ day }) => day,
  );
  expect(days.slice(0, 7)).toEqual([
    ...['2026-03-08', '2026-03-15', '2026-03-22', '2026-03-29', '2026-04-05', '2026-04-10', '2026-04-11'],
  ]);
  expect(days).toHaveLength(6 + 93);
});
