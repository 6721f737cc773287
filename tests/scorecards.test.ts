import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScorecard } from '../src/documents/scorecard-document.ts';
import { describeProblem } from '../src/domain/errors.ts';
import { evaluate } from '../src/domain/evaluate.ts';
import type { FactDocument, FactSource } from '../src/domain/fact.ts';
import { DAY } from '../src/domain/instant.ts';
import type { JsonObject } from '../src/domain/json.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import { compileScorecard } from '../src/domain/rules/compile-scorecard.ts';
import type { Scorecard } from '../src/domain/scorecard.ts';
import { factCatalogue, namespaces } from '../src/facts/index.ts';

const ROOT = join(import.meta.dirname, '..');
const NOW = Date.parse('2026-03-12T09:41:00Z');

function load(path: string): Scorecard {
  const { scorecard, problems } = readScorecard(path, readFileSync(join(ROOT, path), 'utf8'));
  expect(problems.map(describeProblem)).toEqual([]);
  return scorecard as Scorecard; // there are no problems
}

/** One collector that answers for everything; namespaces without facts were never collected. */
const SOURCES: readonly FactSource[] = [
  {
    collector: 'test',
    fills: namespaces.map(({ name }) => name),
    configured: true,
    interval: DAY,
    maxAge: 7 * DAY,
  },
];

type Facts = Readonly<Record<string, JsonObject>>;

function documents(facts: Facts): readonly FactDocument[] {
  return Object.entries(facts).map(([namespace, value]) => ({
    namespace,
    collector: 'test',
    value,
    collectedAt: NOW,
    unreadable: [],
    absent: [],
    error: null,
    failedAt: null,
  }));
}

const SERVICE = { id: 'shop', type: 'service', lifecycle: 'production' };

function judge(scorecard: Scorecard, facts: Facts) {
  const all = { ...facts, service: { ...SERVICE, ...facts.service } };
  return evaluate(compileScorecard(scorecard, factCatalogue), {
    documents: documents(all),
    sources: SOURCES,
    exceptions: [],
    now: NOW,
  });
}

function outcome(scorecard: Scorecard, rule: string, facts: Facts): Outcome | undefined {
  return judge(scorecard, facts).checks.find((check) => check.rule === rule)?.outcome;
}

const SHIPPED = [
  ...readdirSync(join(ROOT, 'scorecards')).map((file) => `scorecards/${file}`),
  ...readdirSync(join(ROOT, 'demo/scorecards')).map((file) => `demo/scorecards/${file}`),
];

describe.each(SHIPPED)('%s', (path) => {
  test('parses, names real facts, and gives every rule a reason and a remedy', () => {
    const scorecard = load(path);
    expect(compileScorecard(scorecard, factCatalogue).rules).toHaveLength(scorecard.rules.length);
    for (const { id, why, fix, category } of scorecard.rules) {
      expect([id, why.length > 40, fix.length > 30, category]).toEqual([id, true, true, expect.any(String)]);
      expect(`${why} ${fix}`).not.toContain('!');
    }
  });
});

describe('the starter scorecard', () => {
  const starter = load('scorecards/production-readiness.yml');

  test('asks seven, five and four questions on three levels', () => {
    const count = (level: string) => starter.rules.filter((rule) => rule.level === level).length;
    expect(starter.levels.map((level) => [level, count(level)])).toEqual([
      ['bronze', 7],
      ['silver', 5],
      ['gold', 4],
    ]);
  });

  test('has a minimum bar that lies on its lowest level', () => {
    expect(starter.rules.filter((rule) => rule.required).map(({ id, level }) => [id, level])).toEqual([
      ['owner-set', 'bronze'],
      ['channel-set', 'bronze'],
      ['runbook-linked', 'bronze'],
      ['monitor-set', 'bronze'],
      ['branch-protection', 'bronze'],
    ]);
  });

  test('writes to nobody about what nobody can fix today', () => {
    expect(starter.rules.filter((rule) => !rule.nudge).map(({ id }) => id)).toEqual([
      'recent-commit',
      'slos-met',
      'few-incidents',
    ]);
  });

  const daysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();

  test.each<[rule: string, facts: Facts, outcome: Outcome]>([
    ['owner-set', { service: { owner: 'payments' } }, 'pass'],
    ['owner-set', { service: { owner_declared: 'team-TEAM-NAME' } }, 'fail'],
    ['channel-set', { service: { channel: '#payments' } }, 'pass'],
    ['channel-set', {}, 'fail'],
    ['runbook-linked', { service: { link: { runbook: 'https://wiki.test/r' } } }, 'pass'],
    ['runbook-linked', { service: { link: { logs: 'https://logs.test' } } }, 'fail'],
    ['logs-linked', { service: { link: { logs: 'https://logs.test' } } }, 'pass'],
    ['logs-linked', { service: { link: {} } }, 'fail'],
    ['monitor-set', { monitors: { count: 1 } }, 'pass'],
    ['monitor-set', { monitors: { count: 0 } }, 'fail'],
    ['monitor-set', { monitors: {} }, 'fail'],
    ['monitor-set', {}, 'unknown'],
    ['branch-protection', { vcs: { default_branch: { protected: true } } }, 'pass'],
    ['branch-protection', { vcs: { default_branch: { protected: false } } }, 'fail'],
    ['branch-protection', {}, 'unknown'],
    ['dependencies-set', { service: { depends_on: ['ledger'] } }, 'pass'],
    ['dependencies-set', { service: { depends_on: [] } }, 'pass'],
    ['dependencies-set', {}, 'fail'],
    ['merge-approval', { vcs: { default_branch: { required_approvals: 1 } } }, 'pass'],
    ['merge-approval', { vcs: { default_branch: { required_approvals: 0 } } }, 'fail'],
    ['merge-approval', { vcs: { default_branch: { protected: false } } }, 'fail'],
    ['merge-approval', {}, 'unknown'],
    ['ci-pipeline', { ci: { providers: ['github-actions'] } }, 'pass'],
    ['ci-pipeline', { ci: { providers: [] } }, 'fail'],
    ['ci-pipeline', {}, 'unknown'],
    ['no-vulnerabilities', { vulnerabilities: { open: { total: 0 } } }, 'pass'],
    ['no-vulnerabilities', { vulnerabilities: { open: { total: 1, low: 1 } } }, 'fail'],
    ['no-vulnerabilities', { vulnerabilities: { dependencies: { enabled: false } } }, 'fail'],
    ['no-vulnerabilities', {}, 'unknown'],
    ['incident-process', { custom: { 'incident-process-documented': true } }, 'pass'],
    ['incident-process', { custom: { 'incident-process-documented': false } }, 'fail'],
    ['incident-process', { custom: {} }, 'fail'],
    ['incident-process', {}, 'fail'],
    ['recent-commit', { git: { last_commit_at: daysAgo(7) } }, 'pass'],
    ['recent-commit', { git: { last_commit_at: daysAgo(7.01) } }, 'fail'],
    ['recent-commit', { git: {} }, 'fail'],
    ['recent-commit', {}, 'unknown'],
    ['two-oncall-levels', { oncall: { escalation_levels: 2 } }, 'pass'],
    ['two-oncall-levels', { oncall: { escalation_levels: 1 } }, 'fail'],
    ['two-oncall-levels', {}, 'unknown'],
    ['slos-met', { slo: { count: 2, breached: false } }, 'pass'],
    ['slos-met', { slo: { count: 2, breached: true } }, 'fail'],
    ['slos-met', { slo: { count: 0 } }, 'fail'],
    ['slos-met', {}, 'unknown'],
    ['few-incidents', { incidents: { in_last_14_days: 1 } }, 'pass'],
    ['few-incidents', { incidents: { in_last_14_days: 2 } }, 'fail'],
    ['few-incidents', {}, 'unknown'],
    ['code-coverage', { coverage: { percent: 85.1 } }, 'pass'],
    ['code-coverage', { coverage: { percent: 85 } }, 'fail'],
    ['code-coverage', {}, 'unknown'],
  ])('%s with %j: %s', (rule, facts, expected) => {
    expect(outcome(starter, rule, facts)).toBe(expected);
  });

  test('asks about what customers use, and about nothing else', () => {
    const asked = (service: JsonObject) => outcome(starter, 'channel-set', { service });
    for (const type of ['service', 'website', 'worker'])
      expect([type, asked({ type })]).toEqual([type, 'fail']);
    for (const type of ['library', 'resource'])
      expect([type, asked({ type })]).toEqual([type, 'not_applicable']);
    expect(asked({ lifecycle: 'experimental' })).toBe('not_applicable');
    expect(asked({ lifecycle: 'deprecated' })).toBe('not_applicable');
  });

  test('is gold for a service that has it all', () => {
    const { verdict } = judge(starter, {
      service: {
        owner: 'payments',
        channel: '#payments',
        depends_on: [],
        link: { runbook: 'https://wiki.test', logs: 'https://logs.test' },
      },
      monitors: { count: 3 },
      vcs: { default_branch: { protected: true, required_approvals: 2 } },
      ci: { providers: ['circleci'] },
      vulnerabilities: { open: { total: 0 } },
      custom: { 'incident-process-documented': true },
      git: { last_commit_at: daysAgo(1) },
      oncall: { escalation_levels: 2 },
      slo: { count: 1, breached: false },
      incidents: { in_last_14_days: 0 },
      coverage: { percent: 91.5 },
    });
    expect(verdict).toMatchObject({ bar: 'met', earned: 'gold', held: 'gold', score: 100 });
  });
});
