/** Home as people use it: opened, paged, switched and acted on, over both ways that Slack reaches us. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newException } from '../../src/domain/exceptions/exception.ts';
import { DAY, WEEK } from '../../src/domain/instant.ts';
import type { View } from '../../src/workspace/slack.ts';
import { type AtWork, atWork, drawn } from '../support/bot-at-work.ts';
import { expectNoViolations, WAYS } from '../support/slack-bot.ts';
import { CATALOG, START } from '../support/small-home.ts';

/** Thirty services of Search more come with {@link atWork}: Bo leads it, and Shop above it. */
const LED = CATALOG.replace(
  '{id: shop, name: Shop, members: [root@acme.test]}',
  '{id: shop, name: Shop, members: [bo@acme.test]}',
).replace('{id: search, name: Search,', '{id: search, name: Search, parent: shop,');

describe.each(WAYS)('over %s', (way) => {
  let bot: AtWork;

  beforeAll(async () => {
    bot = await atWork(way, { 'catalog/all.yml': LED });
    const { store } = bot.home.app;
    const key = (await store.catalog.find('ledger'))?.key ?? '';
    await store.exceptions.add(
      newException({
        ...{
          id: 'e1',
          serviceKey: key,
          rules: [{ rule: 'readiness/coverage', meaning: '' }],
          kind: 'one-time',
        },
        ...{ requester: { id: 'UANA', name: 'Ana Bell' }, requestedAt: START - DAY, reason: 'r', risk: 'r' },
        ...{
          followUp: null,
          askedUntil: START + WEEK,
          tier: 'tier-1',
          approvalsRequired: 1,
          extends: null,
          batch: null,
        },
        asked: { people: [], channel: null, fallback: false, admins: false },
      }),
    );
  });

  afterAll(() => bot.close());

  /** The person's Home once it says this. */
  const home = (user: string, saying: string | RegExp): Promise<View> =>
    bot.workspace.until(() => {
      const view = bot.workspace.home(user);
      return view !== undefined && drawn(view).match(saying) !== null && view;
    });

  const opened = async (user: string, saying: string | RegExp) => {
    await bot.workspace.openHome(user);
    return home(user, saying);
  };

  /** What is on top of somebody's screen, once it says this anywhere. */
  const modal = (user: string, saying: string): Promise<View> =>
    bot.workspace.until(() => {
      const view = bot.workspace.openView(user);
      return view !== undefined && JSON.stringify(view.blocks).includes(saying) && view;
    });

  test('it shows one’s own services and what is coming', async () => {
    const text = drawn(await opened('ana', 'Your services'));
    expect(text).toMatch(/\*payments-api\* · Silver · tier-1/);
    expect(text).toContain('*Dependencies said* · from');
    expect(text).toContain('Exceptions that you asked for');
    expect(text).not.toContain('home-switch');
    expectNoViolations(bot);
  });

  test('each kind of row’s action answers in a window of its own', async () => {
    const { workspace } = bot;
    for (const [action, value, saying] of [
      ['menu', 'open payments-api', 'Minimum bar met'],
      ['menu', 'check-again ledger', 'Minimum bar'],
      ['menu', 'details checks 0 ledger', 'Coverage over 80 %'],
      ['explain', '0 readiness/soon', 'Dependencies said'],
      ['nudge-settings', '', 'How often'],
      ['say', 'help', '/ready'],
    ] as const) {
      const ana = await opened('ana', 'Your services');
      await workspace.click(
        'ana',
        ana,
        (element) => asks(element, action, value),
        action === 'menu' ? value : undefined,
      );
      const view = await modal('ana', saying);
      expect(drawn(view), value).not.toMatch(/Loading|Something broke/);
      await workspace.closeView('ana', view, { all: true });
    }
    expectNoViolations(bot);
  });

  test('a newcomer finds a service from it', async () => {
    const view = await opened('dan', 'You are in no team');
    const { options } = await bot.workspace.suggest('dan', view, 'pick', 'led');
    await bot.workspace.click('dan', view, 'pick', options[0]);
    expect(drawn(await modal('dan', 'inimum bar'))).toContain('ledger');
    expectNoViolations(bot);
  });

  test('who leads switches and turns pages in place, and finds it as it was', async () => {
    const mine = await opened('bo', 'home-switch');
    await bot.workspace.click('bo', mine, 'home-switch', 'organisation 0');
    const all = await home('bo', '# Acme');
    await bot.workspace.click('bo', all, 'home-page:1');
    const second = await home('bo', /11–20 of 34/);
    expect(second.id).toBe(mine.id);
    expect(drawn(await opened('bo', /1–10 of 34/))).toContain('# Acme');
    expect(bot.workspace.openView('bo')).toBeUndefined();
    expectNoViolations(bot);
  });

  test('what one does elsewhere shows in it', async () => {
    await opened('ana', 'on working days');
    const help = await bot.ask('ana', 'help');
    await bot.workspace.click('ana', help, 'nudge-settings');
    await bot.workspace.submit('ana', await modal('ana', 'How often'), { nudges: 'weekly' });
    expect(drawn(await home('ana', 'on Mondays'))).toContain('Your reminders');
    expectNoViolations(bot);
  });

  test('a guest sees their own team’s', async () => {
    const text = drawn(await opened('cy', 'Your services'));
    expect(text).toContain('of 32');
    expect(text).not.toMatch(/payments-api|ledger|register/);
    expectNoViolations(bot);
  });
});

interface Pressable {
  readonly action_id?: string;
  readonly value?: string;
  readonly options?: readonly { readonly value?: string }[];
}

function asks(element: object, action: string, value: string): boolean {
  // Elements of blocks, as Slack has them.
  const { action_id: id = '', value: own = '', options = [] } = element as Pressable;
  if (id.split(':')[0] !== action) return false;
  return action === 'menu' ? options.some((one) => one.value === value) : own === value;
}
