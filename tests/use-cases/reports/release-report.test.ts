import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseCsv, releaseMarkdown } from '../../../src/use-cases/reports/release-export.ts';
import { askOf, type ExceptionsHome, openExceptionsHome } from '../../support/exceptions-home.ts';
import { factsFile, openSmallHome, type SmallHome, somebody, viewerOf } from '../../support/small-home.ts';

describe('a release check', () => {
  let home: SmallHome;
  const end: (() => unknown)[] = [];
  beforeAll(async () => {
    const facts = factsFile({ critical: 3 });
    home = await openSmallHome({ 'facts.yml': facts }, (work) => end.push(work));
  });
  afterAll(async () => {
    for (const work of end.reverse()) await work();
  });

  test('is of services and systems, those below included, each once', async () => {
    const { reports } = home.app.verbs;
    const ids = async (words: string) => {
      const { report } = await reports.release(somebody, words);
      return [report.title, report.result, ...report.services.map(({ id }) => id)];
    };
    expect(await ids('payments-api')).toEqual(['payments-api', 'go', 'payments-api']);
    expect(await ids('payment-gateway, LEDGER')).toEqual([
      'payments-api and ledger',
      'no-go',
      'ledger',
      'payments-api',
    ]);
    expect(await ids('Store')).toEqual(['Store', 'no-go', 'finder', 'ledger', 'payments-api']);
    expect(await ids('checkout ledger')).toEqual(['Checkout and ledger', 'no-go', 'ledger', 'payments-api']);
  });

  test('says what is against it and since when, and withholds what a sensitive rule read', async () => {
    const { report } = await home.app.verbs.reports.release(somebody, 'ledger payments-api');
    const [ledger] = report.services;
    expect(ledger).toMatchObject({ id: 'ledger', tier: 'Customers stop', bar: 'not_met' });
    expect(ledger?.findings[0]).toMatchObject({ kind: 'fails', title: 'Runbook linked', since: report.at });
    const secret = ledger?.findings.find(({ rule }) => rule === 'readiness/secrets');
    expect(secret).toMatchObject({ kind: 'unknown', weight: 'noted', reason: null });
    // Neither trials nor what is only announced count.
    expect(ledger?.findings.map(({ rule }) => rule)).toEqual([
      'readiness/runbook',
      'readiness/approval',
      'readiness/coverage',
      'readiness/secrets',
    ]);
    expect(JSON.stringify(report)).not.toContain('critical');
  });

  test('shows the same later, whatever has become of its services', async () => {
    const other = await openSmallHome();
    const saved = await other.app.verbs.reports.release(somebody, 'ledger');
    expect(saved.id).toMatch(/^[2-9a-hjkmnp-z]{8}$/);
    other.advance(86_400_000);
    other.write('catalog/all.yml', 'services: []');
    await other.app.importCatalog({ by: 'test', confirm: true });
    await other.app.settle();
    expect(await other.app.verbs.reports.showRelease(somebody, ` ${saved.id.toUpperCase()} `)).toEqual(saved);
  });

  test.each([
    ['nothing', '', 'Say what is to be released'],
    [
      'what is not there',
      'ledgre finder',
      'There is no service or system “ledgre” (did you mean `ledger`?).',
    ],
    ['a team', '@payments', 'There is no service or system “@payments”'],
  ])('of %s says what to type', async (_what, words, said) => {
    await expect(home.app.verbs.reports.release(somebody, words)).rejects.toThrow(said);
  });

  test('that was never saved is not shown', async () => {
    await expect(home.app.verbs.reports.showRelease(somebody, 'nonsense')).rejects.toThrow(
      'There is no saved report “nonsense”',
    );
    await expect(home.app.verbs.reports.showRelease(somebody, '')).rejects.toThrow('Say which');
  });

  test('is for guests of their own services alone, made or shown, and for strangers of nothing', async () => {
    const { reports } = home.app.verbs;
    const cy = await viewerOf(home.app, 'cy@acme.test', { guest: true });
    const fay = await viewerOf(home.app, 'fay@acme.test', { stranger: true });
    const own = await reports.release(cy, 'finder');
    expect(await reports.showRelease(cy, own.id)).toEqual(own);
    await expect(reports.release(cy, 'finder ledger')).rejects.toThrow('no service or system “ledger”');
    await expect(reports.release(cy, 'store')).rejects.toThrow('no service or system “store”');
    const both = await reports.release(somebody, 'finder ledger');
    await expect(reports.showRelease(cy, both.id)).rejects.toThrow('There is no saved report');
    for (const act of [reports.release(fay, 'finder'), reports.showRelease(fay, own.id)])
      await expect(act).rejects.toThrow('I only answer members');
  });
});

describe('exceptions in force', () => {
  test('let a release go, and stand on it with who agreed and until when', async () => {
    const home: ExceptionsHome = await openExceptionsHome({
      'scorecards/readiness.yml': BAR_OF_COVERAGE,
    });
    const { reports } = home.app.verbs;
    const check = async () => (await reports.release(somebody, 'ledger')).report;
    expect((await check()).result).toBe('no-go');
    const asked = await home.asked({ ...askOf(), services: ['ledger'] });
    expect((await check()).services[0]?.exceptions).toEqual([]);
    await home.approve(asked.id, 'ana');
    await home.app.settle();
    const { result, services } = await check();
    expect([result, services[0]?.bar]).toEqual(['go', 'met_by_exception']);
    expect(services[0]?.exceptions).toMatchObject([{ titles: ['Coverage over 80 %'], by: ['Ana'] }]);
    home.advance(40 * 86_400_000);
    expect((await check()).services[0]?.exceptions).toEqual([]);
  });
});

const BAR_OF_COVERAGE = `
id: readiness
name: Readiness
levels: [bronze]
rules:
  - {id: coverage, title: Coverage over 80 %, level: bronze, required: true, expression: coverage.percent > 80.0, why: Bugs., fix: Test more.}
`;

describe('a release check to take along', () => {
  test('is a table with a row for each finding, or a page', async () => {
    const { app } = await openSmallHome();
    const saved = await app.verbs.reports.release(somebody, 'payments-api ledger');
    const [head, first] = releaseCsv(saved).split('\r\n');
    expect(head).toBe('service,name,tier,result,minimum_bar,about,effect,rule,says,since,until,by');
    expect(first).toMatch(
      /^ledger,Ledger,Customers stop,no-go,not_met,fails,blocks,readiness\/runbook,.*,2026-03-04T12:00:00.000Z,,$/,
    );
    expect(releaseCsv(saved)).toContain('\r\npayments-api,Payments API,Customers stop,go,met,,,,,,,\r\n');
    const page = releaseMarkdown(saved);
    expect(page).toContain(
      '# No-go: payments-api and ledger\n\n1 of 2 services meet their minimum bar; 1 is below it.',
    );
    expect(page).toContain('## Against it\n\n- **ledger**: Runbook linked: ');
    expect(page).toContain('| ledger | Customers stop | not met | No-go |');
    expect(page).toContain(`\`/ready report show ${saved.id}\``);
  });
});
