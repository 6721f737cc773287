/** View models of reminders as their verbs answer them, and those verbs without a database. */

import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { USUAL } from '../../src/domain/planner/preferences.ts';
import type { NudgeReaders } from '../../src/use-cases/nudge-readers.ts';
import type {
  CheckItem,
  EndingItem,
  EscalationView,
  JobsView,
  NudgedService,
  NudgeService,
  NudgeVerbs,
  NudgeView,
  OwnerlessView,
  PreferencesView,
  RolloutTeam,
  RolloutView,
  StormView,
} from '../../src/use-cases/nudge-views.ts';
import type { OwnershipClaimView } from '../../src/use-cases/upkeep-views.ts';
import { ownershipClaim } from './literal-upkeep.ts';
import { check, checkView, heading, NOW } from './view-models.ts';

const PAYMENTS = { id: 'payments', name: 'Payments' };
const SEARCH = { id: 'search', name: 'Search' };

export function nudgedService(id = 'payments-api'): NudgedService {
  const { key, name, tier } = heading(id);
  return { key, id, name, tier };
}

export function checkItem(title = 'Two on-call levels', more: Partial<CheckItem> = {}): CheckItem {
  const view = checkView(title, 'fail', {
    required: true,
    check: check('on-call', 'fail', { cause: 'measured', reason: '1 on-call level, needs 2' }),
  });
  return { kind: 'check', view, why: 'bar', due: null, initiative: null, isNew: true, ...more };
}

export function endingItem(more: Partial<EndingItem> = {}): EndingItem {
  const until = NOW + 3 * DAY;
  return { kind: 'ending', what: 'exception', id: 'e1', title: 'Code coverage', until, isNew: true, ...more };
}

export function nudgeService(id = 'payments-api', more: Partial<NudgeService> = {}): NudgeService {
  const items = [checkItem()];
  return { service: nudgedService(id), due: null, initiative: null, items, snoozedUntil: null, ...more };
}

export function nudgeView(more: Partial<NudgeView> = {}): NudgeView {
  return {
    id: '0195f2f0-0000-7000-8000-0000000000a1',
    to: { kind: 'person', id: 'UANA', name: 'Ana' },
    teams: [PAYMENTS],
    services: [nudgeService()],
    done: false,
    fixed: 0,
    moved: [],
    dropped: 0,
    plannedAt: NOW - HOUR,
    first: false,
    ...more,
  };
}

export function stormView(more: Partial<StormView> = {}): StormView {
  return {
    id: '0195f2f0-0000-7000-8000-0000000000b1',
    at: NOW - 10 * MINUTE,
    owners: 40,
    of: 150,
    messages: 40,
    reason: 'Within an hour 40 of 150 owners (26 %) would be reminded; above 20 % I ask first.',
    state: 'held',
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
    ...more,
  };
}

export function escalationView(more: Partial<EscalationView> = {}): EscalationView {
  return {
    service: nudgedService(),
    team: PAYMENTS,
    step: 'channel',
    item: checkItem(),
    reminders: 3,
    ...more,
  };
}

export function claimView(more: Partial<OwnershipClaimView> = {}): OwnershipClaimView {
  return ownershipClaim({
    ...{ service: claimed('payments-api'), team: SEARCH, from: PAYMENTS, at: NOW - HOUR },
    ...{ note: 'We handed it over in January', by: { id: 'UANA', name: 'Ana' }, evidence: [] },
    ...more,
  });
}

function claimed(id: string): OwnershipClaimView['service'] {
  return { id, name: nudgedService(id).name, tier: 'tier-1' };
}

export function ownerlessView(more: Partial<OwnerlessView> = {}): OwnerlessView {
  return {
    services: [
      {
        service: nudgedService(),
        why: 'unknown-team',
        declared: 'payment-squad',
        failing: 3,
        suggestions: [{ team: PAYMENTS, because: 'most commits of the last month' }],
      },
      {
        service: { ...nudgedService('ledger'), tier: { id: 'tier-2', name: 'Wait', job: null } },
        why: 'none',
        declared: null,
        failing: 0,
        suggestions: [],
      },
    ],
    teams: [PAYMENTS, SEARCH],
    ...more,
  };
}

export function rolloutTeam(more: Partial<RolloutTeam> = {}): RolloutTeam {
  return {
    team: PAYMENTS,
    told: false,
    addedInSlack: false,
    services: 3,
    gaps: 7,
    to: { kind: 'person', id: 'UANA', name: 'Ana' },
    trouble: null,
    ...more,
  };
}

export function rolloutView(more: Partial<RolloutView> = {}): RolloutView {
  const told = rolloutTeam({ told: true, addedInSlack: true });
  const trouble = 'Nobody of Search is known in Slack.';
  return {
    mode: 'preview',
    told: [PAYMENTS],
    next: SEARCH,
    teams: [told, rolloutTeam({ team: SEARCH, services: 1, gaps: 1, to: null, trouble })],
    counts: { messages: 2, gaps: 8, services: 4, ownerless: 1 },
    ...more,
  };
}

export function jobsView(more: Partial<JobsView> = {}): JobsView {
  const job = { summary: 'Reminds', every: '*/5 * * * *', next: NOW + 2 * MINUTE, due: null };
  const last = { at: NOW - 3 * MINUTE, took: 2 * SECOND, ok: true, error: null };
  return {
    jobs: [
      { ...job, name: 'nudges', last, due: '12 people are due' },
      { ...job, name: 'digests', last: null },
      { ...job, name: 'collect', last: { ...last, ok: false, error: 'the database is away' } },
    ],
    held: null,
    waiting: 0,
    at: NOW,
    ...more,
  };
}

export function preferencesView(more: Partial<PreferencesView> = {}): PreferencesView {
  return {
    preferences: USUAL,
    usual: true,
    timezone: 'Europe/London',
    workingHours: { from: '09:00', to: '17:00' },
    stewardOf: [PAYMENTS],
    ...more,
  };
}

/** Without a database: everything is asked, done and found. */
export function literalNudges(changes: Partial<NudgeVerbs> = {}): NudgeVerbs {
  return {
    snooze: async (_viewer, id, days) => ({ service: nudgedService(id), until: NOW + days * DAY }),
    unsnooze: async (_viewer, id) => ({ service: nudgedService(id), until: null }),
    show: async () => nudgeView(),
    checkAll: async () => ({ nudge: nudgeView({ fixed: 1 }), trouble: [] }),
    answer: async () => {},
    notMine: async (_viewer, id, { team, note }) =>
      claimView({ service: claimed(id), team: team === null ? null : SEARCH, note }),
    teams: async (_viewer, letters) => [PAYMENTS, SEARCH].filter(({ id }) => id.includes(letters)),
    preferences: async () => preferencesView(),
    prefer: async (_viewer, preferences) => preferencesView({ preferences, usual: false }),
    rollout: async () => rolloutView(),
    addTeam: async () => rolloutView({ told: [PAYMENTS, SEARCH], next: null }),
    removeTeam: async () => rolloutView({ told: [] }),
    sample: async (_viewer, team) => (team === 'payments' ? nudgeView({ id: '' }) : null),
    jobs: async () => jobsView(),
    decideStorm: async ({ id, name }, _storm, decision) =>
      stormView({
        state: decision === 'send' ? 'sent' : 'discarded',
        decidedBy: id,
        decidedByName: name,
        decidedAt: NOW,
      }),
    ownerless: async () => ownerlessView(),
    assign: async () => ownerlessView({ services: ownerlessView().services.slice(1) }),
    ...changes,
  };
}

/** Readers that know of nothing. */
export const NO_NUDGES: NudgeReaders = {
  nudge: async () => null,
  escalation: async () => null,
  storm: async () => null,
  ownerless: async () => null,
};
