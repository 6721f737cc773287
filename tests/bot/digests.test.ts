/** A channel's digest in Slack over both transports: posted with its thread, and decided about where it stands. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { digests } from '../../src/jobs/digests.ts';
import { createDelivery, type Delivery } from '../../src/slack/delivery.ts';
import { messageKinds } from '../../src/slack/messages/index.ts';
import { type AtWork, atWork, drawn } from '../support/bot-at-work.ts';
import { credentials, expectNoViolations, WAYS } from '../support/slack-bot.ts';
import { CATALOG, READY_YML } from '../support/small-home.ts';

const FILES = {
  // The home opens on a Wednesday at noon.
  'ready.yml': `${READY_YML}timezone: UTC\nrollout: {mode: preview, teams: [payments]}\ndigest: {channel: "#all", day: wed, at: "12:00"}\n`,
  'catalog/all.yml': CATALOG.replace('"#team-payments"', '"#general"'),
};

describe.each(WAYS)('over %s', (way) => {
  let bot: AtWork;
  let delivery: Delivery;

  beforeAll(async () => {
    bot = await atWork(way, FILES);
    const began = Date.now();
    const { store, clock, policy } = bot.home.app.context;
    delivery = createDelivery({
      credentials: credentials(bot.workspace, way),
      kinds: messageKinds,
      store,
      // A digest's kinds read the store alone.
      deps: { policy } as never,
      alone: true,
      // The home's stands still; a second between two messages has to pass.
      clock: { now: () => clock.now() + Date.now() - began },
      log: bot.log,
    });
    const { app, log } = bot.home;
    app.context.planning.settle();
    await digests.run(clock.now(), { ...app.context, log, importDue: app.importDue });
    await delivery.start();
  });
  afterEach(() => expectNoViolations(bot));
  afterAll(async () => {
    await delivery.stop();
    await bot.close();
  });

  const posted = () =>
    bot.workspace.until(() => {
      const messages = bot.workspace.messages('general').filter(({ ephemeralTo }) => ephemeralTo === null);
      return messages.length >= 2 && messages;
    });

  test('the digest stands in the channel, its details in the thread', async () => {
    const [head, details] = await posted();
    if (head === undefined || details === undefined) throw new Error('nothing was posted');
    expect(drawn(head)).toContain(
      '*Readiness this week* · Payments (2 services) [Settings → digest-settings #general]',
    );
    expect(details.threadTs).toBe(head.ts);
    expect(drawn(details)).toContain('Runbook linked · 1 service');
  });

  test('any member decides on it for the channel: what cannot be stands at its field', async () => {
    const [head] = await posted();
    if (head === undefined) throw new Error('nothing was posted');
    const modal = await bot.open('dan', head, 'digest-settings', 'holds for everybody there');
    const { errors } = await bot.workspace.submit('dan', modal, { parts: [] });
    expect(errors).toEqual({ parts: 'Choose at least one, or post no digest at all.' });
    const open = await bot.modal('dan', 'holds for everybody there');
    await bot.workspace.submit('dan', open, { day: 'fri', at: '16:00', parts: ['rules', 'exceptions'] });
    expect(drawn(await bot.modal('dan', 'Saved.'))).toContain(
      'The next digest of *Payments* comes in #general',
    );
    expect((await bot.home.app.store.digests.settings(['#general'])).get('#general')).toMatchObject({
      ...{ off: false, day: 'fri', at: '16:00', parts: ['exceptions', 'rules'].toSorted().toReversed() },
      changedBy: expect.stringContaining('Dan'),
    });
  });

  test('a guest does not', async () => {
    const [head] = await posted();
    if (head === undefined) throw new Error('nothing was posted');
    await bot.open('cy', head, 'digest-settings', 'Members of the workspace decide');
  });

  test('a report is shown now, to who asked alone', async () => {
    const team = await bot.ask('ana', 'report @payments');
    expect(team.ephemeralTo).not.toBeNull();
    expect(drawn(team)).toContain('Payments (2 services)');
    expect(drawn(await bot.ask('ana', 'report'))).toContain('Acme (3');
    expect(drawn(await bot.ask('ana', 'report @paymints'))).toContain('Did you mean');
  });
});
