import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createTurns } from '../../../src/slack/bolt/turns.ts';

test('a few begin at once, the others in the order of asking, and in between what has arrived is looked at', async () => {
  const turn = createTurns();
  const { port1, port2 } = new MessageChannel();
  const happened: string[] = [];
  port2.on('message', (message) => happened.push(message));
  const asked = Array.from({ length: 12 }, async (_, nth) => {
    await turn();
    happened.push(String(nth));
    if (nth % 5 === 4) port1.postMessage(`looked after ${nth}`);
  });
  expect(happened).toEqual([]);
  await Promise.all(asked);
  await new Promise(setImmediate);
  port1.close();
  // Where the process stands when the first of them begin says whether it looks before the next ones already.
  expect(happened.filter((one) => !one.startsWith('looked'))).toEqual(asked.map((_, nth) => String(nth)));
  expect(happened.indexOf('looked after 4')).toBeGreaterThan(0);
  expect(happened.indexOf('looked after 4')).toBeLessThan(happened.indexOf('10'));
});

test('somebody who asks as soon as it is their turn gets another one, however often', async () => {
  const turn = createTurns();
  for (let times = 0; times < 20; times += 1) await turn();
});

test('whoever asks while others wait does not overtake them', async () => {
  const turn = createTurns();
  const happened: number[] = [];
  const late: Promise<unknown>[] = [];
  const ask = (nth: number) => turn().then(() => happened.push(nth));
  const asked = Array.from({ length: 7 }, (_, nth) => ask(nth));
  asked[4]?.then(() => late.push(ask(7)));
  await Promise.all(asked);
  await Promise.all(late);
  expect(happened).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
