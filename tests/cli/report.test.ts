import { describe, expect, test } from 'vitest';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { literalReports, releaseReport, reportCard } from '../support/literal-reports.ts';
import { answering, shell } from '../support/shell.ts';

/** Answers, to whoever writes as to whoever reads; `asked` keeps the words. */
function reporting(reports: Partial<Verbs['reports']> = {}) {
  const verbs = { reports: { ...literalReports(), ...reports } };
  const workshop = answering(verbs);
  return { ...workshop, write: async () => ({ ...(await workshop.read()), ...UNUSED }) };
}

const unused = () => Promise.reject(new Error('was not expected'));
const UNUSED = { importCatalog: unused, evaluate: unused, countServices: unused };

describe('ready report', () => {
  test('release says no-go with its reasons, and ends with 1', async () => {
    const { exit, stdout } = await shell(['report', 'release', 'checkout'], reporting());
    expect(exit).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "No-go: Checkout
      1 of 3 services meet their minimum bar; 1 is below it; 1 can't be told.
      payments-api no-go
        ✗ Runbook linked: no runbook is linked, since 2026-02-20
        ◆ Coverage over 80 %: exception until 2026-03-26 (Ana, Bo)
      ledger go with warnings
        ! Runbook linked: not known: PagerDuty answers 403, since 2026-03-09
        – 2 checks above the minimum bar not known
      1 more in order
      Checked by Ana at 2026-03-12T09:41Z. The same later: ready report show 7k3m9qxz
      "
    `);
  });

  test('a go ends with 0, with warnings too', async () => {
    for (const result of ['go', 'go with warnings'] as const) {
      const saved = { id: 'x', byName: 'Ana', report: releaseReport({ result }) };
      expect((await shell(['report', 'show', 'x'], reporting({ showRelease: async () => saved }))).exit).toBe(
        0,
      );
    }
  });

  test('what could not be checked ends with 2, and nothing is saved for two forms at once', async () => {
    const release = () => Promise.reject(new Error('was saved'));
    const run = await shell(['report', 'release', 'x', '--csv', '--markdown'], reporting({ release }));
    expect([run.exit, run.stderr]).toEqual([2, 'Ask for --markdown or --csv, not for both.\n']);
  });

  test('as a document it keeps every field', async () => {
    const run = await shell(['report', 'release', 'checkout', '--json'], reporting());
    expect(run.document()).toMatchObject({
      ...{ id: '7k3m9qxz', title: 'Checkout', by: 'Ana', result: 'no-go' },
      services: [
        {
          ...{ service: 'payments-api', minimum_bar: 'not_met', result: 'no-go' },
          findings: [
            { kind: 'fails', effect: 'blocks', rule: 'readiness/runbook', says: 'no runbook is linked' },
          ],
          exceptions: [{ rules: ['Coverage over 80 %'], by: ['Ana', 'Bo'] }],
        },
        { service: 'ledger' },
        { service: 'finder', findings: [] },
      ],
    });
  });

  test.each([
    ['--csv', /^service,name,tier,.*\r\npayments-api,/],
    ['--markdown', /^# No-go: Checkout\n/],
  ])('is written as %s', async (flag, text) => {
    expect((await shell(['report', 'show', 'x', flag], reporting())).stdout).toMatch(text);
  });

  test('without a verb it is the report card, of 30 days where no period is named', async () => {
    const asked: string[] = [];
    const card: Verbs['reports']['card'] = async (_viewer, words) => {
      asked.push(words.trim());
      return /\d+d$/.test(words) ? reportCard() : null;
    };
    const { exit, stdout } = await shell(['report', '@payments'], reporting({ card }));
    expect([exit, asked]).toEqual([0, ['@payments', '@payments 30d']]);
    expect(stdout).toMatchInlineSnapshot(`
      "Payments, 30 days: 12 services
      minimum bar met by 9 of 11 (▲1), average score 78 (▲3)
      Top services
        ledger Silver, score 100
      Most improved
        refunds Bronze → Silver, score (▲20)
      Biggest drops
        payments-api Bronze → Starting, lost the minimum bar, score (▼30)
      Rules that moved most
        Runbook linked: 3 services fail it, 2 fewer
        Coverage over 80 %: 5 services fail it, 1 more
      Teams
        Payments: 8 services, minimum bar met by 6 of 8, score 75 (▼2)
        Refunds: 4 services, minimum bar met by 3 of 3, score 90
      Moved since 2026-02-10; 9 of 11 services compared: 1 is judged by other rules since, 1 has come since.
      "
    `);
    const json = await shell(['report', '--json', '90d'], reporting({ card }));
    expect(json.document()).toMatchObject({ days: 30, teams: [{ id: 'payments' }, { id: 'refunds' }] });
  });
});
