import { expect, test } from 'vitest';
import { remembered } from '../../src/store/remembered.ts';

/** A subject whose revision and content the test sets, and how often it was loaded. */
function subject() {
  const state = { revision: 1, content: 'one', loads: 0 };
  const load = async () => {
    state.loads += 1;
    if (state.content === '') throw new Error('gone');
    return state.content;
  };
  return { state, read: remembered(async () => state.revision, load) };
}

test('loads once for many who ask at the same time', async () => {
  const { state, read } = subject();
  expect(await Promise.all([read(), read(), read()])).toEqual(['one', 'one', 'one']);
  expect(state.loads).toBe(1);
});

test('asks once by what asks anew whenever it is awaited, as a query does', async () => {
  let asked = 0;
  const query = {
    // biome-ignore lint/suspicious/noThenProperty: that is what a query looks like.
    then: (resolve: (value: string) => void) => {
      asked += 1;
      resolve('rows');
    },
  } as Promise<string>; // as drizzle types it
  const read = remembered(
    async () => 1,
    () => query,
  );
  expect([await read(), await read(), await read()]).toEqual(['rows', 'rows', 'rows']);
  expect(asked).toBe(1);
});

test('loads again when the revision has grown', async () => {
  const { state, read } = subject();
  await read();
  Object.assign(state, { revision: 2, content: 'two' });
  expect(await read()).toBe('two');
  expect(state.loads).toBe(2);
});

test('a failed load is not remembered', async () => {
  const { state, read } = subject();
  state.content = '';
  await expect(read()).rejects.toThrow('gone');
  state.content = 'back';
  expect(await read()).toBe('back');
});
