import { expect, test } from 'vitest';
import { markdownTable, markdownText } from '../../src/domain/markdown.ts';

test.each([
  ['*bold* _it_ `code` ~gone~', '\\*bold\\* \\_it\\_ \\`code\\` \\~gone\\~'],
  ['[x](https://evil.test) ![y](z)', '\\[x\\](https://evil.test) \\!\\[y\\](z)'],
  ['<script>&', '&lt;script\\>&amp;'],
  ['a|b', 'a\\|b'],
  ['# head', '\\# head'],
  ['- item', '\\- item'],
  ['12. item', '12\\. item'],
  ['@acme/everybody', '＠acme/everybody'],
  ['a\n\n# b', 'a \\# b'],
  ['safe\u202egnp', 'safegnp'],
  ['\\*', '\\\\\\*'],
  ['Coverage over 80 %', 'Coverage over 80 %'],
])('%j is text that means nothing but itself', (text, written) => {
  expect(markdownText(text)).toBe(written);
});

test('a table has a head of ours and foreign cells', () => {
  expect(markdownTable(['A', 'B'], [['x|y', '1']])).toBe('| A | B |\n| --- | --- |\n| x\\|y | 1 |');
});
