import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type AtWork, atWork, drawn } from '../support/bot-at-work.ts';
import { expectNoViolations, WAYS } from '../support/slack-bot.ts';
import { factsFile } from '../support/small-home.ts';

/** Three critical alerts, which only the service's own people may know of. */
const FACTS = { critical: 3 };
const FIRST_PAGE = /1–20 of 1\d\d/;

describe.each(WAYS)('over %s', (way) => {
  let bot: AtWork;

  beforeAll(async () => {
    bot = await atWork(way, { 'facts.yml': factsFile(FACTS) });
  });
  afterEach(() => {
    expectNoViolations(bot);
    expect(bot.workspace.deliveries.filter(({ ok, ms }) => !ok || ms > 3_000)).toEqual([]);
  });
  afterAll(() => bot.close());

  describe('an owner', () => {
    test('sees their services worst first, and opens one beside them', async () => {
      const mine = await bot.ask('ana', '');
      expect(drawn(mine)).toMatch(/\*Payments\* · 2 services[\s\S]*⚪ \*ledger\*[\s\S]*🥈 \*payments-api\*/);
      const card = await bot.next(() => bot.workspace.click('ana', mine, 'open', 'ledger'), 'ana');
      expect(card).toMatchObject({ ephemeralTo: 'UANA', text: expect.stringMatching(/^ledger is Starting/) });
    });

    test('sees the card with what is measured beside what is wanted', async () => {
      const card = drawn(await bot.ask('ana', 'payments-api'));
      expect(card).toContain('# 🥈 payments-api · Bronze');
      expect(card).toContain('✅ *Minimum bar met*\n1 more for Silver');
      expect(card).toMatch(/\| ❌ \*No open alerts\* · .*3/);
      expect(card).toContain('From <!date^');
      expect(card).toContain('Payments · #payments · <https://wiki.acme.test/p|Runbook>');
      expect(card).toContain('tier-1: a shopper pays · production · 3 of 4 ok');
    });

    test('finds it by what it was called, by its repository, channel and links', async () => {
      expect(drawn(await bot.ask('ana', 'payment-gateway'))).toContain('is now called *payments-api*');
      expect((await bot.ask('ana', 'https://github.com/acme/payments')).text).toMatch(/^2 services share/);
      expect((await bot.ask('ana', '#payments')).text).toMatch(/^payments-api is Bronze/);
      expect((await bot.ask('ana', 'https://docs.acme.test/p')).text).toMatch(/^payments-api is Bronze/);
    });

    test('checks again after a change: the card says what changed, in place', async () => {
      const card = await bot.ask('ana', 'payments-api');
      const before = bot.seen('ana').length;
      bot.home.write('facts.yml', factsFile({ ...FACTS, approvals: 0 }));
      const worse = await bot.press('ana', card, 'check-again');
      expect(drawn(worse)).toContain('*Merge approval*: ✅ ok → ❌ not yet');
      expect(drawn(worse)).toMatch(/❌ \*Merge approval\* · .*0.*needs.*1/);
      bot.home.write('facts.yml', factsFile(FACTS));
      const again = await bot.press('ana', worse, 'check-again');
      expect(drawn(again)).toContain('*Merge approval*: ❌ not yet → ✅ ok');
      expect(drawn(await bot.press('ana', again, 'check-again'))).toContain('nothing changed');
      expect(bot.seen('ana')).toHaveLength(before);
    });

    test('keeps the last good facts when a collector cannot answer', async () => {
      const card = await bot.ask('ana', 'payments-api');
      bot.home.write('facts.yml', 'services: [');
      const troubled = await bot.press('ana', card, 'check-again');
      expect(drawn(troubled)).toMatch(/❔ file: .*Its last good facts stay\./);
      expect(drawn(troubled)).toContain('🥈 payments-api · Bronze');
      bot.home.write('facts.yml', factsFile(FACTS));
      expect(drawn(await bot.press('ana', troubled, 'check-again'))).not.toContain('last good facts stay');
    });

    test('looks into the details, tab by tab', async () => {
      const card = await bot.ask('ana', 'payments-api');
      const checks = await bot.open('ana', card, 'details', '🥇 *Silver* · 2 of 3 ok');
      expect(drawn(checks)).toMatch(/No open alerts.*not yet since/);
      const history = await bot.open('ana', checks, 'details:1', 'What changed, newest first');
      expect(history.id).toBe(checks.id);
      const facts = await bot.open('ana', history, 'details:2', '91.5');
      expect(drawn(facts)).toContain('Code coverage* · file · 1 hour ago');
      const rest = await bot.open('ana', facts, 'details:11', '31–');
      expect(drawn(rest)).toMatch(/critical.*3/);
      await bot.open('ana', rest, 'details:0', '🥈 *Bronze*');
      await bot.workspace.closeView('ana', facts, { all: true });
    });

    test.each([
      ['history 0', 'What changed, newest first'],
      ['facts 0', '91.5'],
    ])('opens the details from the card’s menu: %s', async (tab, saying) => {
      const card = await bot.ask('ana', 'payments-api');
      const shown = await bot.open('ana', card, 'menu', saying, `details ${tab} payments-api`);
      await bot.workspace.closeView('ana', shown, { all: true });
    });

    test('shares it without what is private; everybody opens what they may see', async () => {
      const card = await bot.ask('ana', 'payments-api');
      const shared = await bot.next(() => bot.workspace.click('ana', card, 'share'), 'bo');
      expect(shared.ephemeralTo).toBeNull();
      expect(drawn(shared)).toContain('Shared by Ana Bell');
      expect(drawn(shared)).not.toMatch(/No open alerts\* · .*3/);
      const own = await bot.next(() => bot.workspace.click('dan', shared, 'open'), 'dan');
      expect(own.ephemeralTo).toBe('UDAN');
      const details = await bot.open('dan', shared, 'details', '🥇 *Silver*');
      expect(drawn(details)).toContain('details are private to its team');
      await bot.workspace.closeView('dan', details, { all: true });
      const refused = await bot.open('cy', shared, 'details', 'not a service of your team');
      await bot.workspace.closeView('cy', refused, { all: true });
    });

    test('cannot share where another organisation listens', async () => {
      const card = await bot.ask('ana', 'payments-api', 'partners');
      const refused = await bot.next(() => bot.workspace.click('ana', card, 'share'), 'ana', 'partners');
      expect(refused.ephemeralTo).toBe('UANA');
      expect(refused.text).toMatch(/another organisation/);
      expect(bot.seen('fay', 'partners')).toEqual([]);
    });
  });

  describe('a member', () => {
    test('in no team learns how to find a service', async () => {
      const start = await bot.ask('dan', '');
      expect(drawn(start)).toContain('The catalog has 34 services.');
      expect(drawn(await bot.press('dan', start, 'say'))).toContain('# 34 services, worst first');
    });

    test('sees that a sensitive check fails, not by how much', async () => {
      const card = drawn(await bot.ask('dan', 'payments-api'));
      expect(card).toContain('| ❌ *No open alerts* · details are private to its team');
      expect(JSON.stringify(await bot.ask('dan', 'payments-api'))).not.toContain('is 3');
    });

    test('reads no value of a sensitive check in the facts or the history either', async () => {
      const card = await bot.ask('dan', 'payments-api');
      const history = await bot.open('dan', card, 'menu', 'What changed', 'details history 0 payments-api');
      const facts = await bot.open('dan', history, 'details:2', '1–30 of');
      const more = await bot.open('dan', facts, 'details:11', '31–');
      for (const view of [history, facts, more]) expect(drawn(view)).not.toMatch(/critical.*3/);
      expect(drawn(more)).toContain('Vulnerability scanning');
      await bot.workspace.closeView('dan', more, { all: true });
    });

    test('turns the pages of a list forth and back, and opens from any', async () => {
      const first = await bot.ask('dan', 'list system:store');
      expect(drawn(first)).toContain('1–12 of 33');
      const second = await bot.press('dan', first, 'turn-page:1');
      const third = await bot.press('dan', second, 'turn-page:1');
      expect([drawn(second), drawn(third)]).toEqual([
        expect.stringContaining('13–24 of 33'),
        expect.stringContaining('25–33 of 33'),
      ]);
      const ids = [first, second, third].flatMap((page) =>
        [...drawn(page).matchAll(/\| \S+ \*([\w-]+)\*/g)].map(([, id]) => id),
      );
      expect(new Set(ids).size).toBe(33);
      const card = await bot.next(() => bot.workspace.click('dan', third, 'open', 'payments-api'), 'dan');
      expect(card.text).toMatch(/^payments-api is/);
      expect(drawn(await bot.press('dan', third, 'turn-page:0'))).toContain('13–24 of 33');
    });

    test('filters a list, and is told of filters that do not exist', async () => {
      expect((await bot.ask('dan', 'list team:payments level:none')).text).toMatch(/^1 service that match/);
      expect((await bot.ask('dan', 'list failing:secrets')).text).toMatch(/^1 service/);
      expect((await bot.ask('dan', 'list tema:payments')).text).toContain(
        "don't know the filter “tema:payments”",
      );
      expect((await bot.ask('dan', 'list team:paymnts')).text).toContain('Did you mean `team:payments`?');
    });

    test('sees a team and a system, whose pages turn', async () => {
      expect(drawn(await bot.ask('dan', '@payments'))).toContain('❌ *Not ready yet*: 1 of 2 services below');
      const store = await bot.ask('dan', 'store');
      expect(drawn(store)).toContain('# Store · 33 services');
      expect(drawn(await bot.press('dan', store, 'turn-page:1'))).toContain('13–24 of 33');
    });

    test('who misspells is offered the nearest, which replaces the question', async () => {
      const question = await bot.ask('dan', 'paymets-api');
      expect(drawn(question)).toContain('Did you mean one of these?');
      const answer = await bot.press('dan', question, 'show:0');
      expect(answer.text).toMatch(/^payments-api is Bronze/);
      const team = await bot.press('dan', await bot.ask('dan', 'paymets-api'), 'show:1');
      expect(team.text).toMatch(/^Payments, team: 2 services/);
    });

    test('is told what a rule asks, why, and who is not there yet', async () => {
      const all = await bot.ask('dan', 'explain');
      expect(drawn(all)).toContain('# Readiness');
      const rule = await bot.press('dan', all, 'explain', '0 readiness/secrets');
      expect(drawn(rule)).toContain('vulnerabilities.open.critical == 0');
      expect(drawn(rule)).toMatch(/\*payments-api\* · Payments · since .*details are private to its team/);
      expect(drawn(await bot.press('dan', rule, 'explain'))).toContain('# Readiness');
      expect((await bot.ask('dan', 'explain aproval')).text).toContain('Did you mean one of these?');
    });

    test('reads the facts that rules can ask for, page by page', async () => {
      const facts = await bot.ask('dan', 'explain facts');
      expect(drawn(facts)).toMatch(FIRST_PAGE);
      expect(drawn(await bot.press('dan', facts, 'explain:11'))).toContain('21–40 of');
    });

    test('is helped, and every offer of the help answers', async () => {
      for (const [button, saying] of [
        ['say', 'Production readiness'],
        ['say:1', '34 services'],
        ['say:2', 'Readiness'],
      ] as const) {
        const help = await bot.ask('dan', 'help');
        expect(drawn(await bot.press('dan', help, button))).toContain(`# ${saying}`);
      }
    });

    test('is answered in the thread where they mention the bot', async () => {
      await bot.workspace.say('bo', 'general', 'is it me?');
      const parent = bot.seen('bo').at(-1);
      const answer = await bot.next(async () => {
        await bot.workspace.mention('dan', 'general', 'payments-api', parent?.ts);
        await bot.workspace.until(() => bot.seen('dan').at(-1)?.ephemeralTo === 'UDAN');
      }, 'bo');
      expect(answer.text).toContain('payments-api');
      expect(bot.seen('dan').at(-1)).toMatchObject({
        threadTs: parent?.ts,
        text: expect.stringMatching(/^payments-api is Bronze/),
      });
    });

    test('checks what a message speaks of, or searches from its menu', async () => {
      await bot.workspace.say('bo', 'general', 'finder is slow again');
      await bot.workspace.shortcut('dan', 'check-readiness', bot.seen('dan').at(-1));
      const named = await bot.modal('dan', 'finder · Starting');
      await bot.workspace.closeView('dan', named, { all: true });
      await bot.workspace.say('bo', 'general', 'good morning');
      await bot.workspace.shortcut('dan', 'check-readiness', bot.seen('dan').at(-1));
      const search = await bot.modal('dan', 'Which service is it about?');
      const { options } = await bot.workspace.suggest('dan', search, 'pick', 'paym');
      expect(options.map(({ value }) => value)).toEqual(['payments-api']);
      await bot.workspace.click('dan', search, 'pick', options[0]);
      const card = await bot.modal('dan', 'payments-api · Bronze');
      const checked = await bot.open('dan', card, 'check-again', 'nothing changed');
      await bot.workspace.closeView('dan', checked, { all: true });
    });
  });

  describe('a guest', () => {
    test('sees their own team’s services and nothing of the rest', async () => {
      expect((await bot.ask('cy', 'finder')).text).toMatch(/^finder is Starting/);
      expect((await bot.ask('cy', 'list')).text).toMatch(/^32 services/);
      const other = drawn(await bot.ask('cy', 'payments-api'));
      expect(other.replaceAll('payments-api', 'X')).toBe(
        drawn(await bot.ask('cy', 'no-such-thing')).replaceAll('no-such-thing', 'X'),
      );
      for (const words of ['@payments', 'store', 'github.com/acme/payments', '#payments', 'Payments API'])
        expect((await bot.ask('cy', words)).text).toContain('nothing comes near');
    });

    test('is told of their own services only who is not there yet, and how many', async () => {
      const rule = drawn(await bot.ask('cy', 'explain runbook'));
      expect(rule).toContain('*finder*');
      expect(rule).not.toContain('ledger');
      expect(rule).toContain('❌ 31 not yet');
      expect(drawn(await bot.ask('cy', 'explain'))).toContain('*Runbook linked* · minimum bar · 31 not yet');
    });

    test('finds no other’s service by searching', async () => {
      await bot.workspace.say('bo', 'general', 'payments-api is red');
      await bot.workspace.shortcut('cy', 'check-readiness', bot.seen('cy').at(-1));
      const search = await bot.modal('cy', 'Which service is it about?');
      const offered = await bot.workspace.suggest('cy', search, 'pick', 'paym');
      expect(offered.options).toEqual([]);
      await bot.workspace.closeView('cy', search, { all: true });
    });
  });

  test.each(['', 'payments-api', 'list', 'explain facts', 'help'])(
    'a stranger is refused, whatever they ask: “%s”',
    async (words) => {
      const answer = await bot.ask('fay', words, 'partners');
      expect(answer).toMatchObject({ ephemeralTo: 'UFAY', text: 'I answer members of this workspace only.' });
    },
  );
});
