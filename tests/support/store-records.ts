import { v7 as uuid } from 'uuid';
import type { Service } from '../../src/domain/catalog.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import type { Outcome, Verdict } from '../../src/domain/outcome.ts';
import type { EvaluationWrite } from '../../src/use-cases/evaluation-ports.ts';
import type {
  CatalogChange,
  ServiceRecord,
  StoredCheck,
  StoredEvaluation,
  Transition,
} from '../../src/use-cases/ports.ts';

export const NOW = Date.UTC(2026, 2, 2, 9);

/** What is kept about a service of which only what matters to the test is said. */
export function recordOf(
  service: Partial<Service> & { readonly id: string },
  kept: Partial<ServiceRecord> = {},
): ServiceRecord {
  return {
    key: kept.key ?? uuid(),
    service: {
      name: service.id,
      type: 'service',
      lifecycle: 'production',
      tier: 'tier-1',
      also: [],
      repos: [],
      links: [],
      tags: [],
      annotations: {},
      custom: {},
      formerly: [],
      ...service,
    },
    origin: { source: 'yaml', file: 'catalog/shop.yml', line: 3 },
    fieldSources: {},
    flags: [],
    addedAt: NOW,
    changedAt: NOW,
    archivedAt: null,
    ...kept,
  };
}

export function changeOf(change: Partial<CatalogChange> = {}): CatalogChange {
  return { at: NOW, services: [], record: { id: uuid(), at: NOW, by: 'cli', report: {} }, ...change };
}

export function documentOf(document: Partial<FactDocument> = {}): FactDocument {
  return {
    namespace: 'git',
    collector: 'git',
    value: { default_branch: 'main' },
    collectedAt: NOW,
    unreadable: [],
    absent: [],
    error: null,
    failedAt: null,
    ...document,
  };
}

export function checkOf(rule: string, outcome: Outcome, more: Partial<StoredCheck> = {}): StoredCheck {
  return { rule, outcome, standing: outcome, evidence: [], since: NOW, ...more };
}

export function evaluationOf(
  checks: readonly StoredCheck[],
  verdict: Partial<Verdict> = {},
  more: Partial<StoredEvaluation> = {},
): StoredEvaluation {
  const scorecard = more.scorecard ?? 'readiness';
  const counts = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
  for (const { outcome } of checks) counts[outcome] += 1;
  return {
    scorecard,
    scorecardVersion: 'v1',
    checks,
    verdict: {
      scorecard,
      bar: 'met',
      earned: null,
      held: null,
      heldByExceptions: 0,
      score: 50,
      counts,
      ...verdict,
    },
    inputDigest: 'digest',
    nextChangeAt: null,
    evaluatedAt: NOW,
    ...more,
  };
}

export function writeOf(
  key: string,
  evaluation: StoredEvaluation | null,
  transitions: readonly Transition[] = [],
  scorecard = evaluation?.scorecard ?? 'readiness',
): EvaluationWrite {
  return {
    key,
    scorecard,
    evaluation,
    transitions,
  };
}

export function transitionOf(transition: Partial<Transition> = {}): Transition {
  return {
    id: uuid(),
    at: NOW,
    scorecard: 'readiness',
    rule: 'owner',
    kind: 'outcome',
    from: 'pass',
    to: 'fail',
    cause: 'catalog: owner changed',
    ...transition,
  };
}
