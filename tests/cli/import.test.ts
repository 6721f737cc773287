import { describe, expect, test } from 'vitest';
import type { ImportReport, Writing } from '../../src/cli/verb.ts';
import { shell, workshopWith } from '../support/shell.ts';

const NOTHING: ImportReport = {
  added: [],
  changed: [],
  archived: [],
  unchanged: 40,
  flagged: [],
  problems: [],
  skipped: [],
  refused: null,
};

function importing(report: Partial<ImportReport>, ...options: string[]) {
  const confirmed: boolean[] = [];
  const importCatalog: Writing['importCatalog'] = async ({ confirmRemovals }) => {
    confirmed.push(confirmRemovals);
    return { ...NOTHING, ...report };
  };
  const workshop = workshopWith({ write: async () => ({ importCatalog }) as Partial<Writing> as Writing });
  return shell(['import', ...options], workshop).then((run) => ({ ...run, confirmed }));
}

describe('ready import', () => {
  test('says what changed', async () => {
    const run = await importing({
      added: ['refunds'],
      changed: [{ id: 'ledger', fields: ['owner', 'tier'] }],
      archived: ['old-importer'],
      flagged: [{ id: 'refunds', message: 'No owner: "team-TEAM-NAME" is no team.' }],
    });
    expect([run.exit, run.confirmed]).toEqual([0, [false]]);
    expect(run.stdout).toMatchInlineSnapshot(`
      "+ refunds
      ~ ledger: owner, tier
      - old-importer

      ! refunds: No owner: "team-TEAM-NAME" is no team.

      1 added, 1 changed, 1 archived, 40 as before.
      "
    `);
  });

  test('says so where nothing changed', async () => {
    expect((await importing({})).stdout).toBe('0 added, 0 changed, 0 archived, 40 as before.\n');
  });

  test('exits 1 where entries were left out, with their places', async () => {
    const problem = { message: '"C" and "C++" are both "c"', file: 'catalog/a.yml', line: 4 };
    const run = await importing({ problems: [problem] });
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('ready/catalog/a.yml:4 "C" and "C++" are both "c"');
    expect(run.stdout).toContain('1 problem: what they are about was left as it was.');
  });

  test('exits 1 where too much would go, and says what to do', async () => {
    const refused = '30 of 40 services would be archived. If that is meant, run it again with --confirm.';
    const run = await importing({ archived: ['a'], refused });
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('Nothing was applied: 30 of 40 services');
  });

  test('--confirm is passed on', async () => {
    expect((await importing({}, '--confirm')).confirmed).toEqual([true]);
  });

  test('prints the documented shape with --json', async () => {
    const run = await importing({ added: ['refunds'], skipped: [{ what: 'Location', count: 2 }] }, '--json');
    expect(run.document()).toEqual({
      refused: null,
      added: ['refunds'],
      changed: [],
      archived: [],
      unchanged: 40,
      flagged: [],
      problems: [],
      skipped: { Location: 2 },
    });
  });
});
