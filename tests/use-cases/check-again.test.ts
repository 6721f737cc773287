import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import { factsFile, openSmallHome, SCORECARD, START, somebody } from '../support/small-home.ts';

describe('checkAgain', () => {
  test('reads the facts anew, tells what changed, and gives the new card', async () => {
    const home = await openSmallHome({ 'facts.yml': factsFile({ approvals: 0 }) });
    home.write('facts.yml', factsFile({ approvals: 2 }));
    home.advance(HOUR);
    const { changed, card, trouble } = await home.app.verbs.checkAgain(somebody, 'payments-api');
    expect(changed).toEqual([{ title: 'Merge approval', from: 'fail', to: 'pass' }]);
    expect(card.primary?.held?.id).toBe('silver');
    expect(card.evaluatedAt).toBe(START + HOUR);
    expect(trouble).toEqual([]);
  });

  test('a file that cannot be read any more takes no fact away: the last good ones stay, and the trouble is told', async () => {
    const home = await openSmallHome();
    home.write('facts.yml', 'collected: [');
    const { card, trouble, changed } = await home.app.verbs.checkAgain(somebody, 'payments-api');
    expect(trouble.map(({ collector }) => collector)).toContain('file');
    expect(card.primary).toMatchObject({ held: { id: 'silver' }, score: 100 });
    expect(changed).toEqual([]);
  });

  test('writes each change once into the history, with its cause', async () => {
    const home = await openSmallHome();
    home.write('facts.yml', factsFile({ approvals: 0 }));
    home.advance(HOUR);
    await home.app.verbs.checkAgain(somebody, 'payments-api');
    await home.app.verbs.checkAgain(somebody, 'payments-api');
    const { history } = await home.app.verbs.showDetails(somebody, 'payments-api');
    const told = history.map(({ kind, ruleTitle, from, to }) => [kind, ruleTitle, from, to]);
    expect(told).toHaveLength(4);
    expect(told).toContainEqual(['outcome', 'Merge approval', 'pass', 'fail']);
    expect(told).toContainEqual(['level', null, 'silver', 'bronze']);
    expect(told).toContainEqual(['score', null, '100', '60']);
    expect(told).toContainEqual(['applies', null, null, 'silver']);
    expect(history.find(({ kind }) => kind === 'level')).toMatchObject({
      at: START + HOUR,
      cause: 'file: approvals required 1 → 0',
    });
  });

  test('keeps the values behind a sensitive rule out of the causes that everybody reads', async () => {
    const home = await openSmallHome();
    home.write('facts.yml', factsFile({ approvals: 0, critical: 37 }));
    home.advance(HOUR);
    await home.app.verbs.checkAgain(somebody, 'payments-api');
    const { history } = await home.app.verbs.showDetails(somebody, 'payments-api');
    expect(history.find(({ kind }) => kind === 'level')?.cause).toMatch(
      /approvals required 1 → 0, .+ changed$/,
    );
    expect(JSON.stringify(history.map(({ cause }) => cause))).not.toContain('37');
  });
});

describe('judging', () => {
  test('skips what did not change, and judges anew what a changed scorecard touches', async () => {
    const home = await openSmallHome();
    const { evaluateAll } = await import('../../src/use-cases/evaluate-services.ts');
    expect(await evaluateAll(home.app.context, 'test')).toEqual({ services: 4, evaluated: 0, changes: 0 });
    home.write('scorecards/readiness.yml', SCORECARD.replace('> 80.0', '> 95.0'));
    const app = await home.reopen();
    expect(await evaluateAll(app.context, 'start')).toMatchObject({ services: 4, evaluated: 4, changes: 3 });
    const { history } = await app.verbs.showDetails(somebody, 'payments-api');
    expect(history[0]?.cause).toMatch(/^scorecard \S+ → \S+$/);
  });

  test('an outcome keeps the instant since which it holds, whatever else changes', async () => {
    const home = await openSmallHome({ 'facts.yml': factsFile({ approvals: 0 }) });
    const gap = async () => {
      const { primary } = await home.app.verbs.showReadiness(somebody, 'payments-api');
      return primary?.gaps.find(({ rule }) => rule === 'approval');
    };
    home.advance(5 * HOUR);
    home.write('facts.yml', factsFile({ approvals: 0, percent: 12 }));
    await home.app.verbs.checkAgain(somebody, 'payments-api');
    expect((await gap())?.since).toBe(START);
  });

  test('a scorecard that is gone leaves no verdict behind, and a line in the history', async () => {
    const second = SCORECARD.replace('id: readiness', 'id: other').replace('name: Readiness', 'name: Other');
    const home = await openSmallHome({ 'scorecards/other.yml': second });
    const { rmSync } = await import('node:fs');
    rmSync(`${home.folder}/scorecards/other.yml`);
    const app = await home.reopen();
    await app.settle();
    const { scorecards, history } = await app.verbs.showDetails(somebody, 'payments-api');
    expect(scorecards.map(({ line }) => line.id)).toEqual(['readiness']);
    expect(history[0]).toMatchObject({ scorecard: 'other', kind: 'applies', to: null });
  });

  test('a restart shows what was known, before anything is collected', async () => {
    const home = await openSmallHome();
    const app = await home.reopen();
    expect((await app.verbs.showReadiness(somebody, 'payments-api')).primary?.held?.id).toBe('silver');
  });
});
