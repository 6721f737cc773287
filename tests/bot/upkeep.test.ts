/** The catalog kept true over a local workspace: real Bolt, store, import and outbox. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { outboxOver } from '../../src/bot/outbox.ts';
import { SECOND } from '../../src/domain/instant.ts';
import type { View } from '../../src/workspace/slack.ts';
import { drawn } from '../support/bot-at-work.ts';
import { openExceptionsHome } from '../support/exceptions-home.ts';
import { credentials, expectNoViolations, SCOPES, startBot, WAYS, type Way } from '../support/slack-bot.ts';

const NAMES = ['lea', 'cy', 'bo', 'ana', 'root'];

async function atWork(way: Way) {
  const home = await openExceptionsHome();
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
  // Slack takes one message a second in each channel, and the home's clock stands still.
  const seconds = setInterval(() => {
    home.advance(SECOND);
    outbox.kick();
  }, 50);
  onTestFinished(async () => {
    clearInterval(seconds);
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
    find: (id: string) => home.app.store.catalog.find(id),
    saying: (user: string, where: string, words: string) =>
      until(() => workspace.visibleTo(user, where).findLast((one) => drawn(one).includes(words))),
    modal: (user: string, words: string): Promise<View> =>
      until(() => {
        const view = workspace.openView(user);
        return view !== undefined && JSON.stringify([view.title, view.blocks]).includes(words) && view;
      }),
  };
}

describe.each(WAYS)('over %s', (way) => {
  test('what is not found is registered, confirmed by the team that it is of, and verified by it', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way);
    const { workspace } = it;
    await workspace.command('lea', 'nightly-cron', { channel: 'general' });
    const none = await it.saying('lea', 'general', 'Nothing is called “nightly-cron”');
    await workspace.click('lea', none, 'register');
    let view = await it.modal('lea', 'Team that answers');
    const team = (await workspace.suggest('lea', view, 'register', 'search')).options.at(-1);
    if (team === undefined) throw new Error('no team is offered');
    await workspace.submit('lea', view, { team, tier: 'tier-1', channel: '#search' });
    await it.modal('lea', 'Search is asked whether it is theirs.');
    expect((await it.find('nightly-cron'))?.service).toMatchObject({ tier: 'tier-1', channel: '#search' });

    const claim = await it.saying('cy', 'team-search', 'nightly-cron* is of Search');
    await workspace.click('lea', claim, 'claim-confirm');
    await it.saying('lea', 'team-search', 'for the team that was asked');
    expect((await it.find('nightly-cron'))?.service.owner).toBeUndefined();
    await workspace.click('cy', claim, 'claim-confirm');
    await it.saying('cy', 'team-search', 'Accepted by');
    expect((await it.find('nightly-cron'))?.service.owner).toBe('search');
    await it.saying('lea', '@lea', 'nightly-cron is of Search');
    await it.saying('cy', 'team-search', '1 service is of Search now');

    await workspace.command('cy', 'nightly-cron', { channel: 'general' });
    const card = await it.saying('cy', 'general', 'nightly-cron');
    await workspace.click(
      'cy',
      card,
      (element) => JSON.stringify(element).includes('verify '),
      'verify nightly-cron',
    );
    view = await it.modal('cy', 'Nobody has verified it yet.');
    await workspace.submit('cy', view, {});
    await it.modal('cy', 'is verified.');
    const key = (await it.find('nightly-cron'))?.key ?? '';
    expect((await it.home.app.store.upkeep.verifications([key])).get(key)).toHaveLength(1);
    expectNoViolations(it);
  });

  test('a lower tier waits for an approver of the tier that it has, whose press is refused to others', {
    timeout: 30_000,
  }, async () => {
    const it = await atWork(way);
    const { workspace, home } = it;
    const lea = await home.as('lea');
    const typed = {
      name: 'Cron',
      owner: 'payments',
      tier: 'tier-1',
      lifecycle: 'production',
      type: 'service',
    };
    await home.app.verbs.upkeep.register(lea, typed, '');
    await workspace.command('lea', 'cron', { channel: 'general' });
    const card = await it.saying('lea', 'general', 'cron');
    await workspace.click('lea', card, (element) => JSON.stringify(element).includes('edit '), 'edit cron');
    const view = await it.modal('lea', 'Why less should be asked of it');
    await workspace.submit('lea', view, { tier: 'tier-2', reason: 'Only reports use it.' });
    await it.modal('lea', 'asked about tier');
    expect((await it.find('cron'))?.service.tier).toBe('tier-1');

    const request = await it.saying('bo', '@bo', 'tier tier-1 → tier-2');
    await workspace.click('bo', request, 'relabel-approve');
    await it.saying('ana', '@ana', 'Approved by');
    await it.saying('lea', '@lea', 'Approved by');
    expect((await it.find('cron'))?.service.tier).toBe('tier-2');
    expectNoViolations(it);
  });
});
