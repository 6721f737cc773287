import { describe, expect, test } from 'vitest';
import { checkReadiness } from '../../../src/slack/actions/check-readiness.ts';
import { actionContext, press, said } from '../../support/asking.ts';

function guess(text: string): Promise<string> {
  return checkReadiness.run(press('', { from: 'shortcut', text }), actionContext()).then(said);
}

describe('a message’s service', () => {
  test.each([
    ['an address in it', 'look: <https://github.com/acme/ledger/pull/7|the change>', '🥉 ledger'],
    ['a word that is its id', 'Is Payments-API down? or is it the search', '🥉 payments-api'],
    ['a word at the end of a sentence', 'somebody broke ledger.', '🥉 ledger'],
  ])('is guessed by %s', async (_how, text, shown) => {
    expect(await guess(text)).toContain(shown);
  });

  test.each([['nothing of ours'], [''], ['@channel <!here> 🎉']])(
    'is asked for where nothing says: “%s”',
    async (text) => {
      const answer = await guess(text);
      expect(answer).toContain('Which service is it about?');
      expect(answer).toContain('external_select pick');
    },
  );

  test('is asked for with few look-ups, however long the message', async () => {
    let asked = 0;
    const context = actionContext({
      isService: async () => {
        asked += 1;
        return false;
      },
    });
    const text = Array.from({ length: 5_000 }, (_, nth) => `word-${nth}`).join(' ');
    await checkReadiness.run(press('', { from: 'shortcut', text }), context);
    expect(asked).toBe(30);
  });
});
