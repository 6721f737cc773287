import { expect, test } from 'vitest';
import { mapCsvFile } from '../../../src/slack/actions/map-csv.ts';
import { actionContext, press } from '../../support/asking.ts';
import { literalMap } from '../../support/literal-map.ts';

test('the numbers are asked anew by the words of the map, and come as a file', async () => {
  const asked: string[] = [];
  const map = async (_viewer: unknown, words: string) => {
    asked.push(words);
    return literalMap({ services: 6 });
  };
  const { pictures } = actionContext().verbs;
  const context = actionContext({ pictures: { ...pictures, map } });
  const answer = await mapCsvFile.run(press('readiness team:payments by tier'), context);
  expect(asked).toEqual(['readiness team:payments by tier']);
  expect(answer).toMatchObject({ kind: 'file', file: { name: 'readiness-map-2026-11-21.csv', altText: '' } });
});
