import { expect, test } from 'vitest';
import { momentOf, withMoments } from '../../../src/collectors/file/moments.ts';
import type { FactType } from '../../../src/domain/fact.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { NOW } from '../../support/collecting.ts';

test.each([
  ['2h ago', NOW - 2 * HOUR],
  ['1d12h ago', NOW - 36 * HOUR],
  ['in 3d', NOW + 3 * DAY],
  ['2026-03-01', Date.parse('2026-03-01T00:00:00Z')],
  ['2026-03-01T09:30:00+01:00', Date.parse('2026-03-01T08:30:00Z')],
  ['2026-02-31', undefined],
  ['2026-03-01T09:30:00', undefined],
  ['yesterday', undefined],
  ['two hours ago', undefined],
  ['2h', undefined],
  ['', undefined],
])('%j is %s', (written, moment) => {
  expect(momentOf(written, NOW)).toBe(moment);
});

test('facts get their moments where their type has one, however deep, and nowhere else', () => {
  const type: FactType = {
    kind: 'object',
    fields: [
      { name: 'at', description: '', type: { kind: 'timestamp' } },
      { name: 'note', description: '', type: { kind: 'string' } },
      { name: 'all', description: '', type: { kind: 'list', of: { kind: 'timestamp' } } },
      { name: 'by', description: '', type: { kind: 'map', of: { kind: 'timestamp' } } },
    ],
  };
  const facts = { at: '1d ago', note: '1d ago', all: ['2d ago'], by: { ana: 'soon' }, stray: 1, empty: null };
  expect(withMoments(facts, type, NOW)).toEqual({
    at: '2026-03-11T09:41:00.000Z',
    note: '1d ago',
    all: ['2026-03-10T09:41:00.000Z'],
    by: { ana: 'soon' },
    stray: 1,
    empty: null,
  });
});
