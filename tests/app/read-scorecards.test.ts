import { describe, expect, test } from 'vitest';
import { readScorecards } from '../../src/app/read-scorecards.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import { SCORECARD } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function read(files: Record<string, string>) {
  const { scorecards, drafts, problems, warnings } = await readScorecards(['*.yml'], temporaryFolder(files));
  return {
    ids: scorecards.map(({ id }) => id),
    drafts: drafts.map(({ id }) => id),
    told: problems.map(describeProblem),
    warned: warnings.map(describeProblem),
  };
}

/** Where the words begin in the text, as `line:column`. */
function placeOf(words: string, text: string): string {
  const before = text.slice(0, text.indexOf(words)).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

describe('reading scorecards', () => {
  test('gives those that can be used', async () => {
    expect(await read({ 'a.yml': SCORECARD })).toEqual({
      ids: ['readiness'],
      drafts: ['readiness'],
      told: [],
      warned: [],
    });
  });

  test('leaves out one whose rule asks for what cannot be known, and points at the word', async () => {
    const text = SCORECARD.replace('coverage.percent >', 'coverage.precent >');
    const { ids, drafts, told } = await read({ 'a.yml': text });
    expect([ids, drafts]).toEqual([[], ['readiness']]);
    expect(told).toEqual([expect.stringContaining(`a.yml:${placeOf('precent', text)}: rule "coverage": `)]);
    expect(told[0]).toContain('percent');
  });

  test('points into the filter of the whole scorecard', async () => {
    const text = SCORECARD.replace('service.lifecycle ==', 'service.lifecicle ==');
    const { told } = await read({ 'a.yml': text });
    expect(told).toEqual([expect.stringContaining(`a.yml:${placeOf('lifecicle', text)}: applies_to: `)]);
  });

  test('warns of what is allowed and most likely not meant', async () => {
    const text = SCORECARD.replace('coverage.percent > 80.0', '"slo.objectives.all(o, o.breached == false)"');
    const { ids, told, warned } = await read({ 'a.yml': text });
    expect([ids, told]).toEqual([['readiness'], []]);
    expect(warned).toEqual([expect.stringMatching(/^a\.yml:\d+:\d+: rule "coverage": all\(\) passes when/)]);
  });

  test('tells a mistake of the file once, and the expressions of its sound rules beside it', async () => {
    const text = SCORECARD.replace('level: bronze', 'level: bronce').replace(
      'coverage.percent >',
      'coverage.precent >',
    );
    const { told } = await read({ 'a.yml': text });
    expect(told.filter((problem) => problem.includes('bronce'))).toHaveLength(1);
    expect(told.filter((problem) => problem.includes('precent'))).toHaveLength(1);
  });

  test('keeps the sound ones beside a broken one', async () => {
    const other = SCORECARD.replace('id: readiness', 'id: other');
    expect(await read({ 'a.yml': 'id: a\n', 'b.yml': other })).toMatchObject({ ids: ['other'] });
  });
});
