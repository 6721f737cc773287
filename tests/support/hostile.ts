/** Texts that a catalog or a vendor could hold, and that must do no harm wherever they are shown. */
import { expect, test } from 'vitest';
import { messageProblems, viewProblems } from '../../src/workspace/limits/check-limits.ts';

export const HOSTILE: readonly [name: string, text: string][] = [
  ['a broadcast', '<!channel> wake up @here <!here|x> @channel'],
  ['mentions', '<@U1> <#C1> <!subteam^S1|@all> <https://evil.test|payments-api>'],
  ['marks', '`code` *bold* _it_ ~gone~ ```block``` > quote'],
  ['a right-to-left override', 'safe\u202Egnp.exe\u202C \u2066x\u2069'],
  ['zero-width characters', 'pay\u200Bments\u200D-\uFEFFapi\u2060'],
  ['5,000 characters', 'x'.repeat(5_000)],
  ['5,000 emoji', '👩‍👩‍👧‍👦'.repeat(500)],
  ['5,000 quotes', '"\\'.repeat(2_500)],
  ['entities', '&lt;!channel&gt; &amp;amp; &'],
  ['line breaks and controls', 'a\n\n\nb\r\n\tc\u0000\u0007\u0085\u2028d'],
  ['piled-up marks', `z${'\u0301'.repeat(400)}algo`],
  ['half a surrogate pair', 'broken \uD83D end'],
  ['nothing', ''],
  ['only blanks', ' \u200B\n '],
  ['pipes and angles', '|a|b><c>|'],
  ['Slack dates', '<!date^1^{date}|x>'],
];

/** Every string of a payload that is shown, at any depth: values and ids are for machines. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'value' ? [] : strings(inner)));
}

/** Nothing in it pings, forges a link, reorders or hides. Our own date tokens may stand. */
export function expectHarmless(payload: unknown): void {
  for (const text of strings(payload)) {
    expect(text).not.toMatch(
      /<!(?!date\^-?\d+\^(as of |[Aa]sked |decided |answered |since )?\{(date|time))|<@|<#/,
    );
    expect(text).not.toMatch(/<!?[^>]*evil\.test\|/);
    expect(text).not.toMatch(/@(channel|here|everyone)\b/i);
    expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF\u2060]/);
    expect(text.isWellFormed()).toBe(true);
  }
}

/** A message that Slack takes, with a real summary for those who hear it. */
export function expectGoodMessage(message: { text: string; blocks: unknown[] }): void {
  expect(messageProblems(message)).toEqual([]);
  expect(message.text.trim().length).toBeGreaterThan(5);
  expect(message.text.length).toBeLessThan(4_000);
  expectHarmless(message);
}

/** A modal that Slack takes. */
export function expectGoodModal(modal: unknown): void {
  expect(viewProblems(modal)).toEqual([]);
  expectHarmless(modal);
}

/** The value with every string but the discriminating ones (`keep`) replaced: a whole view model turned hostile. */
export function poisoned<T>(value: T, text: string, keep: readonly string[]): T {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    if (typeof inner !== 'string') return [key, poisoned(inner, text, keep)];
    return [key, keep.includes(key) ? inner : text];
  });
  // Same shape as the value: an array stays one, and only strings were replaced by strings.
  return (Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)) as T;
}

/** One test for each hostile text: `render` makes a message or modal in which everything foreign is that text. */
export function survivesHostileText(render: (text: string) => { text?: string; blocks: unknown[] }): void {
  test.each(HOSTILE)('survives %s in every foreign text', (_name, text) => {
    const payload = render(text);
    if (payload.text === undefined) expectGoodModal(payload);
    else expectGoodMessage({ text: payload.text, blocks: payload.blocks });
  });
}
