import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

test('it keeps the keys, not the requests that they came in', () => {
  const once = createOnce();
  const before = heap();
  for (let nth = 0; nth < 5_000; nth += 1) {
    const request = Buffer.from(`trigger=${nth}.123456789.abcdef&rest=${'x'.repeat(5_000)}`).toString();
    once.first(`command ${request.slice(8, request.indexOf('&'))}`, 0);
  }
  expect(heap() - before).toBeLessThan(10_000_000);
  expect(once.first('command 0.123456789.abcdef', 0)).toBe(false);
});

/** Bytes in use once what nobody needs is gone. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
