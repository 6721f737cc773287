import { expect, test } from 'vitest';
import { createTurns } from '../../src/domain/turns.ts';

function piecesOf(limit: number) {
  const turns = createTurns(limit);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (name: string, first = false) =>
    turns.take(() => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, () => (name.startsWith('bad') ? reject(new Error(name)) : resolve(name)));
      });
    }, first);
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    ends.get(name)?.();
    await settle();
  };
  return { begun, take, end };
}

test('a few are under way at a time, the others in the order of asking', async () => {
  const { begun, take, end } = piecesOf(2);
  const all = ['a', 'b', 'c', 'd'].map((name) => take(name));
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('a');
  await end('c');
  await end('d');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
});

test('who is waited for goes before all others that wait', async () => {
  const { begun, take, end } = piecesOf(1);
  for (const [name, first] of [
    ['a', false],
    ['b', false],
    ['c', true],
    ['d', true],
  ] as const)
    void take(name, first);
  for (const name of ['a', 'c', 'd']) await end(name);
  expect(begun).toEqual(['a', 'c', 'd', 'b']);
});

test('what fails gives its place on', async () => {
  const { begun, take, end } = piecesOf(1);
  const failing = take('bad').catch((error: Error) => error.message);
  void take('a');
  await end('bad');
  expect([await failing, begun]).toEqual(['bad', ['bad', 'a']]);
});
