import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createTurns } from '../../../src/slack/bolt/turns.ts';

test('come in the order of asking, and between two of them what has arrived is looked at', async () => {
  const turn = createTurns();
  const { port1, port2 } = new MessageChannel();
  const happened: string[] = [];
  port2.on('message', (message) => happened.push(message));
  const one = turn().then(() => {
    happened.push('one');
    port1.postMessage('arrived');
  });
  const two = turn().then(() => happened.push('two'));
  await Promise.all([one, two]);
  await turn().then(() => happened.push('three'));
  port1.close();
  expect(happened).toEqual(['one', 'arrived', 'two', 'three']);
});

test('somebody who asks as soon as it is their turn gets another one', async () => {
  const turn = createTurns();
  await turn().then(turn).then(turn);
});
