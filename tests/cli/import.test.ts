import { describe, expect, test } from 'vitest';
import type { Writing } from '../../src/cli/verb.ts';
import { UserError } from '../../src/domain/errors.ts';
import type { ImportReport } from '../../src/use-cases/import-catalog.ts';
import { shell, workshopWith } from '../support/shell.ts';

const STILL = { added: [], changed: [], removed: [] };
const NOTHING: ImportReport = {
  added: [],
  changed: [],
  archived: [],
  revived: [],
  unchanged: 40,
  teams: STILL,
  systems: STILL,
  rejected: [],
  staying: [],
  flagged: [],
  skipped: [],
  refused: null,
};
const CHANGES: Partial<ImportReport> = {
  added: [{ id: 'refunds', name: 'Refunds' }],
  changed: [
    { id: 'ledger', name: 'Ledger', fields: ['owner', 'tier'] },
    { id: 'books', name: 'Books', fields: [], formerId: 'accounts' },
  ],
  archived: [{ id: 'old-importer', name: 'Old importer' }],
  revived: [{ id: 'search', name: 'Search', fields: ['owner'] }],
  teams: { added: ['risk'], changed: ['payments'], removed: ['shop'] },
  flagged: [
    {
      subject: 'service',
      id: 'refunds',
      kind: 'no-owner',
      message: 'No owner: "team-TEAM-NAME" is no team.',
      origin: { source: 'own-yaml', file: 'catalog/shop.yml', line: 3 },
    },
  ],
  skipped: [{ what: 'Template', count: 2 }],
};
const REJECTED: Partial<ImportReport> = {
  rejected: [
    {
      kind: 'service',
      id: 'c',
      origin: { source: 'own-yaml', file: 'catalog/a.yml', line: 4 },
      problems: [{ message: '"C" and "C++" are both "c".', file: 'catalog/a.yml', line: 4, column: 7 }],
    },
  ],
  staying: ['c'],
};

function importing(report: Partial<ImportReport>, ...options: string[]) {
  const asked: unknown[] = [];
  const importCatalog: Writing['importCatalog'] = async (request) => {
    asked.push(request);
    return { ...NOTHING, ...report };
  };
  const workshop = workshopWith({ write: async () => ({ importCatalog }) as Partial<Writing> as Writing });
  return shell(['import', ...options], workshop).then((run) => ({ ...run, asked }));
}

describe('ready import', () => {
  test('says what changed', async () => {
    const run = await importing(CHANGES);
    expect([run.exit, run.asked]).toEqual([0, [{ confirm: false, dryRun: false }]]);
    expect(run.stdout).toMatchInlineSnapshot(`
      "+ team risk
      ~ team payments
      - team shop
      + refunds
      + search: owner (it is back, with its history)
      ~ ledger: owner, tier
      ~ books (was accounts)
      - old-importer

      ! refunds: No owner: "team-TEAM-NAME" is no team.

      1 added, 1 back, 2 changed, 1 archived, 40 as before.
      Skipped: 2 × Template.
      "
    `);
  });

  test('says so where nothing changed', async () => {
    expect((await importing({})).stdout).toBe('0 added, 0 changed, 0 archived, 40 as before.\n');
  });

  test('exits 1 where entries were left out, names their places and what stays as it was', async () => {
    const run = await importing(REJECTED);
    expect(run.exit).toBe(1);
    expect(run.stdout).toMatchInlineSnapshot(`
      "✗ ready/catalog/a.yml:4:7 "C" and "C++" are both "c".

      0 added, 0 changed, 0 archived, 40 as before.
      1 entry or file could not be taken. As they were before: c.
      "
    `);
  });

  test('passes on a refusal of too many removals', async () => {
    const refusal = new UserError('This import would remove 30 of 40 services. Import again with --confirm.');
    const importCatalog = () => Promise.reject(refusal);
    const workshop = workshopWith({ write: async () => ({ importCatalog }) as Partial<Writing> as Writing });
    const run = await shell(['import'], workshop);
    expect([run.exit, run.stdout, run.stderr]).toEqual([2, '', `${refusal.message}\n`]);
  });

  test('--confirm is passed on', async () => {
    expect((await importing({}, '--confirm')).asked).toEqual([{ confirm: true, dryRun: false }]);
  });

  test('--dry-run says that nothing was changed', async () => {
    const run = await importing(CHANGES, '--dry-run');
    expect(run.asked).toEqual([{ confirm: false, dryRun: true }]);
    expect(run.stdout).toContain('Nothing was changed. It would be: 1 added, 1 back, 2 changed');
  });

  test('--dry-run exits 1 where it would be refused, and says why', async () => {
    const refused = 'This import would remove 30 of 40 services. Import again with --confirm.';
    const run = await importing({ refused }, '--dry-run');
    expect([run.exit, run.stdout.includes(refused)]).toEqual([1, true]);
  });

  test('prints the documented shape with --json', async () => {
    const run = await importing({ ...CHANGES, ...REJECTED }, '--json');
    expect(run.document()).toEqual({
      applied: true,
      refused: null,
      added: [{ id: 'refunds', name: 'Refunds' }],
      changed: [
        { id: 'ledger', name: 'Ledger', fields: ['owner', 'tier'], former_id: null },
        { id: 'books', name: 'Books', fields: [], former_id: 'accounts' },
      ],
      archived: [{ id: 'old-importer', name: 'Old importer' }],
      revived: [{ id: 'search', name: 'Search', fields: ['owner'], former_id: null }],
      unchanged: 40,
      teams: { added: ['risk'], changed: ['payments'], removed: ['shop'] },
      systems: { added: [], changed: [], removed: [] },
      staying: ['c'],
      problems: [{ message: '"C" and "C++" are both "c".', file: 'catalog/a.yml', line: 4, column: 7 }],
      flagged: [
        {
          subject: 'service',
          id: 'refunds',
          message: 'No owner: "team-TEAM-NAME" is no team.',
          file: 'catalog/shop.yml',
          line: 3,
        },
      ],
      skipped: { Template: 2 },
    });
  });
});
