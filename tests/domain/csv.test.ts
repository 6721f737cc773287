import { expect, test } from 'vitest';
import { csvOf } from '../../src/domain/csv.ts';

test('a table is rows of cells, the head first; nothing is an empty cell', () => {
  expect(csvOf(['service', 'score', 'level'], [['ledger', -3, null]])).toBe(
    'service,score,level\r\nledger,-3,\r\n',
  );
});

test.each([
  ['=HYPERLINK("https://evil.test")', `"'=HYPERLINK(""https://evil.test"")"`],
  ['+1', "'+1"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "' =1"],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['x;=1', '"x;=1"'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\r\nlines', 'two lines'],
  ['a-b', 'a-b'],
])('%j is a cell that means nothing but itself', (text, written) => {
  expect(csvOf(['x'], [[text]])).toBe(`x\r\n${written}\r\n`);
});
