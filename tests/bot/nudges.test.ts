/** Reminders over a local workspace: real Bolt, store, planner and outbox. */
import type { Option } from '@slack/types';
import { describe, expect, onTestFinished, test } from 'vitest';
import { outboxOver } from '../../src/bot/outbox.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import type { Message, View } from '../../src/workspace/slack.ts';
import { drawn } from '../support/bot-at-work.ts';
import { CATALOG, openNudgesHome, READY } from '../support/nudges-home.ts';
import { credentials, expectNoViolations, SCOPES, startBot, WAYS, type Way } from '../support/slack-bot.ts';

const NAMES = ['ana', 'bo', 'cy', 'vera', 'root'];
const MENDED = CATALOG.replaceAll(
  'lifecycle: production}',
  'lifecycle: production, links: [{type: runbook, title: R, url: "https://wiki.acme.test/r"}]}',
);

async function atWork(way: Way, files: Readonly<Record<string, string>> = {}) {
  const home = await openNudgesHome(files);
  const bot = await startBot(way, {
    verbs: home.app.verbs,
    workspace: {
      people: NAMES.map((name) => ({ name, id: `U${name.toUpperCase()}`, email: `${name}@acme.test` })),
      channels: ['general', 'team-payments', 'team-search'].map((name) => ({ name, members: NAMES })),
      groups: [],
      app: { scopes: [...SCOPES, 'im:write'] },
    },
    slack: { clock: home.app.context.clock, workspace: home.app.store.workspace },
  });
  const outbox = outboxOver(
    { app: home.app, log: bot.log },
    credentials(bot.workspace, way),
    home.config,
    home.config.playgroundDatabase,
  );
  await outbox.start();
  onTestFinished(async () => {
    await outbox.stop();
    await bot.close();
  });
  const { workspace } = bot;
  const until = <T>(probe: () => T | undefined | false | null): Promise<T> => {
    outbox.kick();
    return workspace.until(probe);
  };
  return {
    ...bot,
    home,
    /** The newest message that says this, as this person sees it there. */
    saying: (user: string, where: string, words: string) =>
      until(() => workspace.visibleTo(user, where).findLast((one) => drawn(one).includes(words))),
    modal: (user: string, words: string): Promise<View> =>
      until(() => {
        const view = workspace.openView(user);
        return view !== undefined && JSON.stringify([view.title, view.blocks]).includes(words) && view;
      }),
    /** An entry of the menu beside a service. */
    choose: (user: string, on: Message, entry: string) =>
      workspace.click(user, on, (element) => JSON.stringify(element).includes(entry), entry),
    /** What a search field offers for these letters, as it would be chosen. */
    offered: async (user: string, view: View, action: string, letters: string): Promise<Option> => {
      const option = (await workspace.suggest(user, view, action, letters)).options.at(-1);
      if (option === undefined) throw new Error(`${action} offers nothing for ${letters}`);
      return option;
    },
    answered: async (service: string) => {
      const key = (await home.app.store.catalog.find(service))?.key ?? '';
      return (await home.app.store.nudges.answers([key])).get(key) === home.now();
    },
    mend: async () => {
      home.write('catalog/all.yml', MENDED);
      await home.app.importCatalog({ by: 'test', confirm: false });
      await home.app.settle();
    },
  };
}

describe.each(WAYS)('over %s', (way) => {
  test('a steward reads one reminder, answers it in each way, and it thanks once when all is mended', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way);
    const { workspace } = it;
    await it.home.plan();
    const reminder = await it.saying('ana', '@ana', '*2 services need you*');
    expect(drawn(reminder)).toContain('I am Ready');
    expect(drawn(reminder)).toContain('❌ Runbook linked');
    expect(await it.answered('payments-api')).toBe(false);

    await it.choose('ana', reminder, 'snooze 7 payments-api');
    await it.saying('ana', '@ana', 'No reminder of *payments-api* before');
    expect(await it.answered('payments-api')).toBe(true);

    it.home.advance(MINUTE);
    await it.choose('ana', reminder, 'nudge-menu check ledger');
    await it.saying('ana', '@ana', '❌ *Runbook linked*');
    expect(await it.answered('ledger')).toBe(true);

    it.home.advance(MINUTE);
    await it.choose('ana', reminder, 'nudge-menu except ledger readiness/runbook');
    let view = await it.modal('ana', 'Runbook linked');
    expect(await it.answered('ledger')).toBe(true);
    expect(view.callbackId).toBe('exception-new');
    await workspace.closeView('ana', view, { all: true });

    it.home.advance(MINUTE);
    await it.choose('ana', reminder, 'not-mine ledger');
    view = await it.modal('ana', 'The catalog says that it is of Ledgers.');
    expect(await it.answered('ledger')).toBe(true);
    const team = await it.offered('ana', view, 'not-mine', 'payments');
    await workspace.submit('ana', view, { team, note: 'Since January' });
    await it.modal('ana', 'Told: you say of ledger that it is of Payments.');
    await it.saying('bo', 'team-payments', 'says that *ledger* is of Payments');

    it.home.advance(MINUTE);
    await workspace.click('ana', reminder, 'nudge-check-all');
    await it.saying('ana', '@ana', 'Checked again: 2 still open at 2 services.');
    expect([await it.answered('ledger'), await it.answered('payments-api')]).toEqual([true, true]);

    it.home.advance(HOUR);
    await it.mend();
    await it.home.plan();
    const done = await it.saying('ana', '@ana', '*All done.*');
    expect(done.ts).toBe(reminder.ts);
    expectNoViolations(it);
  });

  test('settings count from the next reminder on, and a channel has none', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way);
    const { workspace } = it;
    await it.home.plan();
    const reminder = await it.saying('bo', 'team-search', 'Reminders of Search’s services.');
    expect(drawn(reminder)).not.toContain('Settings');
    const own = await it.saying('ana', '@ana', 'need you');
    await workspace.click('ana', own, 'nudge-settings');
    const view = await it.modal('ana', 'You are reminded as steward of');
    const timezone = await it.offered('ana', view, 'nudge-settings', 'tokyo');
    await workspace.submit('ana', view, { nudges: 'weekly', day: 'fri', timezone });
    await it.modal('ana', 'You are reminded on Fridays from 09:00 (Asia/Tokyo)');
    it.home.advance(DAY);
    expect(await it.home.plan()).toMatchObject({ planned: 0 });
    expectNoViolations(it);
  });

  test('nobody but its people answers a reminder, and nobody but admins widens who is told', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way, { 'ready.yml': READY.replace('mode: on', 'mode: preview') });
    const { workspace } = it;
    await workspace.command('root', 'admin rollout', { channel: 'general' });
    const rollout = await it.saying('root', 'general', 'Add next team');
    await workspace.click('root', rollout, 'rollout-sample', 'payments');
    await it.saying('root', 'general', 'nothing was sent to anybody');
    await workspace.command('bo', 'admin rollout', { channel: 'general' });
    await it.saying('bo', 'general', 'Only admins');
    await workspace.command('root', 'admin rollout add payments', { channel: 'general' });
    await it.saying('root', 'general', 'Told so far: Payments.');

    expect(await it.home.plan()).toMatchObject({ planned: 1 });
    const reminder = await it.saying('ana', '@ana', '*1 service needs you*');
    // Whoever forges a press of somebody else's message.
    await it.choose('cy', reminder, 'snooze 7 payments-api').catch(() => null);
    expect(await it.answered('payments-api')).toBe(false);

    await workspace.command('root', 'admin jobs', { channel: 'general' });
    await it.saying('root', 'general', 'What runs by itself');
    expectNoViolations(it);
  });
});
