import { expect, test } from 'vitest';
import { revisionsReader } from '../../src/store/revisions.ts';
import type { Session } from '../../src/store/session.ts';

/** A database that holds this revision of the catalog, and how often it was looked at. */
function database() {
  const state = { revision: 1, looks: 0 };
  const execute = async () => {
    state.looks += 1;
    const rows = [{ subject: 'catalog', revision: state.revision }];
    await Promise.resolve();
    return rows;
  };
  // Nothing but the prepared query is asked of it.
  const session = { tables: {}, prepared: () => ({ execute }) } as unknown as Session;
  return { state, revisionOf: revisionsReader(session) };
}

test('who asks in one breath shares one look', async () => {
  const { state, revisionOf } = database();
  expect(await Promise.all([revisionOf('catalog'), revisionOf('scorecards'), revisionOf('catalog')])).toEqual(
    [1, 0, 1],
  );
  expect(state.looks).toBe(1);
});

test('a question after a change is never answered with what was seen before it', async () => {
  const { state, revisionOf } = database();
  const before = revisionOf('catalog');
  while (state.looks === 0) await Promise.resolve();
  state.revision = 2;
  expect(await revisionOf('catalog')).toBe(2);
  expect(await before).toBe(1);
  expect(state.looks).toBe(2);
});
