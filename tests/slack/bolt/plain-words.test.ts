import { expect, test } from 'vitest';
import { createPlainWords } from '../../../src/slack/bolt/plain-words.ts';

let lists = 0;
const client = {
  usergroups: {
    list: async () => {
      lists += 1;
      return { ok: true, usergroups: [{ id: 'S1', handle: 'payments' }] };
    },
  },
} as never;
const conversations = { nameOf: async (id: string) => (id === 'C1' ? 'payments-api' : undefined) };
const plainWords = createPlainWords(client, conversations, { now: () => 0 }, 'U0BOT');

test.each([
  ['payments-api', 'payments-api'],
  ['<@U0BOT> payments-api', 'payments-api'],
  ['  hey <@U0BOT>   list  tier:x ', 'hey list tier:x'],
  ['<#C1|renamed>', '#renamed'],
  ['<#C1>', '#payments-api'],
  ['<#C1|>', '#payments-api'],
  ['<#C9>', '#C9'],
  ['<!subteam^S1|@payments>', '@payments'],
  ['<!subteam^S1>', '@payments'],
  ['<!subteam^S9>', '@S9'],
  ['<@U1|ana>', '@ana'],
  ['<https://github.com/acme/shop?a=1&amp;b=2|shop>', 'https://github.com/acme/shop?a=1&b=2'],
  ['<mailto:ana@acme.test|ana>', 'ana@acme.test'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['<!channel> <!here> help', 'help'],
])('“%s” is read as “%s”', async (written, words) => {
  expect(await plainWords(written)).toBe(words);
});

test('user groups are listed once for many mentions', () => {
  expect(lists).toBe(1);
});
