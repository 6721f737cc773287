import { expect, test } from 'vitest';
import type { ScorecardVersion } from '../../src/use-cases/scorecard-ports.ts';
import { onBothDatabases } from '../support/databases.ts';

function versionOf(id: string, version: string, loadedAt = 1): ScorecardVersion {
  return { scorecard: { id, name: id, maintainers: [], levels: ['bronze'], rules: [] }, version, loadedAt };
}

onBothDatabases('scorecards', (database) => {
  test('the current ones are those last put in force, in their order', async () => {
    const { scorecards } = await database.open();
    const [a1, b1, a2] = [versionOf('a', '1'), versionOf('b', '1'), versionOf('a', '2')];
    await scorecards.replace([b1, a1]);
    expect(await scorecards.current()).toEqual([b1, a1]);
    await scorecards.replace([a2]);
    expect(await scorecards.current()).toEqual([a2]);
  });

  test('an earlier version stays readable', async () => {
    const { scorecards } = await database.open();
    await scorecards.replace([versionOf('a', '1')]);
    await scorecards.replace([versionOf('a', '2')]);
    expect(await scorecards.version('a', '1')).toEqual(versionOf('a', '1'));
    expect(await scorecards.version('a', '3')).toBeUndefined();
  });

  test('a version that is loaded again has been in force since the first time', async () => {
    const { scorecards } = await database.open();
    await scorecards.replace([versionOf('a', '1', 10)]);
    await scorecards.replace([versionOf('a', '1', 20)]);
    expect(await scorecards.current()).toEqual([versionOf('a', '1', 10)]);
  });
});
