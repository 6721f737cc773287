/** Reports without a catalog: a release of three services, and a card of a team's month. */
import { checkRelease, type ReleaseReport } from '../../src/domain/release-check.ts';
import type { ReportCard } from '../../src/domain/report-card.ts';
import type { ReportVerbs } from '../../src/use-cases/report-views.ts';
import { NOW } from './view-models.ts';

const DAY = 86_400_000;

export function releaseReport(changes: Partial<ReleaseReport> = {}): ReleaseReport {
  const check = { rule: 'readiness/runbook', title: 'Runbook linked', required: true, unprovenSince: null };
  const service = { tier: 'Customers stop', unknown: 'warn', judged: true, exceptions: [] } as const;
  const report = checkRelease(
    'Checkout',
    [
      { key: 'k1', id: 'finder', name: 'Finder', bar: 'met', checks: [], ...service },
      {
        ...{ key: 'k2', id: 'ledger', name: 'Ledger', bar: 'unknown', ...service },
        checks: [
          {
            ...check,
            outcome: 'unknown',
            standing: 'unknown',
            since: NOW - 3 * DAY,
            reason: 'PagerDuty answers 403',
          },
          ...['Coverage', 'Merge approval'].map((title) => ({
            ...{ ...check, rule: `readiness/${title}`, title, required: false, reason: null },
            ...({ outcome: 'unknown', standing: 'unknown', since: NOW } as const),
          })),
        ],
      },
      {
        ...{ key: 'k3', id: 'payments-api', name: 'Payments API', bar: 'not_met', ...service },
        checks: [
          {
            ...check,
            outcome: 'fail',
            standing: 'fail',
            since: NOW - 20 * DAY,
            reason: 'no runbook is linked',
          },
        ],
        exceptions: [{ titles: ['Coverage over 80 %'], until: NOW + 14 * DAY, by: ['Ana', 'Bo'] }],
      },
    ],
    NOW,
  );
  return { ...report, ...changes };
}

export function reportCard(changes: Partial<ReportCard> = {}): ReportCard {
  const level = (id: string, rank: number) => ({ id, rank, of: 2 });
  return {
    ...{ scope: { kind: 'team', name: 'Payments', id: 'payments' }, days: 30, since: '2026-02-10', at: NOW },
    ...{ services: 12, judged: 11, compared: 9, otherRules: 1, added: 1 },
    levels: [
      { level: level('silver', 1), services: 4, moved: 1 },
      { level: level('bronze', 0), services: 6, moved: -1 },
      { level: null, services: 1, moved: 0 },
    ],
    score: { now: 78, moved: 3 },
    bar: { met: 9, of: 11, unknown: 1, moved: 1 },
    top: [{ id: 'ledger', level: level('silver', 1), score: 100 }],
    improved: [
      {
        service: 'refunds',
        from: level('bronze', 0),
        to: level('silver', 1),
        bar: null,
        score: 20,
        because: [],
      },
    ],
    dropped: [
      { service: 'payments-api', from: level('bronze', 0), to: null, bar: 'lost', score: -30, because: [] },
    ],
    rules: [
      { rule: 'readiness/runbook', title: 'Runbook linked', failing: 3, moved: -2 },
      { rule: 'readiness/coverage', title: 'Coverage over 80 %', failing: 5, moved: 1 },
    ],
    teams: [
      {
        ...{ id: 'payments', name: 'Payments', services: 8, score: { now: 75, moved: -2 } },
        bar: { met: 6, of: 8, unknown: 1, moved: 0 },
      },
      {
        ...{ id: 'refunds', name: 'Refunds', services: 4, score: { now: 90, moved: null } },
        bar: { met: 3, of: 3, unknown: 0, moved: 0 },
      },
    ],
    ...changes,
  };
}

export function literalReports(): ReportVerbs {
  const saved = { id: '7k3m9qxz', byName: 'Ana', report: releaseReport() };
  return {
    release: async () => saved,
    showRelease: async () => saved,
    card: async (_viewer, words) => (/\d+d$/.test(words) ? reportCard() : null),
  };
}
