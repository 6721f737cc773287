/** View models of initiatives as their verbs answer them, and those verbs without a database. */
import type { Initiative, ProgressCounts } from '../../src/domain/initiative.ts';
import { DAY } from '../../src/domain/instant.ts';
import type {
  InitiativeChoices,
  InitiativeLine,
  InitiativeVerbs,
  InitiativeView,
  Laggard,
} from '../../src/use-cases/initiative-views.ts';
import { NOW } from './view-models.ts';

export const COUNTS: ProgressCounts = { done: 8, open: 2, excused: 1, unknown: 1 };

/** Ana's, running, a week left. */
export function initiative(more: Partial<Initiative> = {}): Initiative {
  return {
    id: '0195f2f0-0000-7000-8000-0000000000a1',
    state: 'active',
    title: 'On-call for all',
    why: 'Shoppers do not wait until morning.',
    scorecard: 'production-readiness',
    asks: { rules: ['on-call'] },
    filter: 'tier:tier-1',
    deadline: NOW + 7 * DAY,
    owner: 'UANA',
    ownerName: 'Ana',
    channel: 'C0GENERAL',
    createdAt: NOW - 20 * DAY,
    startedAt: NOW - 14 * DAY,
    endedAt: null,
    version: 2,
    ...more,
  };
}

export function initiativeLine(more: Partial<Initiative> = {}, counts = COUNTS): InitiativeLine {
  return { initiative: initiative(more), counts, daysLeft: 7 };
}

export function laggard(id: string, more: Partial<Laggard> = {}): Laggard {
  return {
    id,
    name: id,
    tier: 'tier-1',
    team: { id: 'payments', name: 'Payments' },
    progress: 'open',
    deadline: NOW + 7 * DAY,
    late: false,
    daysLeft: 7,
    gaps: [{ title: 'Two on-call levels', reason: null }],
    ...more,
  };
}

export function initiativeView(more: Partial<InitiativeView> = {}): InitiativeView {
  return {
    ...initiativeLine(),
    scorecard: { id: 'production-readiness', name: 'Production readiness' },
    asked: [{ id: 'on-call', name: 'Two on-call levels' }],
    teams: [
      { team: { id: 'payments', name: 'Payments' }, counts: { done: 3, open: 2, excused: 0, unknown: 0 } },
      { team: null, counts: { done: 0, open: 0, excused: 0, unknown: 1 } },
      { team: { id: 'search', name: 'Search' }, counts: { done: 5, open: 0, excused: 1, unknown: 0 } },
    ],
    laggards: { items: [laggard('payments-api'), laggard('ledger')], total: 2, offset: 0, size: 12 },
    blockers: {
      unknown: [
        laggard('old-site', {
          team: null,
          progress: 'unknown',
          gaps: [{ title: 'Two on-call levels', reason: 'PagerDuty answers 403' }],
        }),
      ],
      unknownTotal: 1,
      ownerless: [],
      ownerlessTotal: 0,
    },
    days: [
      { day: '2026-02-20', counts: { done: 2, open: 9, excused: 0, unknown: 1 } },
      { day: '2026-03-05', counts: COUNTS },
    ],
    preview: null,
    trouble: null,
    may: { edit: true, start: false, extend: true, cancel: true, close: false },
    ...more,
  };
}

export function initiativeChoices(rules = 3): InitiativeChoices {
  return {
    scorecards: [
      {
        id: 'production-readiness',
        name: 'Production readiness',
        levels: ['bronze', 'silver', 'gold'],
        rules: Array.from({ length: rules }, (_, nth) => ({ id: `rule-${nth}`, name: `Rule ${nth}` })),
      },
    ],
    timezone: 'Europe/London',
    usualDate: '2026-04-04',
  };
}

export function literalInitiatives(changes: Partial<InitiativeVerbs> = {}): InitiativeVerbs {
  return {
    list: async () => ({ running: [initiativeLine()], drafts: [], ended: [] }),
    show: async (_viewer, id) => initiativeView({ initiative: initiative({ id }) }),
    choices: async () => initiativeChoices(),
    preview: async () => ({ services: 12, owners: 3, counts: COUNTS, problem: null }),
    add: async () => ({ kind: 'kept', view: initiativeView() }),
    edit: async () => ({ kind: 'kept', view: initiativeView() }),
    act: async () => initiativeView(),
    ...changes,
  };
}
