import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { describeProblem } from '../src/domain/errors.ts';
import { DAY, HOUR } from '../src/domain/instant.ts';
import type { Bar, Check, Verdict } from '../src/domain/outcome.ts';
import { type DemoAtWork, demoAtWork } from './support/demo-at-work.ts';
import { initRepository } from './support/git-repository.ts';
import { type JudgedHome, judgeHome } from './support/home.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..');
const DEMO = join(ROOT, 'demo');
const NOW = Date.parse('2026-12-01T09:41:00Z');
const PRIMARY = 'production-readiness';

/** What an operator's shell may hold: nothing of it is for a made-up company. */
const REAL = { PAGERDUTY_TOKEN: 'real', PAGERDUTY_API_URL: 'https://api.pagerduty.com', SNYK_TOKEN: 'real' };

/** The files alone, without anybody to ask. */
let files: JudgedHome;
/** At work: the collectors ask the stand-ins. */
let demo: DemoAtWork;
const undo: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  files = await judgeHome(DEMO, NOW);
  demo = await demoAtWork(NOW, { atEnd: (one) => undo.push(one), environment: REAL });
});

afterAll(async () => {
  for (const one of undo.toReversed()) await one();
});

interface Judged {
  readonly services: ReadonlyMap<
    string,
    {
      readonly evaluations: ReadonlyMap<
        string,
        { readonly verdict: Verdict; readonly checks: readonly Check[] }
      >;
    }
  >;
}

function verdict(service: string, scorecard = PRIMARY, home: Judged = demo) {
  return home.services.get(service)?.evaluations.get(scorecard)?.verdict;
}

function check(service: string, rule: string, home: Judged = demo): Check | undefined {
  const evaluations = home.services.get(service)?.evaluations.values() ?? [];
  return [...evaluations].flatMap(({ checks }) => checks).find((one) => one.rule === rule);
}

describe('the made-up company', () => {
  test('has nothing wrong in its files', () => {
    expect(files.problems.map(describeProblem)).toEqual([]);
    expect(files.catalog.rejections).toEqual([]);
    expect(files.bugs).toEqual([]);
    expect(demo.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('is large enough to look around in', () => {
    const { services, catalog, config } = files;
    expect(services.size).toBeGreaterThanOrEqual(40);
    expect(catalog.teams).toHaveLength(10);
    expect(catalog.systems.filter(({ parent }) => parent === 'marketplace')).toHaveLength(3);
    expect(config.organisation.tiers).toHaveLength(4);
    const all = [...services.values()].map(({ service }) => service);
    const tiers = config.organisation.tiers.map(({ id }) => all.filter(({ tier }) => tier === id).length);
    expect(Math.min(...tiers)).toBeGreaterThan(3);
    expect(new Set(all.map(({ lifecycle }) => lifecycle))).toEqual(
      new Set(['experimental', 'production', 'deprecated']),
    );
    expect(new Set(all.map(({ type }) => type))).toEqual(
      new Set(['service', 'website', 'worker', 'library', 'resource']),
    );
  });

  test('has the troubles of every catalog', () => {
    expect(files.catalog.flagged.map(({ id, kind }) => [id, kind])).toEqual([
      ['bulk-importer', 'unknown-system'],
      ['customer-profile', 'dangling-dependency'],
      ['messaging', 'dependency-cycle'],
      ['party-planner', 'no-owner'],
      ['product-feed', 'no-owner'],
      ['reviews', 'unknown-team'],
      ['warehouse-bridge', 'no-owner'],
    ]);
  });

  // Repositories are said to be on github.com, where Codecov and CircleCI would find them; nobody asks there.
  test('is nobody’s: every address and e-mail is of a reserved domain', () => {
    const names = readdirSync(DEMO, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yml'),
    );
    const text = names.map((file) => readFileSync(join(DEMO, file), 'utf8')).join('\n');
    const hosts = [...text.matchAll(/https?:\/\/([^/\s"|>]+)/g)].map(([, host]) => host);
    const mailHosts = [...text.matchAll(/[\w.]@([\w.-]+)/g)].map(([, host]) => host);
    expect(hosts.length).toBeGreaterThan(100);
    expect([...hosts, ...mailHosts].filter((host) => !/\.test$/.test(host ?? ''))).toEqual([]);
  });
});

describe('every state can be seen', () => {
  test.each<[service: string, level: string | null, bar: Bar]>([
    ['ledger', 'gold', 'met'],
    ['identity', 'gold', 'met'],
    ['checkout-api', 'silver', 'met'],
    ['search-indexer', 'silver', 'met'],
    ['payments-api', 'bronze', 'met'],
    ['returns', 'bronze', 'met'],
    ['invoice-renderer', null, 'met'],
    ['payouts', null, 'not_met'],
    ['warehouse-bridge', null, 'not_met'],
    ['consent-registry', null, 'unknown'],
    ['messaging', null, 'unknown'],
    ['gift-cards', null, 'none'],
    ['event-bus', null, 'none'],
  ])('%s: %s, minimum bar %s', (service, held, bar) => {
    expect(verdict(service)).toMatchObject({ held, bar });
  });

  test('levels are spread as in a company that has begun', () => {
    const held = [...demo.services.keys()].map((service) => verdict(service)?.held ?? 'none');
    for (const level of ['gold', 'silver', 'bronze', 'none'])
      expect(held.filter((one) => one === level).length).toBeGreaterThan(5);
  });

  test.each<[service: string, rule: string, expected: Partial<Check>]>([
    ['payments-api', 'merge-approval', { outcome: 'fail', cause: 'measured' }],
    ['fraud-scoring', 'two-oncall-levels', { outcome: 'fail', cause: 'missing' }],
    ['warehouse-bridge', 'owner-set', { outcome: 'fail' }],
    ['payments-api', 'few-incidents', { outcome: 'unknown', cause: 'stale', standing: 'pass' }],
    ['bulk-importer', 'two-oncall-levels', { outcome: 'fail', cause: 'missing' }],
    ['consent-registry', 'branch-protection', { outcome: 'unknown', cause: 'unreadable' }],
    ['messaging', 'branch-protection', { outcome: 'unknown', cause: 'unreadable' }],
    ['payments-api', 'two-oncall-levels', { outcome: 'unknown', cause: 'stale', standing: 'pass' }],
    ['label-printer', 'two-oncall-levels', { outcome: 'unknown', cause: 'stale', standing: 'pass' }],
    ['delivery-promises', 'branch-protection', { outcome: 'unknown', cause: 'stale', standing: 'unknown' }],
    ['search-api', 'slos-met', { outcome: 'pass' }],
    ['checkout-api', 'slos-met', { outcome: 'fail', cause: 'measured' }],
    ['recommendations', 'ci-pipeline', { outcome: 'pass' }],
    ['payments-api', 'nobody-gone', { outcome: 'pass' }],
    ['data-warehouse-loader', 'nobody-gone', { outcome: 'fail', cause: 'measured' }],
    ['returns', 'channel-in-use', { outcome: 'fail', reason: 'the channel is archived' }],
    ['product-feed', 'channel-in-use', { outcome: 'fail', reason: 'the channel does not exist' }],
    ['returns', 'runbook-opens', { outcome: 'fail', cause: 'measured' }],
    ['ledger', 'runbook-opens', { outcome: 'pass' }],
    ['ledger', 'load-tested', { outcome: 'pass' }],
    ['payments-api', 'load-tested', { outcome: 'fail', cause: 'measured' }],
    ['payouts', 'load-tested', { outcome: 'fail', cause: 'missing' }],
    ['orders-api', 'restore-drill', { outcome: 'pass' }],
    ['catalogue-api', 'restore-drill', { outcome: 'fail' }],
    ['refunds-worker', 'restore-drill', { outcome: 'not_applicable' }],
  ])('%s, %s: %j', (service, rule, expected) => {
    expect(check(service, rule)).toMatchObject(expected);
  });

  test('a level stands while what proves it is silent, and falls when nobody has known for too long', () => {
    expect(verdict('label-printer')).toMatchObject({ held: 'gold', counts: { unknown: 2 } });
    expect(verdict('delivery-promises')).toMatchObject({ held: null, bar: 'unknown' });
  });

  test('a second scorecard has rules that are announced and on trial', () => {
    const rules = files.scorecards.flatMap(({ scorecard }) => scorecard.rules);
    expect(rules.filter(({ stage }) => stage === 'trial').map(({ id }) => id)).toEqual(['signed-commits']);
    const [announced] = rules.filter(({ stage }) => stage === 'announced');
    expect(announced?.id).toBe('security-contact');
    expect(announced?.effectiveFrom).toBeGreaterThan(NOW);
    expect(verdict('ledger', 'security-basics')).toMatchObject({ held: 'hardened', bar: 'met' });
    expect(verdict('payments-api', 'security-basics')).toMatchObject({ held: 'guarded', bar: 'met' });
    expect(verdict('warehouse-bridge', 'security-basics')).toMatchObject({ bar: 'not_met' });
  });
});

test('payments-api is the card that we show: bronze, its bar met, two steps from silver', () => {
  const { checks = [] } = demo.services.get('payments-api')?.evaluations.get(PRIMARY) ?? {};
  const of = (outcome: string) => checks.filter((one) => one.outcome === outcome).map(({ rule }) => rule);
  expect(of('fail')).toEqual(['merge-approval', 'incident-process', 'code-coverage']);
  expect(of('unknown')).toEqual(['two-oncall-levels', 'few-incidents']);
  expect(of('pass')).toHaveLength(11);
  expect(check('payments-api', 'two-oncall-levels')?.reason).toContain('PagerDuty answers 403');
  expect(check('payments-api', 'code-coverage')?.reason).toBe('code coverage is 61.4 %, wanted > 85 %');
  expect(check('payments-api', 'security-contact')).toMatchObject({ outcome: 'pass' });
});

test('each rule of the starter scorecard passes somewhere and fails somewhere', () => {
  const checks = [...demo.services.values()].flatMap(({ evaluations }) => [
    ...(evaluations.get(PRIMARY)?.checks ?? []),
  ]);
  const rules = files.scorecards.find(({ scorecard }) => scorecard.id === PRIMARY)?.scorecard.rules ?? [];
  const having = (outcome: string) =>
    new Set(checks.filter((one) => one.outcome === outcome).map(({ rule }) => rule));
  const all = rules.map(({ id }) => id);
  expect(all.filter((rule) => !having('pass').has(rule))).toEqual([]);
  expect(all.filter((rule) => !having('fail').has(rule))).toEqual([]);
});

test.each(['2027-08-01T03:00:00Z', '2031-02-28T23:59:00Z'])('it is as alive on %s', async (day) => {
  const later = await demoAtWork(Date.parse(day), { atEnd: onTestFinished });
  const outcomes = (home: Judged) =>
    [...home.services].flatMap(([service, { evaluations }]) =>
      // The real checkout's last commit grows older.
      service === 'readybot'
        ? []
        : [[service, evaluations.get(PRIMARY)?.checks.map(({ rule, outcome }) => `${rule} ${outcome}`)]],
    );
  expect(outcomes(later)).toEqual(outcomes(demo));
});

describe('the other systems', () => {
  test('are asked over HTTP, each of them, by the real collectors', async () => {
    const states = await demo.app.store.collections.states();
    const told = [...states.values()].filter(({ lastGoodAt }) => lastGoodAt !== null);
    expect(told.map(({ collector }) => collector)).toEqual(
      expect.arrayContaining(demo.outside.vendors.map(({ name }) => name)),
    );
    for (const { name, requests } of demo.outside.vendors)
      expect([name, requests.length > 0]).toEqual([name, true]);
  });

  test('are on this machine only', () => {
    const addresses = demo.outside.vendors.map(({ url }) => new URL(url).hostname);
    expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']));
    expect(demo.elsewhere).toEqual([]);
  });

  test('answer for every host that the catalog links to', () => {
    const links = [...demo.services.values()].flatMap(({ service }) => service.links);
    const hosts = new Set(links.map(({ url }) => new URL(url).hostname));
    expect([...hosts].filter((host) => !demo.outside.standIns.has(host))).toEqual([]);
  });

  test('are nobody’s real ones, whatever the environment holds', () => {
    const { secrets } = demo.config;
    expect(secrets(['PATH'])).toEqual({ PATH: process.env.PATH });
    expect(secrets(['PAGERDUTY_TOKEN', 'SNYK_TOKEN', 'GITHUB_APP_ID'])).toEqual({
      ...{ PAGERDUTY_TOKEN: 'pd-token', SNYK_TOKEN: 'snyk-token' },
    });
    expect(secrets(['PAGERDUTY_API_URL']).PAGERDUTY_API_URL).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });

  test('include two that look for vulnerabilities: Snyk is asked before GitHub, which is believed where it does not look', () => {
    const from = (service: string) => {
      const { outcome, evidence = [] } = check(service, 'no-vulnerabilities') ?? {};
      return [outcome, ...evidence.map(({ collector, value }) => [collector, value])];
    };
    expect(from('tax-calculator')).toEqual(['fail', ['snyk', 12]]);
    expect(from('notifications')).toEqual(['fail', ['snyk', 1]]);
    expect(from('recommendations')).toEqual(['fail', ['github', 8]]);
    // GitHub has said nothing of it for weeks.
    expect(from('delivery-promises')).toEqual(['pass', ['snyk', 0]]);
    expect(from('messaging')).toEqual(['unknown', [undefined, undefined]]);
  });

  test('agree with each other where both of them look', async () => {
    const record = await demo.app.store.catalog.find('tax-calculator');
    const key = record?.key ?? '';
    const documents = (await demo.app.store.facts.of([key], ['vulnerabilities'])).get(key) ?? [];
    const told = new Map(documents.map(({ collector, value }) => [collector, value]));
    expect([...told.keys()].toSorted()).toEqual(['github', 'snyk']);
    expect(told.get('snyk')?.open).toEqual(told.get('github')?.open);
    // Which of them can be mended, and what is in the code, Snyk alone tells.
    expect(told.get('snyk')).toMatchObject({ fixable: 9, code: { enabled: true, total: 0 } });
    expect(told.get('github')).toMatchObject({ code: { enabled: false } });
  });

  test('know parts of a shared repository apart', async () => {
    const coverage = (service: string) =>
      check(service, 'code-coverage')?.evidence.find(({ path }) => path === 'coverage.percent')?.value;
    expect([coverage('listing-editor'), coverage('maker-payout-reports')]).toEqual([74.2, 85]);
    expect(check('maker-payout-reports', 'no-vulnerabilities')?.reason).toContain('1');
  });

  test('once said what they do not say any more', async () => {
    const record = await demo.app.store.catalog.find('payments-api');
    const documents = (await demo.app.store.facts.of([record?.key ?? ''], ['oncall'])).get(record?.key ?? '');
    const [oncall] = documents ?? [];
    const hoursAgo = (at: number | null | undefined) => Math.round((NOW - (at ?? 0)) / HOUR);
    expect([hoursAgo(oncall?.collectedAt), hoursAgo(oncall?.failedAt)]).toEqual([50, 47]);
  });
});

describe('the one real service', () => {
  /** The demo in a folder of its own, with what it needs of the repository around it. */
  function copy(folder: string): string {
    cpSync(DEMO, join(folder, 'demo'), { recursive: true });
    cpSync(join(ROOT, 'scorecards'), join(folder, 'scorecards'), { recursive: true });
    return join(folder, 'demo');
  }

  test('is the repository that the demo lies in, read by git', async () => {
    const repository = initRepository();
    const home = copy(repository.path);
    repository.commit({ 'README.md': '' }, { at: '2026-11-28T12:00:00Z' });
    const judged = await judgeHome(home, NOW);
    expect(judged.services.get('readybot')?.service.path).toBe(repository.path);
    expect(check('readybot', 'recent-commit', judged)).toMatchObject({ outcome: 'pass' });
    const later = await judgeHome(home, NOW + 5 * DAY);
    expect(check('readybot', 'recent-commit', later)).toMatchObject({ outcome: 'fail' });
  });

  test('is unknown where the demo was unpacked and not cloned', async () => {
    const folder = temporaryFolder();
    const judged = await judgeHome(copy(folder), NOW);
    expect(check('readybot', 'recent-commit', judged)).toMatchObject({
      outcome: 'unknown',
      cause: 'unreadable',
      reason: expect.stringContaining('is not a git checkout'),
    });
    expect(judged.bugs).toEqual([]);
  });
});

describe('what `init` writes', () => {
  function written(): string {
    const folder = temporaryFolder();
    cpSync(join(ROOT, 'templates/home'), folder, { recursive: true });
    cpSync(join(ROOT, 'scorecards'), join(folder, 'scorecards'), { recursive: true });
    return folder;
  }

  test('is a home without a mistake, whose example shows all kinds of answers', async () => {
    const home = await judgeHome(written(), NOW);
    expect(home.problems.map(describeProblem)).toEqual([]);
    expect(home.catalog.rejections).toEqual([]);
    expect(home.catalog.flagged).toEqual([]);
    expect(verdict('payments-api', PRIMARY, home)).toMatchObject({ bar: 'met', held: 'bronze' });
    expect(check('payments-api', 'merge-approval', home)).toMatchObject({ outcome: 'fail' });
    expect(check('payments-api', 'slos-met', home)).toMatchObject({ outcome: 'fail', cause: 'missing' });
    expect(check('payments-api', 'no-vulnerabilities', home)).toMatchObject({ outcome: 'unknown' });
  });
});
