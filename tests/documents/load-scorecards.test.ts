import { expect, test } from 'vitest';
import { loadScorecards } from '../../src/documents/load-scorecards.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function card(id: string): string {
  return `id: ${id}\nname: Card\nlevels: [x]\nrules:\n  - {id: r, title: T, level: x, why: w, fix: f, expression: "true"}\n`;
}

test('all scorecards of the patterns are read, and each tells its problems by its file', async () => {
  const home = temporaryFolder({
    'scorecards/a.yml': card('a'),
    'scorecards/b.yml': 'id: b\n',
    'scorecards/c.yml': '# soon\n',
  });
  const { readings, problems } = await loadScorecards(['scorecards/*.yml', 'more.yml'], home);
  expect(readings.flatMap(({ scorecard }) => scorecard?.id ?? [])).toEqual(['a']);
  expect(problems.map(({ file, message }) => [file, message])).toEqual([
    ['more.yml', 'ready.yml names this scorecard, and nothing is there.'],
    ['scorecards/b.yml', '"name" is missing'],
    ['scorecards/b.yml', '"levels" is missing'],
    ['scorecards/b.yml', '"rules" is missing'],
  ]);
});

test('two scorecards of one id are both told', async () => {
  const home = temporaryFolder({ 'a.yml': card('a'), 'b.yml': card('a') });
  expect((await loadScorecards(['*.yml'], home)).problems).toEqual([
    { file: 'a.yml', message: 'the scorecard "a" is also in b.yml' },
    { file: 'b.yml', message: 'the scorecard "a" is also in a.yml' },
  ]);
});
