/** The whole bot over both transports: what no system can tell is attested, withdrawn and read in Slack. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MENU, menuValue } from '../../src/slack/views/action-names.ts';
import { type AtWork, atWork, drawn } from '../support/bot-at-work.ts';
import { expectNoViolations, WAYS } from '../support/slack-bot.ts';
import { SCORECARD } from '../support/small-home.ts';

const ATTESTED = `${SCORECARD}
  - {id: drill, title: Restore drill, level: bronze, required: true, attest: {valid_for: 90d, evidence: required}, why: Backups., fix: Restore it.}
`;
const ATTEST = menuValue('attest', 'payments-api');

describe.each(WAYS)('over %s', (way) => {
  let bot: AtWork;

  beforeAll(async () => {
    bot = await atWork(way, { 'scorecards/readiness.yml': ATTESTED });
  });
  afterEach(() => {
    expectNoViolations(bot);
  });
  afterAll(() => bot.close());

  test('an owner attests what fails: errors stand at their fields, then the card is as it is now', async () => {
    const card = await bot.ask('ana', 'payments-api');
    expect(drawn(card)).toContain('❌ *Restore drill*');
    const modal = await bot.open('ana', card, MENU, 'Backups.', ATTEST);
    const late = await bot.workspace.submit('ana', modal, {
      statement: 'Restored',
      evidence: 'https://wiki.acme.test/drill',
      date: '2025-01-01',
    });
    expect(late.errors).toEqual({ date: expect.stringContaining('That is so long ago') });
    const open = await bot.modal('ana', 'Backups.');
    await bot.workspace.submit('ana', open, {
      statement: 'Restored',
      evidence: 'https://wiki.acme.test/drill',
      date: '2026-03-04',
    });
    const done = await bot.modal('ana', 'is attested until');
    expect(drawn(done)).toContain('✅ *Restore drill* is attested until');
    expect(drawn(done)).toContain('*Minimum bar met*');
    await bot.workspace.closeView('ana', done);
    expect(drawn(await bot.ask('ana', 'payments-api'))).not.toContain('Restore drill');
  });

  test('everybody reads in Details who attested it; who did takes it back there', async () => {
    const others = await bot.ask('dan', 'payments-api');
    const facts = await bot.open(
      'dan',
      others,
      MENU,
      'Attested by people',
      menuValue('details', 'facts 0 payments-api'),
    );
    expect(drawn(facts)).toMatch(/✅ \*Restore drill\* · ana/i);
    expect(drawn(facts)).not.toContain('[Attest]');
    const card = await bot.ask('ana', 'payments-api');
    const details = await bot.open('ana', card, 'details', '*Bronze*');
    const modal = await bot.open('ana', details, 'attest', 'Attested by');
    await bot.workspace.click('ana', modal, 'attest-withdraw');
    expect(drawn(await bot.modal('ana', 'is withdrawn'))).toContain('❌ *Restore drill*');
  });

  test('somebody of another team is not offered it', async () => {
    const card = await bot.ask('dan', 'payments-api');
    expect(JSON.stringify(card.blocks)).not.toContain(ATTEST);
  });
});
