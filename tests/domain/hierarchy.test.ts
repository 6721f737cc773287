import { describe, expect, test } from 'vitest';
import { withAncestors, withDescendants } from '../../src/domain/hierarchy.ts';

const all = [
  { id: 'shop' },
  { id: 'checkout', parent: 'shop' },
  { id: 'payments', parent: 'checkout' },
  { id: 'search', parent: 'shop' },
  { id: 'egg', parent: 'hen' },
  { id: 'hen', parent: 'egg' },
];

describe('withDescendants', () => {
  test('takes in everything below, however deep', () => {
    expect([...withDescendants('shop', all)].toSorted()).toEqual(['checkout', 'payments', 'search', 'shop']);
  });
  test('ends in a cycle', () => {
    expect([...withDescendants('egg', all)].toSorted()).toEqual(['egg', 'hen']);
  });
});

describe('withAncestors', () => {
  test('lists everything above, nearest first', () => {
    expect(withAncestors('payments', all)).toEqual(['payments', 'checkout', 'shop']);
  });
  test('ends in a cycle', () => {
    expect(withAncestors('hen', all)).toEqual(['hen', 'egg']);
  });
  test('keeps a parent that is not there: a team may name one that is gone', () => {
    expect(withAncestors('x', [{ id: 'x', parent: 'gone' }])).toEqual(['x', 'gone']);
  });
});
