import { validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { idMaker } from '../../src/use-cases/new-ids.ts';

test('ids sort in the order of asking, and no two are alike', () => {
  const makers = [idMaker(), idMaker()];
  const made = makers.map((newId) => Array.from({ length: 1_000 }, newId));
  for (const ids of made) {
    expect(ids).toEqual(ids.toSorted());
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  }
  expect(new Set(made.flat()).size).toBe(2_000);
});
