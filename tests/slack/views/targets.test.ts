import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  detailsValue,
  explainValue,
  pageValue,
  readDetails,
  readExplain,
  readPage,
  readShown,
  shownValue,
  TABS,
} from '../../../src/slack/views/targets.ts';

const id = fc.string({ minLength: 1, maxLength: 40 });
const offset = fc.integer({ min: 0, max: 999_999 });

test('what a button is about can be read back, whatever the identifiers hold', () => {
  fc.assert(
    fc.property(id, offset, fc.constantFrom(...TABS), (name, at, tab) => {
      expect(readDetails(detailsValue({ service: name, tab, offset: at }))).toEqual({
        service: name,
        tab,
        offset: at,
      });
      expect(readExplain(explainValue({ words: name, offset: at }))).toEqual({ words: name, offset: at });
      expect(readShown(shownValue('team', name))).toEqual({ kind: 'team', id: name });
      const list = { listing: { kind: 'list', query: name } as const, offset: at };
      const team = { listing: { kind: 'team', id: name } as const, offset: at };
      expect([readPage(pageValue(list)), readPage(pageValue(team))]).toEqual([list, team]);
    }),
  );
});

test.each(['', 'x', 'list', 'list -1 x', 'facts x y', 'nothing 0 x', 'service', '99999999 x'])(
  'what no button of ours says is no target: "%s"',
  (value) => {
    expect([readPage(value), readDetails(value), readShown(value), readExplain(value)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  },
);
