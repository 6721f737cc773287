import { expect, test } from 'vitest';
import { createGate } from '../../src/store/gate.ts';

test('one passes at a time, in the order in which they came', async () => {
  const gate = createGate();
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} in`);
    await Promise.resolve();
    seen.push(`${name} out`);
  };
  await Promise.all([gate.pass(work('a')), gate.pass(work('b')), gate.pass(work('c'))]);
  expect(seen).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('a failure is told to whom it concerns and holds up nobody', async () => {
  const gate = createGate();
  const failing = gate.pass(() => Promise.reject(new Error('full')));
  const next = gate.pass(async () => 'done');
  await expect(failing).rejects.toThrow('full');
  expect(await next).toBe('done');
});

test('work that throws before it gives a promise is a failure like any other', async () => {
  const gate = createGate();
  const failing = gate.pass(() => {
    throw new Error('read-only');
  });
  await expect(failing).rejects.toThrow('read-only');
});

test('is idle when all that came before has ended', async () => {
  const gate = createGate();
  let done = false;
  const slow = gate.pass(async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    done = true;
  });
  await gate.idle();
  expect(done).toBe(true);
  await slow;
});
