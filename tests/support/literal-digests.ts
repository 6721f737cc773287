import { DIGEST_PARTS, type Digest, type DigestLevel, type Move } from '../../src/domain/digest.ts';
import { DAY } from '../../src/domain/instant.ts';
import type { DigestSettingsView, DigestVerbs } from '../../src/use-cases/digest-views.ts';
import { level, NOW } from './view-models.ts';

const silver = level('silver');
const gold = level('gold');

export function move(service: string, more: Partial<Move> = {}): Move {
  return { service, from: silver, to: gold, bar: null, score: 8, because: [], ...more };
}

/** LOOK's week of twelve services. */
export function digest(more: Partial<Digest> = {}): Digest {
  const counts: readonly (readonly [DigestLevel, number, number])[] = [
    [gold, 2, 1],
    [silver, 5, 0],
    [level('bronze'), 4, -1],
    [null, 1, 0],
  ];
  return {
    name: 'Payments',
    team: 'payments',
    services: 12,
    judged: 12,
    since: '2026-03-05',
    rulesChanged: false,
    levels: counts.map(([one, services, moved]) => ({ level: one, services, moved })),
    score: { now: 72, moved: 2 },
    bar: { met: 11, of: 12, unknown: 0, moved: 0 },
    improved: [move('refunds-worker')],
    dropped: [
      move('payments-api', {
        from: silver,
        to: level('bronze'),
        bar: 'lost',
        score: -12,
        because: ['Merge approval'],
      }),
    ],
    added: ['wallet'],
    relabelled: [],
    failing: [
      { rule: 'production-readiness/levels', title: 'Two on-call levels', services: 5 },
      { rule: 'production-readiness/runbook', title: 'Runbook', services: 3 },
    ],
    granted: [{ service: 'ledger', titles: ['Coverage'], until: NOW + 20 * DAY, by: ['Bo'] }],
    ending: [
      { service: 'payments-api', titles: ['Coverage', 'Alerts'], until: NOW + DAY, by: ['Bo', 'Ana'] },
    ],
    initiatives: [
      {
        id: 'i1',
        title: 'On-call for all',
        deadline: NOW + 7 * DAY,
        ...{ done: 9, open: 2, excused: 1, unknown: 0, fresh: 2 },
      },
    ],
    unknown: {
      services: 4,
      fresh: 1,
      reasons: [{ reason: 'PagerDuty answers 403', checks: 6, services: 4 }],
    },
    quiet: false,
    ...more,
  };
}

export function digestSettings(more: Partial<DigestSettingsView> = {}): DigestSettingsView {
  return {
    channel: '#team-payments',
    name: 'Payments',
    timezone: 'Europe/London',
    off: false,
    day: 'mon',
    at: '09:00',
    parts: DIGEST_PARTS,
    next: NOW + 4 * DAY,
    changedBy: null,
    ...more,
  };
}

export function literalDigests(): DigestVerbs {
  return {
    report: async (_viewer, team) => ({
      digest: team === null ? digest({ name: 'Acme', team: null }) : digest(),
      channel: '#team-payments',
    }),
    settings: async (_viewer, channel) => digestSettings({ channel }),
    changeSettings: async (_viewer, channel, choice) => {
      if (!choice.off && choice.parts.length === 0) return { kind: 'no-parts' };
      return {
        kind: 'changed',
        settings: digestSettings({ channel, ...choice, ...(choice.off ? { next: null } : {}) }),
      };
    },
  };
}
