import { describe, expect, test } from 'vitest';
import { DIGEST_PARTS } from '../../../src/domain/digest.ts';
import { CATALOG, openSmallHome, READY_YML, viewerOf } from '../../support/small-home.ts';

const READY = `${READY_YML}timezone: Europe/London\ndigest: {channel: "#engineering", day: tue, at: "10:30"}\n`;
const CHOICE = { off: false, day: 'fri', at: '16:00', parts: DIGEST_PARTS } as const;

async function world(catalog = CATALOG) {
  const home = await openSmallHome({ 'ready.yml': READY, 'catalog/all.yml': catalog });
  const { app } = home;
  const as = (name: string, more = {}) => viewerOf(app, `${name}@acme.test`, more);
  return { ...home, app, as, digests: app.verbs.digests };
}

describe('a report', () => {
  test('is of all services, or of a team by its id, name or group, with the teams below it', async () => {
    const { as, digests } = await world();
    const dan = await as('dan');
    const sizes = async (...teams: (string | null)[]) =>
      Promise.all(teams.map(async (team) => (await digests.report(dan, team)).digest.services));
    expect(await sizes(null, 'payments', '@Payments', '@shop', '@search')).toEqual([4, 2, 2, 2, 2]);
    expect((await digests.report(dan, null)).channel).toBe('#engineering');
    expect((await digests.report(dan, '@shop')).channel).toBeNull();
  });

  test('counts what counts: no trial, nothing that is only announced', async () => {
    const { as, digests } = await world();
    const { digest } = await digests.report(await as('dan'), 'payments');
    expect(digest.failing.map(({ rule, services }) => [rule, services])).toEqual([['readiness/runbook', 1]]);
    expect(digest).toMatchObject({ judged: 2, bar: { met: 1, of: 2 }, since: null });
    // A service that the facts file does not speak of: what is sensitive is not explained.
    expect(digest.unknown.services).toBe(1);
    expect(digest.unknown.reasons.map(({ reason }) => reason)).toContain('the reason is kept private');
  });

  test('of a team that there is none of says what to type', async () => {
    const { as, digests } = await world();
    await expect(digests.report(await as('dan'), '@paymints')).rejects.toThrow('`/ready report @payments`');
  });

  test('is for a guest of their own team alone, for a stranger of nothing', async () => {
    const { as, digests } = await world();
    const cy = await as('cy', { guest: true });
    expect((await digests.report(cy, 'search')).digest.services).toBe(2);
    await expect(digests.report(cy, 'payments')).rejects.toThrow('There is no team “payments”');
    await expect(digests.report(cy, null)).rejects.toThrow('`/ready report @search`');
    const fay = await as('fay', { stranger: true });
    await expect(digests.report(fay, null)).rejects.toThrow('I only answer members');
  });
});

describe('settings', () => {
  test('begin as the organisation has them, in the team’s own zone', async () => {
    const zoned = CATALOG.replace(
      'channel: "#team-payments"',
      'channel: "#team-payments", timezone: Asia/Tokyo',
    );
    const { as, digests } = await world(zoned);
    expect(await digests.settings(await as('dan'), '#team-payments')).toEqual({
      ...{ channel: '#team-payments', name: 'Payments', timezone: 'Asia/Tokyo', off: false },
      ...{ day: 'tue', at: '10:30', parts: DIGEST_PARTS, changedBy: null },
      next: Date.parse('2026-03-10T01:30Z'),
    });
  });

  test('are any member’s to change, logged with who did, and nobody else’s', async () => {
    const { as, digests, app } = await world();
    const changed = await digests.changeSettings(await as('dan'), '#team-payments', {
      ...CHOICE,
      parts: ['rules'],
    });
    expect(changed).toMatchObject({ kind: 'changed', settings: { parts: ['rules'], changedBy: 'dan' } });
    const [entry] = await app.store.audit.list({ act: 'digest.settings' }, 1);
    expect(entry).toMatchObject({
      actor: 'UDAN',
      subject: '#team-payments',
      details: { day: 'fri', off: false },
    });
    for (const more of [{ guest: true }, { stranger: true }])
      await expect(digests.changeSettings(await as('cy', more), '#team-search', CHOICE)).rejects.toThrow();
    expect((await app.store.digests.settings(['#team-search'])).size).toBe(0);
  });

  test('that leave nothing to tell are not kept, unless it is off', async () => {
    const { as, digests } = await world();
    const dan = await as('dan');
    expect(await digests.changeSettings(dan, '#team-search', { ...CHOICE, parts: [] })).toEqual({
      kind: 'no-parts',
    });
    expect(
      await digests.changeSettings(dan, '#team-search', { ...CHOICE, parts: [], off: true }),
    ).toMatchObject({
      settings: { off: true, next: null },
    });
  });

  test('of a channel that no team has any more are nobody’s', async () => {
    const { as, digests } = await world();
    await expect(digests.settings(await as('dan'), '#elsewhere')).rejects.toThrow(
      'No team has this channel any more',
    );
  });
});
