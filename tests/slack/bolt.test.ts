import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Message, View } from '../../src/workspace/slack.ts';
import { literalVerbs } from '../support/literal-verbs.ts';
import { sketch } from '../support/sketch.ts';
import { type Bot, expectNoViolations, startBot, WAYS } from '../support/slack-bot.ts';

describe.each(WAYS)('over %s', (way) => {
  let bot: Bot;

  beforeAll(async () => {
    bot = await startBot(way);
  });
  afterEach(() => {
    expectNoViolations(bot);
    expect(bot.workspace.deliveries.filter(({ ok, ms }) => !ok || ms > 3_000)).toEqual([]);
  });
  afterAll(() => bot.close());

  const seen = (user: string, channel: string) => bot.workspace.visibleTo(user, channel);

  /** Does something, and waits for the next message that `user` sees there. */
  async function next(act: () => Promise<unknown>, user = 'ana', channel = 'general'): Promise<Message> {
    const before = seen(user, channel).length;
    await act();
    return bot.workspace.until(() => seen(user, channel)[before]);
  }

  function ask(text: string, user = 'ana', channel = 'general'): Promise<Message> {
    return next(() => bot.workspace.command(user, text, { channel }), user, channel);
  }

  /** The bot's private answer to what somebody just wrote. */
  function answered(user: string, channel: string): Promise<Message> {
    return bot.workspace.until(() => {
      const last = seen(user, channel).at(-1);
      return last !== undefined && last.ephemeralTo !== null && last;
    });
  }

  /** Presses, and waits until that message has changed. */
  async function press(on: Message, which: string, value?: string, user = 'ana'): Promise<Message> {
    const now = () => bot.workspace.messages(on.channel).find(({ ts }) => ts === on.ts);
    await bot.workspace.click(user, on, which, value);
    return bot.workspace.until(() => {
      const message = now();
      return message !== undefined && message.edited !== on.edited && message;
    });
  }

  /** The modal on top of somebody's screen, once it says this. */
  function modal(saying: string, user = 'ana'): Promise<View> {
    return bot.workspace.until(() => {
      const view = bot.workspace.openView(user);
      return view !== undefined && sketch(view as never).includes(saying) && view;
    });
  }

  const drawn = (shown: Message | View) => sketch(shown as never);

  describe('a command', () => {
    test('of a service answers with its card, to the asker alone', async () => {
      const card = await ask('payments-api');
      expect(card.text).toMatch(/^payments-api is Bronze/);
      expect(card.ephemeralTo).toBe('UANA');
      expect(drawn(card)).toContain('# 🥉 payments-api · Bronze');
    });

    test('by an earlier id answers with the card and the new one', async () => {
      expect(drawn(await ask('payments-old'))).toContain('is now called *payments-api*');
    });

    test('without words answers with one’s own services', async () => {
      expect(drawn(await ask(''))).toContain('# Your services');
      expect(drawn(await ask('  ', 'newcomer'))).toContain('You are in no team of the catalog yet');
    });

    test('of a team or a system answers with theirs', async () => {
      expect(drawn(await ask('@payments'))).toContain('# Payments · 4 services');
      expect(drawn(await ask('checkout'))).toContain('# Checkout · 4 services');
    });

    test('of an address finds whose it is, in whatever notation', async () => {
      expect((await ask('https://github.com/acme/ledger/pull/7')).text).toMatch(/^ledger is/);
      expect((await ask('<https://github.com/acme/ledger/pull/7|a pull request>')).text).toMatch(
        /^ledger is/,
      );
      expect((await ask('<#CPAYMENTS|payments>')).text).toContain('3 services share #payments');
      expect((await ask('<#CPAYMENTS>')).text).toContain('3 services share #payments');
      expect(drawn(await ask('<!subteam^SPAYMENTS|@payments>'))).toContain('# Payments · 4 services');
    });

    test('whose first word is a service beats the verb of that name, but never help', async () => {
      expect((await ask('list')).text).toMatch(/^list is Bronze/);
      expect((await ask('help')).text).toMatch(/^What you can type/);
    });

    test('takes verbs in any letter case', async () => {
      expect((await ask('EXPLAIN facts')).text).toMatch(/facts in 2 namespaces/);
    });

    test('that a person can mend is refused word for word', async () => {
      const verbs = await startBot(way, { verbs: { isService: async () => false } });
      await verbs.workspace.command('ana', 'list nonsense:x', { channel: 'general' });
      const answer = await verbs.workspace.until(() => verbs.workspace.visibleTo('ana', 'general')[0]);
      expect(answer.text).toBe('There is no filter “nonsense”. Use `team:`, `tier:` or `level:`.');
      expect(answer.ephemeralTo).toBe('UANA');
      expectNoViolations(verbs);
      await verbs.close();
    });
  });

  describe('a button', () => {
    test('of the nearest replaces the question by the answer', async () => {
      const question = await ask('paymets');
      const answer = await press(question, 'show:0');
      expect(answer.text).toMatch(/^payments-api is Bronze/);
    });

    test('checks again in place, and says what changed', async () => {
      const card = await ask('payments-api');
      const before = seen('ana', 'general').length;
      const checked = await press(card, 'check-again');
      expect(drawn(checked)).toContain('*Merge approval*: ❌ not yet → ✅ ok');
      expect(seen('ana', 'general')).toHaveLength(before);
    });

    test('types for the person', async () => {
      const mine = await ask('');
      expect((await press(mine, 'say:1')).text).toMatch(/^What you can type/);
    });

    test('turns the pages of a system forth and back', async () => {
      const first = await ask('checkout');
      expect(drawn(first)).toContain('1–12 of 40');
      const second = await press(first, 'turn-page:1');
      expect(drawn(second)).toContain('13–24 of 40');
      expect(drawn(await press(second, 'turn-page:0'))).toContain('1–12 of 40');
    });

    test('opens what was chosen from a list beside it', async () => {
      const system = await ask('checkout');
      const card = await next(() => bot.workspace.click('ana', system, 'open', 'service-3'));
      expect(card.text).toMatch(/^service-3 is Bronze/);
      expect(drawn(system)).toContain('# Checkout');
    });

    test('explains a scorecard, turns its pages, and explains one of its rules', async () => {
      const all = await ask('explain');
      const scorecard = await press(all, 'explain', '0 production-readiness');
      expect(drawn(scorecard)).toContain('1–20 of 60');
      const page = await press(scorecard, 'explain:11');
      expect(drawn(page)).toContain('21–40 of 60');
      const rule = await press(page, 'explain', '0 production-readiness/rule-25');
      expect(rule.text).toContain('No rule or scorecard is called');
      expect((await press(rule, 'explain:0')).text).toMatch(/^At least one approval/);
    });

    test('of an older message is answered kindly, and a link needs no answer', async () => {
      const { workspace } = bot;
      const blocks = [
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'gone', text: { type: 'plain_text', text: 'Gone' } },
            {
              type: 'button',
              action_id: 'wiki',
              url: 'https://wiki.test',
              text: { type: 'plain_text', text: 'Wiki' },
            },
          ],
        },
      ];
      const old = await next(() =>
        callSlack(bot, 'chat.postMessage', { channel: 'general', text: 'old', blocks }),
      );
      const kind = await next(() => workspace.click('ana', old, 'gone'));
      expect(kind.text).toContain('from an older message');
      expect(kind.ephemeralTo).toBe('UANA');
      const before = seen('ana', 'general').length;
      expect(await workspace.click('ana', old, 'wiki')).toMatchObject({ ok: true });
      expect(seen('ana', 'general')).toHaveLength(before);
    });
  });

  describe('details', () => {
    test('open at once and fill themselves; tabs change the same modal', async () => {
      const card = await ask('payments-api');
      await bot.workspace.click('ana', card, 'details');
      const checks = await modal('*Merge approval* · not yet');
      await bot.workspace.click('ana', checks, 'details:1');
      const history = await modal('What changed, newest first');
      expect(history.id).toBe(checks.id);
      await bot.workspace.click('ana', history, 'details:2');
      expect((await modal('approvals required: *0*')).id).toBe(checks.id);
      await bot.workspace.closeView('ana', checks, { all: true });
    });

    test.each(['earlier', 'later'])(
      'show the tab that was pressed last, also where the %s press is answered first',
      async (first) => {
        const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        const verbs = literalVerbs();
        let presses = -1;
        const slow = await startBot(way, {
          verbs: {
            async showDetails(viewer, id) {
              await gates[presses++]?.promise;
              return verbs.showDetails(viewer, id);
            },
          },
        });
        const { workspace } = slow;
        await workspace.command('ana', 'payments-api', { channel: 'general' });
        const card = await workspace.until(() => workspace.visibleTo('ana', 'general')[0]);
        const shown = () => sketch(workspace.openView('ana') as never);
        await workspace.click('ana', card, 'details');
        await workspace.until(() => workspace.openView('ana') && shown().includes('*Merge approval*'));
        const view = workspace.openView('ana') as View;
        // Neither tab has come when the next is pressed.
        await workspace.click('ana', view, 'details:1');
        await workspace.until(() => presses === 1);
        await workspace.click('ana', view, 'details:2');
        await workspace.until(() => presses === 2);
        const answers = () => updates(slow).length + stale(slow);
        const order = first === 'earlier' ? gates : gates.toReversed();
        for (const [nth, gate] of order.entries()) {
          gate.resolve();
          await vi.waitFor(() => expect(answers()).toBe(nth + 1));
        }
        await workspace.until(() => shown().includes('approvals required: *0*'));
        expectNoViolations(slow);
        await slow.close();
      },
    );

    test('open at the tab that the menu names', async () => {
      const card = await ask('payments-api');
      await bot.workspace.click('ana', card, 'menu', 'details history 0 payments-api');
      const view = await modal('What changed, newest first');
      await bot.workspace.closeView('ana', view, { all: true });
    });
  });

  describe('sharing', () => {
    test('posts the card for everybody, with who shared it and without what is private', async () => {
      const card = await ask('payments-api');
      const shared = await next(() => bot.workspace.click('ana', card, 'share'), 'bo');
      expect(shared.ephemeralTo).toBeNull();
      expect(shared.text).toMatch(/^Ana shares: payments-api is/);
      expect(drawn(shared)).not.toContain('3 secrets');
      expect(seen('ana', 'general').find(({ ts }) => ts === card.ts)?.ephemeralTo).toBe('UANA');
    });

    test('gives everybody a card of their own, and their own details', async () => {
      const card = await ask('payments-api');
      const shared = await next(() => bot.workspace.click('ana', card, 'share'), 'bo');
      const own = await next(() => bot.workspace.click('bo', shared, 'open'), 'bo');
      expect(own.ephemeralTo).toBe('UBO');
      await bot.workspace.click('bo', shared, 'details');
      await bot.workspace.closeView('bo', await modal('*Merge approval* · not yet', 'bo'), { all: true });
      expect(seen('bo', 'general').find(({ ts }) => ts === shared.ts)).toEqual(shared);
    });

    test.each([
      ['partners', 'shared with another organisation'],
      ['secret', 'I can’t see who reads this conversation'],
      ['@ana', 'I can’t see who reads this conversation'],
    ])('in %s is refused kindly', async (channel, words) => {
      const card = await ask('payments-api', 'ana', channel);
      const refused = await next(() => bot.workspace.click('ana', card, 'share'), 'ana', channel);
      expect(refused.text).toContain(words);
      expect(seen('ana', channel).filter(({ ephemeralTo }) => ephemeralTo === null)).toEqual([]);
    });
  });

  describe('rights', () => {
    test('of a guest end at their own team', async () => {
      expect((await ask('payments-api', 'guest')).text).toMatch(/^payments-api is/);
      expect((await ask('ledger', 'guest')).text).toContain('As a guest you see your own team');
    });

    test('are read at the press: a button that a guest sees in a shared card opens nothing', async () => {
      const card = await ask('ledger');
      const shared = await next(() => bot.workspace.click('ana', card, 'share'), 'guest');
      const refused = await next(() => bot.workspace.click('guest', shared, 'open'), 'guest');
      expect(refused.text).toContain('As a guest you see your own team');
    });

    test('of a stranger are none', async () => {
      await bot.workspace.mention('foreign', 'partners', 'payments-api');
      const refused = await answered('foreign', 'partners');
      expect(refused.text).toBe('I answer members of this workspace only.');
      expect(refused.ephemeralTo).toBe('UFOREIGN');
    });
  });

  describe('a mention', () => {
    test('answers the asker alone', async () => {
      await bot.workspace.mention('ana', 'general', 'payments-api');
      const card = await answered('ana', 'general');
      expect(card.text).toMatch(/^payments-api is/);
    });

    test('in a thread answers in that thread, and so do its buttons', async () => {
      await bot.workspace.say('bo', 'general', 'is it down?');
      const parent = seen('bo', 'general').at(-1) as Message;
      await bot.workspace.mention('ana', 'general', '#payments', parent.ts);
      const inThread = () =>
        seen('ana', 'general').filter(({ threadTs, ephemeralTo }) => threadTs === parent.ts && ephemeralTo);
      const list = await bot.workspace.until(() => inThread()[0]);
      expect(list.text).toContain('3 services share #payments');
      await bot.workspace.mention('ana', 'general', 'payments-api', parent.ts);
      const card = await bot.workspace.until(() => inThread()[1]);
      const shared = await next(() => bot.workspace.click('ana', card, 'share'), 'bo');
      expect(shared).toMatchObject({ threadTs: parent.ts, ephemeralTo: null });
    });

    test('of a team’s user group answers with the team', async () => {
      await bot.workspace.mention('ana', 'general', '@payments');
      await bot.workspace.until(() => seen('ana', 'general').at(-1)?.text.startsWith('Payments, team'));
    });
  });

  describe('a message’s menu', () => {
    async function onMessage(text: string): Promise<View> {
      await bot.workspace.say('bo', 'general', text);
      const message = seen('ana', 'general').at(-1) as Message;
      await bot.workspace.shortcut('ana', 'check-readiness', message);
      return modal('[external_select pick');
    }

    test('shows the card of the service that the message links or names', async () => {
      for (const text of ['see https://github.com/acme/ledger/pull/7', 'the ledger is slow']) {
        const view = await onMessage(text);
        expect(drawn(view)).toContain('ledger · Bronze');
        await bot.workspace.closeView('ana', view, { all: true });
      }
    });

    test('else asks, and offers services as one types', async () => {
      const view = await onMessage('good morning');
      expect(drawn(view)).toContain('Which service is it about?');
      const { options } = await bot.workspace.suggest('ana', view, 'pick', 'led');
      expect(options.map(({ value }) => value)).toEqual(['ledger']);
      await bot.workspace.click('ana', view, 'pick', options[0]);
      const chosen = await modal('ledger · Bronze');
      await bot.workspace.click('ana', chosen, 'check-again');
      await modal('*Merge approval*: ❌ not yet → ✅ ok');
      await bot.workspace.closeView('ana', chosen, { all: true });
    });

    test('stacks the details over the card, and shares into the message’s thread', async () => {
      const view = await onMessage('payments-api is red');
      const about = seen('ana', 'general').at(-1) as Message;
      await bot.workspace.click('ana', view, 'details');
      const details = await modal('*Merge approval* · not yet');
      expect(details.id).not.toBe(view.id);
      await bot.workspace.closeView('ana', details);
      const shared = await next(() => bot.workspace.click('ana', view, 'share'), 'bo');
      expect(shared).toMatchObject({ threadTs: about.ts, ephemeralTo: null });
      await bot.workspace.closeView('ana', view, { all: true });
    });
  });
});

/** Fillings of modals after the first. */
function updates({ workspace }: Bot) {
  return workspace.calls.filter(({ method, error }) => method === 'views.update' && error === null).slice(1);
}

/** Answers that came after that of a later press, and were kept back. */
function stale({ log }: Bot): number {
  return log.lines.filter(({ event }) => event === 'a modal shows the answer to a later press').length;
}

/** A call of the Web API as the bot itself would make it. */
async function callSlack({ workspace }: Bot, method: string, args: object): Promise<void> {
  const response = await fetch(`${workspace.apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${workspace.credentials.botToken}`,
    },
    body: JSON.stringify(args),
  });
  expect(await response.json()).toMatchObject({ ok: true });
}
