import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clean,
  clip,
  link,
  listed,
  mrkdwn,
  plain,
  safeUrl,
  sentence,
} from '../../../src/slack/views/text.ts';
import { expectHarmless, HOSTILE } from '../../support/hostile.ts';

describe('clean', () => {
  test.each(HOSTILE)('makes %s harmless', (_name, text) => {
    expectHarmless(clean(text));
    expect(clean(text)).not.toBe('');
  });

  test('keeps what people write: emoji families, accents, other scripts, quotes', () => {
    const kept = '👩‍👩‍👧‍👦 👩🏽‍💻 ❤️ naïve Zürich 日本語 العربية “x” — it’s';
    expect(clean(kept)).toBe(kept);
  });

  test('makes one line of several', () => {
    expect(clean(' a\n\n b\tc ')).toBe('a b c');
  });

  test('says – where nothing is left', () => {
    expect(clean('\u200B')).toBe('–');
  });

  test('leaves every letter of ASCII as it is, but blanks', () => {
    const letters = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/[<@]/.test(text));
    fc.assert(
      fc.property(letters, (text) => {
        expect(clean(`x${text}x`)).toBe(`x${text}x`.replace(/ +/g, ' '));
      }),
    );
  });

  test('meets mentions between ordinary words', () => {
    expect(clean('ask <!here> or @channel')).toBe('ask ‹!here> or ＠channel');
  });

  test('is harmless and stable for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expectHarmless(clean(text));
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });
});

describe('clip', () => {
  test('cuts western words and our own marks, and no character from its accent', () => {
    expect(clip('Größe → service-1 → service-2', 10)).toBe('Größe → s…');
    expect(clip('Größe of it', 7)).toBe('Größe…');
    expect(clip('abcd\u0301e', 4)).toBe('abc…');
    expect(clip('abc\u0301de', 4)).toBe('ab…');
  });

  test('leaves a short text as it is', () => {
    expect(clip('payments', 8)).toBe('payments');
  });

  test('cuts between characters as readers see them', () => {
    expect(clip('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 13)).toBe('👩‍👩‍👧‍👦…');
    expect(clip('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
  });

  test('never exceeds the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (text, most) => {
          expect(clip(text, most).length).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});

describe('mrkdwn', () => {
  test('escapes what Slack would read', () => {
    expect(mrkdwn('a & b < c > d', 100)).toBe('a &amp; b &lt; c &gt; d');
    expect(mrkdwn('&lt;!channel&gt;', 100)).toBe('&amp;lt;!channel&amp;gt;');
  });

  test('disarms marks that have no escape, and leaves names with underscores alone', () => {
    expect(mrkdwn('*a* `b` ~c~ _d_ my_service_name', 100)).toBe('∗a∗ “b” ∼c∼ ＿d＿ my_service_name');
    expect(mrkdwn('half a `mark', 100)).toBe('half a ˋmark');
  });

  test.each(HOSTILE)('makes %s harmless', (_name, text) => {
    expectHarmless(mrkdwn(text, 300));
    expect(mrkdwn(text, 300)).not.toMatch(/[<>*`~]/);
  });
});

test('a sentence of ours keeps its code marks and loses mentions', () => {
  expect(sentence('Type `/ready list`, not <!channel>')).toBe('Type `/ready list`, not ‹!channel&gt;');
});

test('plain text is cut after it was cleaned', () => {
  expect(plain('a\u200Bb\u200Bc', 3)).toBe('abc');
});

describe('addresses', () => {
  test.each([
    ['javascript:alert(1)'],
    ['https://'],
    ['wiki/runbook'],
    ['file:///etc/passwd'],
    [`https://a.test/${'x'.repeat(400)}`],
  ])('%s is no link', (url) => {
    expect(safeUrl(url)).toBeNull();
    expect(link(url, 'Runbook')).toBe('Runbook');
  });

  test('cannot break out of the link', () => {
    const shown = link('https://a.test/?q=a|b>&c=<d', 'Run|book>');
    expect(shown).toBe('<https://a.test/?q=a%7Cb%3E&amp;c=%3Cd|Run¦book&gt;>');
  });
});

test('a list says how many it leaves out', () => {
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  expect(listed(['a', 'b', 'c'], 3)).toBe('a, b and c');
  expect(listed(['a'], 3)).toBe('a');
});
