import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../src/domain/errors.ts';
import { checkHome } from '../../src/shell/check-home.ts';
import { CATALOG, READY_YML, SCORECARD, START } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SOUND = {
  'ready.yml': READY_YML,
  'catalog/shop.yml': CATALOG,
  'scorecards/readiness.yml': SCORECARD,
  'facts.yml': '',
};

const RULES = SCORECARD.split('- {id:').length - 1;

/** What `validate` finds in a home of these files, those that are sound unless replaced. */
async function check(files: Record<string, string>, env: Record<string, string> = {}) {
  const home = temporaryFolder({ ...SOUND, ...files });
  const report = await checkHome({ now: () => START }, { ...env, READY_HOME: home });
  return {
    ...report,
    told: report.problems.map(describeProblem),
    warned: report.warnings.map(describeProblem),
  };
}

describe('checking a home', () => {
  test('counts what a sound one holds', async () => {
    const { home, told, warned, ...report } = await check({});
    expect([told, warned]).toEqual([[], []]);
    expect(report).toMatchObject({
      catalogFiles: 1,
      services: 4,
      teams: 3,
      systems: 2,
      scorecards: [{ id: 'readiness', rules: RULES, stated: 0 }],
      skipped: [],
    });
  });

  test('tells the mistakes of all files at once, each with its place', async () => {
    const { told } = await check({
      'ready.yml': `${READY_YML}nudge: true\n`,
      'catalog/shop.yml': CATALOG.replace('owner: search, type: website', 'ower: search, type: website'),
      'scorecards/readiness.yml': SCORECARD.replace('coverage.percent', 'coverage.precent'),
      'facts.yml': 'payments-apo:\n  coverage: {percent: many}\n',
    });
    expect(told).toContainEqual(expect.stringMatching(/^ready\.yml:\d+:\d+: .*nudge/));
    expect(told).toContainEqual(expect.stringMatching(/^catalog\/shop\.yml:\d+:\d+: .*"owner"/));
    expect(told).toContainEqual(
      expect.stringMatching(/^scorecards\/readiness\.yml:\d+:\d+: rule "coverage": .*percent/),
    );
    expect(told).toContainEqual(expect.stringMatching(/^facts\.yml:\d+:\d+: /));
  });

  test('points at the very word of an expression', async () => {
    const scorecard = SCORECARD.replace('coverage.percent > 80.0', 'coverage.precent > 80.0');
    const { problems } = await check({ 'scorecards/readiness.yml': scorecard });
    const { line = 0, column = 0 } = problems[0] ?? {};
    expect(scorecard.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^(coverage\.)?precent/);
  });

  test('goes on with the usual places when ready.yml cannot be read, and says so', async () => {
    const { told, warned, services } = await check({
      'ready.yml': 'organisation: [',
      'scorecards/readiness.yml': SCORECARD.replace('coverage.percent', 'coverage.precent'),
    });
    expect(services).toBe(4);
    expect(told).toContainEqual(expect.stringMatching(/^ready\.yml/));
    expect(told).toContainEqual(expect.stringMatching(/^scorecards\/readiness\.yml/));
    expect(warned).toEqual([expect.stringMatching(/usual places/)]);
  });

  test('tells mistakes of the environment beside those of the files', async () => {
    const files = {
      'ready.yml': `${READY_YML}catalog: [elsewhere.yml]\n`,
      'elsewhere.yml': 'services: {}\n',
    };
    const { told } = await check(files, { PORT: 'many' });
    expect(told).toEqual([
      expect.stringMatching(/^PORT is "many"/),
      expect.stringMatching(/^elsewhere\.yml:/),
    ]);
  });

  test('warns of doubts that are no mistakes', async () => {
    const { told, warned } = await check({ 'catalog/shop.yml': CATALOG.replace('[ledger]', '[leger]') });
    expect(told).toEqual([]);
    expect(warned).toEqual([expect.stringMatching(/^catalog\/shop\.yml:\d+: payments-api: .*"leger"/)]);
  });

  test('says that a gate is not in force yet', async () => {
    const { warned } = await check({
      'ready.yml': READY_YML.replace('jobs: [A shopper pays]', 'gate: block'),
    });
    expect(warned).toEqual([expect.stringContaining('"gate: block" is not in force')]);
  });

  test('names the scorecard that was meant as the primary one', async () => {
    const { told } = await check({ 'ready.yml': `${READY_YML}primary_scorecard: readines\n` });
    expect(told).toEqual([expect.stringContaining('"readines" (did you mean "readiness"?)')]);
  });

  test('says once what a collector lacks', async () => {
    const without = READY_YML.replace(/collectors:[\s\S]*/, '');
    const { notConfigured, told } = await check({ 'ready.yml': without });
    expect(told).toEqual([]);
    expect(notConfigured).toContainEqual({ collector: 'file', lacks: expect.stringContaining('files') });
  });

  test('counts the rules that rest on what somebody states', async () => {
    const stated = `${SCORECARD}  - {id: game-day, title: Game day held, level: silver, why: w, fix: f, attest: {valid_for: 90d, evidence: required, by: owner}}\n`;
    const { scorecards, told } = await check({ 'scorecards/readiness.yml': stated });
    expect([told, scorecards]).toEqual([[], [{ id: 'readiness', rules: RULES + 1, stated: 1 }]]);
  });

  test('refuses a folder that is no home', async () => {
    const env = { READY_HOME: join(temporaryFolder(), 'nowhere') };
    await expect(checkHome({ now: () => START }, env)).rejects.toThrow('where nothing is');
  });
});

describe('rules that rest on people', () => {
  const attested = (count: number) =>
    Array.from(
      { length: count },
      (_, nth) =>
        `  - {id: said-${nth}, title: Said ${nth}, level: bronze, attest: {valid_for: 30d}, why: Why., fix: Fix.}\n`,
    ).join('');

  test('are counted for each scorecard, and warned of above 30 %', async () => {
    const few = await check({ 'scorecards/readiness.yml': `${SCORECARD}${attested(2)}` });
    expect(few.scorecards).toEqual([{ id: 'readiness', rules: RULES + 2, stated: 2 }]);
    expect(few.warned).toEqual([]);
    const many = await check({ 'scorecards/readiness.yml': `${SCORECARD}${attested(3)}` });
    expect(many.warned).toEqual([expect.stringContaining('3 of 9 rules (33 %) rest on what people state')]);
  });
});

describe('more rules than people read', () => {
  const more = (count: number, filter = 'has(service.id)', stage = 'enforced') =>
    `id: more\nname: More\nmaintainers: [vera@acme.test]\napplies_to: ${filter}\nlevels: [one]\nrules:\n${Array.from(
      { length: count },
      (_, nth) =>
        `  - {id: r${nth}, title: Rule ${nth}, level: one, stage: ${stage}, expression: has(service.repo), why: Why., fix: Fix.}\n`,
    ).join('')}`;

  const crowded = async (scorecard: string) =>
    (await check({ 'scorecards/more.yml': scorecard })).warned.filter((one) =>
      one.includes('all scorecards'),
    );

  // Of readiness five count for a service in production: the sixth is on trial.
  test('of all scorecards together for one service are warned of, the worst by name', async () => {
    expect(await crowded(more(21))).toEqual([
      expect.stringContaining('finder (and 2 more services) has to answer 26 rules of all scorecards'),
    ]);
  });

  test('are those that the catalog lets apply, and none on trial', async () => {
    expect(await crowded(more(20))).toEqual([]);
    expect(await crowded(more(25, 'service.tier == "tier-9"'))).toEqual([]);
    expect(await crowded(more(25, 'has(service.id)', 'trial'))).toEqual([]);
  });
});
