import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/domain/instant.ts';
import { createOnce } from '../../../src/slack/bolt/once.ts';

test('a key is first once, as long as Slack may repeat it', () => {
  const once = createOnce();
  expect(once.first('a', 0)).toBe(true);
  expect(once.first('a', 10 * MINUTE)).toBe(false);
  expect(once.first('b', 10 * MINUTE)).toBe(true);
  expect(once.first('a', 15 * MINUTE)).toBe(true);
});

test('it does not grow for ever, and forgets the oldest first', () => {
  const once = createOnce();
  for (let nth = 0; nth <= 20_000; nth += 1) once.first(`key ${nth}`, nth / 100);
  expect(once.first('key 20000', 300)).toBe(false);
  expect(once.first('key 0', 300)).toBe(true);
});
