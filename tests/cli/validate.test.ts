import { describe, expect, test } from 'vitest';
import type { HomeReport } from '../../src/cli/verb.ts';
import { shell, workshopWith } from '../support/shell.ts';

const WELL: HomeReport = {
  home: '/home/ana/ready',
  problems: [],
  warnings: [],
  catalogFiles: 2,
  services: 42,
  teams: 5,
  systems: 1,
  scorecards: [{ id: 'production-readiness', rules: 16, stated: 0 }],
  skipped: [],
  notConfigured: [],
};

function validate(report: Partial<HomeReport>, ...options: string[]) {
  const workshop = workshopWith({ checkHome: async () => ({ ...WELL, ...report }) });
  return shell(['validate', ...options], workshop);
}

const PROBLEM = {
  message: 'unknown key "ower" (did you mean "owner"?)',
  file: 'catalog/shop.yml',
  line: 12,
  column: 5,
  remedy: 'Write "owner".',
};

describe('ready validate', () => {
  test('says what a good home holds', async () => {
    const run = await validate({});
    expect(run.exit).toBe(0);
    expect(run.stdout).toMatchInlineSnapshot(`
      "2 catalog files: 42 services, 5 teams, 1 system
      production-readiness: 16 rules

      All is well in ready/.
      "
    `);
  });

  test('lists every problem with its place and remedy, then warnings, and exits 1', async () => {
    const run = await validate({
      problems: [PROBLEM, { message: 'no service has an owner' }],
      warnings: [{ message: '.all() over an empty list is true', file: 'scorecards/a.yml', line: 3 }],
      skipped: [{ what: 'Location', count: 2 }],
      scorecards: [{ id: 'production-readiness', rules: 16, stated: 4 }],
      notConfigured: [{ collector: 'github', lacks: 'GITHUB_TOKEN is not set' }],
    });
    expect(run.exit).toBe(1);
    expect(run.stdout).toMatchInlineSnapshot(`
      "✗ ready/catalog/shop.yml:12:5 unknown key "ower" (did you mean "owner"?)
        Write "owner".
      ✗ no service has an owner

      ! ready/scorecards/a.yml:3 .all() over an empty list is true

      2 catalog files: 42 services, 5 teams, 1 system; skipped 2 × Location
      production-readiness: 16 rules, 4 of them (25 %) rest on what somebody states
      Not configured: github (GITHUB_TOKEN is not set)

      2 problems, 1 warning in ready/.
      "
    `);
  });

  test('warnings alone are fine', async () => {
    expect((await validate({ warnings: [PROBLEM] })).exit).toBe(0);
  });

  test('names a file from where the person is, and in full where it is elsewhere', async () => {
    const run = await validate({
      problems: [{ message: 'm', file: '/etc/ready/a.yml', line: 1, column: 2 }],
    });
    expect(run.stdout).toContain('/etc/ready/a.yml:1:2');
  });

  test('prints the documented shape with --json', async () => {
    const run = await validate(
      { problems: [PROBLEM], notConfigured: [{ collector: 'github', lacks: 'GITHUB_TOKEN is not set' }] },
      '--json',
    );
    expect([run.exit, run.document()]).toEqual([
      1,
      {
        ok: false,
        home: '/home/ana/ready',
        problems: [PROBLEM],
        warnings: [],
        catalog_files: 2,
        services: 42,
        teams: 5,
        systems: 1,
        scorecards: [{ id: 'production-readiness', rules: 16, stated: 0 }],
        skipped: {},
        not_configured: [{ collector: 'github', lacks: 'GITHUB_TOKEN is not set' }],
      },
    ]);
  });
});
