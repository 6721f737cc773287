import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import type { WhyPart } from '../../../src/domain/why.ts';
import { checkIn, document, NOW, source, type World, worldOf } from '../../support/judging.ts';

const world = worldOf({
  service: {
    tier: 'tier-3',
    channel: '#shop',
    owner: 'shop',
    links: [
      { type: 'docs', title: 'Docs', url: 'http://x.test' },
      { type: 'logs', title: 'Logs', url: 'https://x.test' },
    ],
    link: { docs: 'http://x.test' },
    tags: ['go'],
    annotations: { 'sonar/key': 'x' },
  },
  vcs: { default_branch: { protected: false, required_approvals: 0, allows_force_pushes: true } },
  git: { last_commit_at: '2026-02-01T09:30:00Z', archived: true },
  ci: { providers: [] },
  coverage: { percent: 61.5 },
  slo: { count: 2, breached: true, objectives: [{ breached: true }, { breached: false }] },
  incidents: { recent: [{ began_at: '2026-03-09T00:00:00Z' }, { began_at: '2026-03-01T00:00:00Z' }] },
  monitors: { all: [] },
  custom: { ready: false, n: 3, name: 'x', ends: '2026-03-01T00:00:00Z', 'load-test': { rps: 10 } },
});

const whyOf = (expression: string, facts: World = world) => checkIn(facts, expression).why;
const reasonOf = (expression: string, facts: World = world) => checkIn(facts, expression).reason;

describe('one line says what was measured beside what was wanted', () => {
  test.each([
    ['vcs.default_branch.required_approvals >= 1', 'approvals required is 0, wanted ≥ 1'],
    ['1 <= vcs.default_branch.required_approvals', 'approvals required is 0, wanted ≥ 1'],
    ['!(vcs.default_branch.required_approvals < 1)', 'approvals required is 0, wanted ≥ 1'],
    ['coverage.percent > 85', 'code coverage is 61.5 %, wanted > 85 %'],
    ['service.tier == "tier-1"', 'tier is "tier-3", wanted "tier-1"'],
    ['service.tier != "tier-3"', 'tier is "tier-3", wanted anything but "tier-3"'],
    ['service.tier in ["tier-1", "tier-2"]', 'tier ("tier-3") is none of "tier-1", "tier-2"'],
    ['!(service.tier in ["tier-3"])', 'tier ("tier-3") is one of "tier-3"'],
    ['vcs.default_branch.protected', 'branch protection is off'],
    ['vcs.default_branch.protected == true', 'branch protection is off'],
    ['vcs.default_branch.protected != false', 'branch protection is off'],
    ['true == vcs.default_branch.protected', 'branch protection is off'],
    ['!vcs.default_branch.allows_force_pushes', 'force pushes are allowed'],
    ['vcs.default_branch.allows_force_pushes == false', 'force pushes are allowed'],
    ['!slo.breached', 'a service level objective is breached'],
    ['custom.ready', 'ready is false, wanted true'],
    ['custom.n == true', 'n is 3, wanted true'],
    ['has(service.link.runbook)', 'no value for runbook link'],
    ['has(service.depends_on)', 'no value for outgoing dependencies'],
    ['!has(service.owner)', 'owner is set, wanted none'],
    ['"runbook" in service.link', 'no value for runbook link'],
    ['!("sonar/key" in service.annotations)', 'sonar/key annotation is set, wanted none'],
    ['custom["incident-process-documented"] == true', 'no value for incident process documented'],
    ['custom["load-test"].rps > 100', 'load test rps is 10, wanted > 100'],
    ['size(ci.providers) > 0', 'CI/CD pipelines is 0, wanted > 0'],
    ['ci.providers.size() >= 1', 'CI/CD pipelines is 0, wanted ≥ 1'],
    ['ci.providers != []', 'CI/CD pipelines is an empty list, wanted anything but an empty list'],
    [
      'now - git.last_commit_at < duration("7d")',
      'last commit was on 2026-02-01, wanted less than 7 days ago',
    ],
    [
      'git.last_commit_at > now - duration("36h")',
      'last commit was on 2026-02-01, wanted less than 36 hours ago',
    ],
    ['timestamp(custom.ends) > now', 'timestamp(custom.ends) is on 2026-03-01, wanted in the future'],
    ['git.last_commit_at > timestamp("2026-03-01")', 'last commit is on 2026-02-01, wanted > 2026-03-01'],
    [
      'timestamp(custom.ends) - now > duration("30d")',
      'timestamp(custom.ends) is on 2026-03-01, wanted more than 30 days ahead',
    ],
    ['duration("1h") > duration("90m")', 'duration("1h") is 1 hour, wanted > 90 minutes'],
    ['service.links.exists(l, l.type == "runbook")', 'none of 2 links with type == "runbook", wanted one'],
    [
      'service.links.all(l, l.url.startsWith("https://"))',
      '1 of 2 links with url.startsWith("https://"), wanted all',
    ],
    ['!slo.objectives.exists(o, o.breached)', '1 of 2 service level objectives with breached, wanted none'],
    ['monitors.all.exists(m, m.type == "latency")', 'no monitors, wanted one with type == "latency"'],
    ['service.links.exists_one(l, l.url != "")', '2 of 2 links with url != "", wanted exactly one'],
    [
      'incidents.recent.filter(i, now - i.began_at < duration("14d")).size() < 2',
      'recent incidents is 2, wanted < 2',
    ],
    ['service.channel.startsWith("#team-")', 'channel ("#shop") does not begin with "#team-"'],
    ['service.channel.matches("^#team-")', 'channel ("#shop") does not match "^#team-"'],
    ['!service.channel.contains("shop")', 'channel ("#shop") contains "shop"'],
    ['service.channel.endsWith("x")', 'channel ("#shop") does not end with "x"'],
    ['"pci" in service.tags', 'tags ("go") lacks "pci"'],
    ['custom.n + 1 > 10', 'custom.n + 1 is 4, wanted > 10'],
    ['slo.count <= custom.n - 2', 'service level objectives is 2, wanted ≤ 1'],
  ])('%s: %s', (expression, reason) => {
    expect(reasonOf(expression)).toBe(reason);
  });
});

describe('of several questions those that decided are told', () => {
  test.each([
    // Only what is wrong.
    ['vcs.default_branch.protected && slo.count > 0', 'branch protection is off'],
    ['slo.count > 0 && !slo.breached', 'a service level objective is breached'],
    [
      'vcs.default_branch.protected && !slo.breached',
      'branch protection is off; a service level objective is breached',
    ],
    [
      'vcs.default_branch.protected || custom.ready',
      'branch protection is off, or ready is false, wanted true',
    ],
    [
      'vcs.default_branch.protected || custom.ready || slo.count > 5',
      'branch protection is off, or ready is false, wanted true, or service level objectives is 2, wanted > 5',
    ],
    ['!(git.archived || slo.breached)', 'the repository is archived; a service level objective is breached'],
    [
      '!(git.archived && slo.breached)',
      'the repository is archived, or a service level objective is breached',
    ],
    ['git.archived ? custom.ready : slo.breached', 'ready is false, wanted true'],
    // What is not known beside a plain no has no part in it.
    ['vcs.default_branch.protected && oncall.staffed', 'branch protection is off'],
    ['git.archived && oncall.staffed', 'no collector for on-call is configured'],
    ['vcs.default_branch.protected || oncall.staffed', 'no collector for on-call is configured'],
    // Two rules of one cause are told once.
    ['oncall.staffed && has(oncall.policy)', 'no collector for on-call is configured'],
  ])('%s: %s', (expression, reason) => {
    expect(reasonOf(expression)).toBe(reason);
  });

  test('a choice within a list is a part of its own', () => {
    expect(whyOf('!slo.breached && (vcs.default_branch.protected || custom.ready)')).toMatchObject({
      mend: 'all',
      parts: [
        { kind: 'flag', path: 'slo.breached' },
        {
          kind: 'group',
          mend: 'any',
          parts: [{ path: 'vcs.default_branch.protected' }, { path: 'custom.ready' }],
        },
      ],
    });
  });

  test('a choice alone is the whole', () => {
    expect(whyOf('vcs.default_branch.protected || custom.ready')).toMatchObject({
      mend: 'any',
      parts: [{ path: 'vcs.default_branch.protected' }, { path: 'custom.ready' }],
    });
  });
});

describe('the parts are for views', () => {
  test.each<[string, WhyPart]>([
    [
      'coverage.percent > 85',
      {
        kind: 'compared',
        path: 'coverage.percent',
        words: 'code coverage',
        measure: 'value',
        value: 61.5,
        op: '>',
        wanted: 85,
        unit: '%',
      },
    ],
    [
      'size(ci.providers) >= 1',
      {
        kind: 'compared',
        path: 'ci.providers',
        words: 'CI/CD pipelines',
        measure: 'count',
        value: 0,
        op: '>=',
        wanted: 1,
      },
    ],
    [
      'now - git.last_commit_at <= duration("7d")',
      {
        kind: 'compared',
        path: 'git.last_commit_at',
        words: 'last commit',
        measure: 'age',
        value: Date.parse('2026-02-01T09:30:00Z'),
        op: '<=',
        wanted: 7 * DAY,
      },
    ],
    [
      'vcs.default_branch.protected',
      {
        kind: 'flag',
        path: 'vcs.default_branch.protected',
        words: 'branch protection',
        value: false,
        phrase: 'branch protection is off',
      },
    ],
    [
      'service.links.exists(l, l.type == "runbook")',
      {
        kind: 'counted',
        path: 'service.links',
        words: 'links',
        matching: 0,
        of: 2,
        wanted: 'some',
        condition: 'type == "runbook"',
      },
    ],
    [
      'service.tier in ["a"]',
      {
        kind: 'holds',
        path: 'service.tier',
        words: 'tier',
        value: 'tier-3',
        op: 'is_in',
        should: true,
        wanted: ['a'],
      },
    ],
    [
      'has(service.link.runbook)',
      { kind: 'absent', path: 'service.link.runbook', words: 'runbook link', note: null },
    ],
  ])('%s', (expression, part) => {
    expect(whyOf(expression)).toEqual({ mend: 'all', parts: [part] });
  });
});

describe('what could not be known', () => {
  const oncall = source('pagerduty', ['oncall']);
  const asking = (documents: World['documents'], sources: World['sources'] = [oncall]): World => ({
    documents,
    sources,
  });
  const unknown = (facts: World) => whyOf('oncall.escalation_levels >= 2', facts)?.parts[0];
  const blank = {
    path: 'oncall.escalation_levels',
    words: 'on-call levels',
    namespace: 'oncall',
    namespaceWords: 'on-call',
  };

  test('nobody answers for it: said with what the collectors lack that would', () => {
    const lacking = source('pagerduty', ['oncall'], { configured: { lacks: 'PAGERDUTY_TOKEN is not set' } });
    expect(unknown(asking([], [lacking]))).toEqual({
      kind: 'not_known',
      ...blank,
      cause: 'not_collected',
      collector: null,
      reason: null,
      since: null,
      lastGoodAt: null,
      lacking: [{ collector: 'pagerduty', lacks: 'PAGERDUTY_TOKEN is not set' }],
    });
    expect(reasonOf('oncall.staffed', asking([], [lacking]))).toBe(
      'no collector for on-call is configured (pagerduty: PAGERDUTY_TOKEN is not set)',
    );
    expect(reasonOf('oncall.staffed', asking([], []))).toBe('no collector for on-call is configured');
  });

  test('it was never asked', () => {
    expect(unknown(asking([]))).toMatchObject({ cause: 'not_collected', collector: 'pagerduty' });
    expect(reasonOf('oncall.staffed', asking([]))).toBe('pagerduty has not told about on-call yet');
  });

  test('it never answered', () => {
    const failed = document('oncall', 'pagerduty', null, {
      error: 'PagerDuty answers 403',
      failedAt: NOW - HOUR,
    });
    expect(unknown(asking([failed]))).toMatchObject({
      cause: 'unreadable',
      collector: 'pagerduty',
      reason: 'PagerDuty answers 403',
      since: NOW - HOUR,
      lastGoodAt: null,
    });
    expect(reasonOf('oncall.escalation_levels >= 2', asking([failed]))).toBe(
      'on-call levels cannot be read: PagerDuty answers 403',
    );
  });

  test('one field could not be seen', () => {
    const partly = document(
      'oncall',
      'pagerduty',
      { staffed: true },
      {
        unreadable: [{ path: 'escalation_levels', reason: 'the token may not read policies' }],
      },
    );
    expect(unknown(asking([partly]))).toMatchObject({
      cause: 'unreadable',
      reason: 'the token may not read policies',
    });
    expect(checkIn(asking([partly]), 'oncall.staffed').outcome).toBe('pass');
  });

  test('the last answer is too old: with its age and what has failed since', () => {
    const old = { collectedAt: NOW - 2 * DAY, error: 'PagerDuty answers 403', failedAt: NOW - HOUR };
    const stale = asking([document('oncall', 'pagerduty', { escalation_levels: 1 }, old)]);
    expect(unknown(stale)).toMatchObject({
      cause: 'stale',
      collector: 'pagerduty',
      reason: 'PagerDuty answers 403',
      since: NOW - HOUR,
      lastGoodAt: NOW - 2 * DAY,
    });
    expect(reasonOf('oncall.escalation_levels >= 2', stale)).toBe(
      'what is known about on-call is too old: PagerDuty answers 403',
    );
    const silent = asking([
      document('oncall', 'pagerduty', { escalation_levels: 1 }, { collectedAt: NOW - 2 * DAY }),
    ]);
    expect(unknown(silent)).toMatchObject({ reason: null, since: NOW - DAY });
  });
});

test('a fact without a value is told in its collector’s words, which say what to do', () => {
  const facts: World = {
    documents: [
      document(
        'oncall',
        'pagerduty',
        {},
        {
          absent: [{ path: '', reason: 'not linked to on-call: add `pagerduty.com/service-id`' }],
        },
      ),
    ],
    sources: [source('pagerduty', ['oncall'])],
  };
  expect(checkIn(facts, 'oncall.escalation_levels >= 2')).toMatchObject({
    outcome: 'fail',
    cause: 'missing',
    reason: 'not linked to on-call: add `pagerduty.com/service-id`',
  });
});

test('a rule that errs says so to its maintainers', () => {
  expect(checkIn(world, 'custom.name > 3')).toMatchObject({
    outcome: 'unknown',
    cause: 'rule',
    reason: 'the rule errs: ">" does not work between a string and a number',
    why: { parts: [{ kind: 'broken' }] },
  });
  expect(reasonOf('custom.n')).toBe('the rule errs: it gives no yes or no');
});

test('a filter that could not say is what is told', () => {
  const check = checkIn(world, 'git.archived', { appliesTo: 'oncall.staffed' });
  expect(check).toMatchObject({ outcome: 'unknown', reason: 'no collector for on-call is configured' });
});
