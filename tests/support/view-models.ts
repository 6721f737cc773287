/** View models as the verbs answer them, so that views and listeners can be tested without a catalog. */
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { Check, Outcome } from '../../src/domain/outcome.ts';
import type { Rule } from '../../src/domain/scorecard.ts';
import type { CollectionRun } from '../../src/use-cases/collect-services.ts';
import type { Explanation, RuleExplanation, ScorecardExplanation } from '../../src/use-cases/explain-rule.ts';
import type {
  GroupView,
  MineView,
  ServiceLine,
  ServiceListing,
  Summary,
} from '../../src/use-cases/list-services.ts';
import type { AuditLine, AuditView } from '../../src/use-cases/show-audit.ts';
import type { FactsView, HistoryLine, ReadinessDetails } from '../../src/use-cases/show-details.ts';
import type {
  CheckView,
  LevelView,
  ReadinessCard,
  ScorecardView,
  ServiceHeading,
} from '../../src/use-cases/show-readiness.ts';
import type { SourcesView, SourceView } from '../../src/use-cases/show-sources.ts';

/** 12 March 2026, 09:41 UTC: the moment at which all of these are looked at. */
export const NOW = Date.UTC(2026, 2, 12, 9, 41);

const LEVELS = ['bronze', 'silver', 'gold'];

export function level(id: string): LevelView {
  return { id, rank: LEVELS.indexOf(id), of: LEVELS.length };
}

export function checkView(title: string, outcome: Outcome, more: Partial<CheckView> = {}): CheckView {
  const rule = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  return {
    scorecard: 'production-readiness',
    rule,
    title,
    level: level('silver'),
    required: false,
    category: 'code-quality',
    weight: 1,
    whyItMatters: 'A second pair of eyes catches what reaches customers otherwise.',
    fix: 'Require one review in the repository’s branch rules.',
    fixUrl: 'https://wiki.acme.test/branch-rules',
    check: check(rule, outcome),
    since: NOW - 2 * DAY,
    hidden: false,
    sensitive: false,
    source: null,
    from: null,
    ...more,
  };
}

export function check(rule: string, outcome: Outcome, more: Partial<Check> = {}): Check {
  return { rule, outcome, standing: outcome, evidence: [], ...more };
}

export function heading(id: string, more: Partial<ServiceHeading> = {}): ServiceHeading {
  return {
    key: `key-${id}`,
    id,
    name: 'Payments API',
    description: 'Takes card payments',
    type: 'service',
    lifecycle: 'production',
    tier: { id: 'tier-1', name: 'Customers stop', job: 'A shopper pays' },
    system: { id: 'checkout', name: 'Checkout' },
    owner: { id: 'payments', name: 'Payments' },
    channel: '#payments-api',
    onCall: ['Ana'],
    links: [
      { type: 'runbook', title: 'Runbook', url: 'https://wiki.acme.test/payments-runbook' },
      { type: 'logs', title: 'Logs', url: 'https://logs.acme.test/?service=payments-api&env=prod' },
      { type: 'dashboard', title: 'Dashboard', url: 'https://graphs.acme.test/d/payments' },
    ],
    flags: [],
    ...more,
  };
}

export function scorecardView(more: Partial<ScorecardView> = {}): ScorecardView {
  const onCall = checkView('Two tiers in the on-call escalation policy', 'unknown', {
    level: level('gold'),
    check: check('on-call-tiers', 'unknown', {
      cause: 'unreadable',
      reason: 'PagerDuty answers 403',
      why: {
        mend: 'all',
        parts: [
          {
            kind: 'not_known',
            path: 'oncall.escalation_levels',
            words: 'escalation levels',
            cause: 'unreadable',
            namespace: 'oncall',
            namespaceWords: 'on-call',
            collector: 'pagerduty',
            reason: 'PagerDuty answers 403',
            since: NOW - 3 * HOUR,
            lastGoodAt: NOW - 2 * DAY,
            lacking: [],
          },
        ],
      },
    }),
  });
  return {
    id: 'production-readiness',
    name: 'Production readiness',
    bar: 'met_by_exception',
    barExceptions: 1,
    barFailing: 0,
    barUnknown: 0,
    earned: level('bronze'),
    held: level('bronze'),
    heldByExceptions: 0,
    next: { level: level('silver'), missing: 2 },
    score: 72,
    counts: { pass: 10, fail: 3, unknown: 2, exempt: 1, not_applicable: 0 },
    gaps: [
      checkView('Merge approval', 'fail', {
        check: check('merge-approval', 'fail', {
          cause: 'measured',
          reason: '0 approvals required, needs 1',
        }),
      }),
      checkView('Incident playbook', 'fail', {
        fixUrl: null,
        check: check('incident-playbook', 'fail', {
          cause: 'missing',
          reason: 'no value for incident playbook',
        }),
      }),
      checkView('Code coverage over 85 %', 'fail', {
        level: level('gold'),
        check: check('coverage', 'fail', {
          cause: 'measured',
          reason: '61 % coverage, needs more than 85 %',
        }),
      }),
    ],
    unknowns: [{ titles: [onCall.title, 'SLOs met'], checks: [onCall] }],
    exempt: [checkView('No vulnerabilities', 'exempt', { required: true })],
    coming: [checkView('SLO defined', 'pass', { from: NOW + 20 * DAY })],
    ...more,
  };
}

export function card(id = 'payments-api', more: Partial<ReadinessCard> = {}): ReadinessCard {
  return {
    service: heading(id),
    askedAs: null,
    primary: scorecardView(),
    others: [],
    evaluatedAt: NOW - HOUR,
    unjudged: false,
    exceptions: [],
    weeklyScores: [],
    may: {
      checkAgain: true,
      share: true,
      attest: false,
      requestException: true,
      edit: false,
      verify: false,
      claim: false,
    },
    ...more,
  };
}

/** A service of which there is nothing to complain. */
export function wellCard(id = 'search'): ReadinessCard {
  const primary = scorecardView({
    bar: 'met',
    barExceptions: 0,
    earned: level('gold'),
    held: level('gold'),
    next: null,
    score: 100,
    counts: { pass: 16, fail: 0, unknown: 0, exempt: 0, not_applicable: 1 },
    gaps: [],
    unknowns: [],
    exempt: [],
    coming: [],
  });
  const may = { ...card().may, requestException: false };
  return card(id, { primary, may });
}

export function facts(more: Partial<FactsView> = {}): FactsView {
  return {
    namespace: 'vcs',
    words: 'version control',
    collector: 'github',
    collectedAt: NOW - 3 * HOUR,
    stale: false,
    error: null,
    failedAt: null,
    values: [
      { path: 'default_branch.name', words: 'default branch', value: 'main' },
      { path: 'default_branch.required_approvals', words: 'approvals required', value: 0 },
      { path: 'codeowners', words: 'code owners', value: ['@acme/payments', '@acme/sre'] },
    ],
    notes: [{ path: 'alerts', reason: 'the token may not read alerts' }],
    ...more,
  };
}

export function historyLine(more: Partial<HistoryLine> = {}): HistoryLine {
  return {
    id: 'transition-1',
    at: NOW - 2 * DAY,
    scorecard: 'production-readiness',
    rule: 'merge-approval',
    kind: 'outcome',
    from: 'pass',
    to: 'fail',
    cause: 'vcs: default_branch.required_approvals 1 → 0',
    ruleTitle: 'Merge approval',
    scorecardName: 'Production readiness',
    ...more,
  };
}

export function details(id = 'payments-api', more: Partial<ReadinessDetails> = {}): ReadinessDetails {
  const passing = checkView('Runbook linked', 'pass', {
    level: level('bronze'),
    required: true,
    since: NOW - 40 * DAY,
    check: check('runbook-linked', 'pass', {
      evidence: [
        { path: 'links.runbook_count', value: 1, collector: 'catalog', collectedAt: NOW - 3 * HOUR },
      ],
    }),
  });
  return {
    service: heading(id),
    scorecards: [
      {
        line: {
          id: 'production-readiness',
          name: 'Production readiness',
          bar: 'met',
          held: level('bronze'),
          failing: 1,
          unknown: 0,
        },
        levels: [
          { level: level('bronze'), checks: [passing] },
          {
            level: level('silver'),
            checks: [
              checkView('Merge approval', 'fail', {
                check: check('merge-approval', 'fail', {
                  reason: '0 approvals required, needs 1',
                  evidence: [
                    {
                      path: 'vcs.default_branch.required_approvals',
                      value: 0,
                      collector: 'github',
                      collectedAt: NOW - 3 * HOUR,
                    },
                  ],
                }),
              }),
            ],
          },
        ],
        apart: [checkView('SLO defined', 'pass', { level: level('gold'), from: NOW + 20 * DAY })],
      },
    ],
    history: [historyLine(), historyLine({ kind: 'level', from: 'silver', to: 'bronze', cause: '' })],
    facts: [facts()],
    dependencies: { unsaid: true, up: [], down: [], weakest: null },
    attestations: [],
    mayAttest: false,
    ...more,
  };
}

export function serviceLine(id: string, more: Partial<ServiceLine> = {}): ServiceLine {
  return {
    id,
    name: id,
    tier: 'tier-2',
    owner: { id: 'payments', name: 'Payments' },
    standing: {
      bar: 'met',
      failing: 2,
      unknown: 1,
      primary: { held: level('silver'), heldByExceptions: 0, score: 81 },
    },
    ...more,
  };
}

export const LINES: readonly ServiceLine[] = [
  serviceLine('payments-api', {
    tier: 'tier-1',
    standing: {
      bar: 'not_met',
      failing: 5,
      unknown: 0,
      primary: { held: null, heldByExceptions: 0, score: 40 },
    },
  }),
  serviceLine('ledger'),
  serviceLine('refunds-worker', {
    standing: {
      bar: 'met',
      failing: 0,
      unknown: 0,
      primary: { held: level('gold'), heldByExceptions: 1, score: 100 },
    },
  }),
  serviceLine('old-importer', { tier: 'tier-3', standing: null }),
];

export function summary(more: Partial<Summary> = {}): Summary {
  return {
    services: 4,
    levels: [
      { level: level('gold'), services: 1 },
      { level: level('silver'), services: 1 },
      { level: level('bronze'), services: 0 },
      { level: null, services: 1 },
    ],
    bar: { met: 2, notMet: 1, unknown: 0 },
    without: 1,
    ...more,
  };
}

export function group(more: Partial<GroupView> = {}): GroupView {
  return {
    kind: 'team',
    id: 'payments',
    name: 'Payments',
    description: null,
    channel: '#team-payments',
    summary: summary(),
    ready: 'no',
    page: { lines: LINES, offset: 0, size: 12, total: LINES.length },
    ...more,
  };
}

export function mine(more: Partial<MineView> = {}): MineView {
  return { groups: [group()], newcomer: false, catalogSize: 42, ...more };
}

export function listing(more: Partial<ServiceListing> = {}): ServiceListing {
  return {
    query: 'team:payments',
    page: { lines: LINES, offset: 0, size: 12, total: LINES.length },
    summary: summary(),
    ...more,
  };
}

function rule(id: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    title: 'At least one approval is required to merge',
    level: 'silver',
    expression: 'vcs.default_branch.required_approvals >= 1',
    weight: 2,
    category: 'code-quality',
    controls: [],
    why: 'A second pair of eyes catches what reaches customers otherwise.',
    fix: 'Require one review in the repository’s branch rules.',
    fixUrl: 'https://wiki.acme.test/branch-rules',
    required: true,
    stage: 'enforced',
    exceptions: 'allowed',
    nudge: true,
    sensitive: false,
    hold: 14 * DAY,
    onMissing: 'fail',
    ...more,
  };
}

const COUNTS = { pass: 30, fail: 8, unknown: 2, exempt: 1, not_applicable: 3 };

export function ruleExplanation(more: Partial<RuleExplanation> = {}): RuleExplanation {
  return {
    scorecard: 'production-readiness',
    scorecardName: 'Production readiness',
    rule: rule('merge-approval'),
    level: level('silver'),
    counts: COUNTS,
    facts: [
      {
        path: 'vcs.default_branch.required_approvals',
        description: 'Reviews that the default branch asks for before a merge.',
      },
    ],
    failing: {
      total: 8,
      first: [
        {
          id: 'payments-api',
          name: 'Payments API',
          owner: 'payments',
          since: NOW - 2 * DAY,
          hidden: false,
          reason: '0 approvals required, needs 1',
        },
        { id: 'vault', name: 'Vault', owner: null, since: NOW - 90 * DAY, hidden: true, reason: null },
      ],
    },
    ...more,
  };
}

export function scorecardExplanation(
  rules = 2,
  more: Partial<ScorecardExplanation> = {},
): ScorecardExplanation {
  const line = (nth: number) => ({
    scorecard: 'production-readiness',
    rule: rule(`rule-${nth}`, { title: `Question ${nth}`, required: nth % 2 === 0 }),
    level: level('silver'),
    counts: { ...COUNTS, fail: nth },
  });
  return {
    id: 'production-readiness',
    name: 'Production readiness',
    description: 'What every production service owes its customers',
    levels: [
      { level: level('bronze'), rules: [line(0)] },
      { level: level('silver'), rules: Array.from({ length: rules - 1 }, (_, nth) => line(nth + 1)) },
    ],
    ...more,
  };
}

export function factsExplanation(namespaces = 2, fields = 2): Explanation {
  return {
    kind: 'facts',
    namespaces: Array.from({ length: namespaces }, (_, nth) => ({
      name: `vcs${nth}`,
      words: 'version control',
      summary: 'How code is kept.',
      fields: Array.from({ length: fields }, (_, at) => ({
        path: `vcs${nth}.field_${at}`,
        type: 'int',
        description: 'Reviews that the default branch asks for.',
      })),
    })),
  };
}

/** A collection that is half done. */
export function collectionRun(more: Partial<CollectionRun> = {}): CollectionRun {
  return {
    id: '0195f2f0-0000-7000-8000-000000000001',
    kind: 'collect',
    causedBy: 'U1',
    about: 'all services',
    startedAt: NOW - 60_000,
    updatedAt: NOW,
    endedAt: null,
    total: 200,
    done: 100,
    failed: 3,
    timeLeft: 60_000,
    troubles: [{ collector: 'github', reason: 'GitHub answers 502 (it is not reachable)', services: 3 }],
    ...more,
  };
}

/** One collector that is well, one that is out, one that may not ask now, and one that is not configured. */
export function sourcesView(): SourcesView {
  return {
    sources: [
      sourceView('git'),
      sourceView('github', {
        rate: { limit: 5_000, remaining: 12, resetsAt: NOW + 20 * 60_000 },
        pausedUntil: NOW + 20 * 60_000,
        due: 90,
      }),
      sourceView('pagerduty', {
        failing: 200,
        lastGoodAt: NOW - 2 * DAY,
        lastError: { message: 'PagerDuty answers 503 (it is not available)', at: NOW - 60_000 },
        outageSince: NOW - 2 * DAY,
      }),
      sourceView('snyk', {
        configured: { lacks: 'SNYK_TOKEN is not set' },
        services: 0,
        lastGoodAt: null,
      }),
    ],
  };
}

export function sourceView(collector: string, more: Partial<SourceView> = {}): SourceView {
  return {
    collector,
    vendor: collector,
    summary: `What ${collector} knows about a service.`,
    fills: ['vcs'],
    configured: true,
    told: false,
    interval: 60 * 60_000,
    services: 200,
    failing: 0,
    due: 0,
    lastGoodAt: NOW - 5 * 60_000,
    lastError: null,
    outageSince: null,
    rate: null,
    pausedUntil: null,
    ...more,
  };
}

/** A decision, a token and an import. */
export function auditView(more: Partial<AuditView> = {}): AuditView {
  const entry = (number: number, more: Partial<AuditLine>): AuditLine => ({
    number,
    at: NOW - number * 60_000,
    actor: 'UANA',
    actorName: 'Ana',
    from: 'slack',
    act: 'exception.approve',
    serviceKey: 'key-payments-api',
    service: 'payments-api',
    subject: '0195f2f0-0000-7000-8000-000000000001',
    details: { until: '2026-03-26T10:00:00Z' },
    hash: 'ab'.repeat(32),
    ...more,
  });
  return {
    service: null,
    entries: [
      entry(3, {}),
      entry(2, {
        act: 'token.create',
        actor: 'cli:root',
        actorName: 'root',
        from: 'cli',
        service: null,
        details: { name: 'load tests' },
      }),
      entry(1, {
        act: 'catalog.import',
        actor: null,
        actorName: null,
        from: 'bot',
        service: null,
        details: { added: 47 },
      }),
    ],
    more: false,
    ...more,
  };
}
