import type { FactDocument, FactSource } from '../src/domain/fact.ts';
import { DAY, HOUR } from '../src/domain/instant.ts';
import type { JsonObject } from '../src/domain/json.ts';
import type { ci } from '../src/facts/ci.ts';
import type { coverage } from '../src/facts/coverage.ts';
import type { custom } from '../src/facts/custom.ts';
import type { deploys } from '../src/facts/deploys.ts';
import type { git } from '../src/facts/git.ts';
import type { incidents } from '../src/facts/incidents.ts';
import type { links } from '../src/facts/links.ts';
import type { monitors } from '../src/facts/monitors.ts';
import type { FactsOf } from '../src/facts/namespace.ts';
import type { oncall } from '../src/facts/oncall.ts';
import type { ownership } from '../src/facts/ownership.ts';
import type { service } from '../src/facts/service.ts';
import type { slo } from '../src/facts/slo.ts';
import type { vcs } from '../src/facts/vcs.ts';
import type { vulnerabilities } from '../src/facts/vulnerabilities.ts';

/** The moment at which the benchmark's world is looked at. */
export const NOW = Date.parse('2026-03-10T12:00:00Z');

/** A small generator of numbers (mulberry32), so that every run judges the same services. */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    upTo: (limit: number) => Math.floor(next() * limit),
    chance: (share: number) => next() < share,
    one: <T>(among: readonly T[]): T => among[Math.floor(next() * among.length)]!,
    many: <T>(most: number, make: (index: number) => T): T[] =>
      Array.from({ length: Math.floor(next() * (most + 1)) }, (_, index) => make(index)),
  };
}

const iso = (instant: number) => new Date(instant).toISOString();

/** What rules read, as collectors may fill it: any namespace and any field may be lacking. */
export interface Facts {
  service?: FactsOf<typeof service>;
  git?: FactsOf<typeof git>;
  vcs?: FactsOf<typeof vcs>;
  ci?: FactsOf<typeof ci>;
  oncall?: FactsOf<typeof oncall>;
  incidents?: FactsOf<typeof incidents>;
  monitors?: FactsOf<typeof monitors>;
  slo?: FactsOf<typeof slo>;
  coverage?: FactsOf<typeof coverage>;
  vulnerabilities?: FactsOf<typeof vulnerabilities>;
  deploys?: FactsOf<typeof deploys>;
  links?: FactsOf<typeof links>;
  ownership?: FactsOf<typeof ownership>;
  custom?: FactsOf<typeof custom>;
}

/** Facts of one invented service, by namespace. */
export function factsOf(index: number): Facts {
  const { upTo, chance, one, many } = dice(index + 1);
  return {
    service: {
      id: `service-${index}`,
      name: `Service ${index}`,
      type: chance(0.9) ? 'service' : 'worker',
      lifecycle: one(['production', 'production', 'experimental', 'deprecated']),
      tier: one(['tier-1', 'tier-2', 'tier-3']),
      owner: `team-${upTo(200)}`,
      channel: `#team-${upTo(200)}`,
      description: chance(0.8) ? 'Takes orders and keeps them' : 'TODO',
      repos: many(2, (n) => ({
        url: `${chance(0.9) ? 'github.com' : 'gitlab.com'}/acme/${index}-${n}`,
        paths: [],
      })),
      links: many(5, () => ({
        type: one(['logs', 'runbook', 'dashboard', 'docs']),
        title: 'x',
        url: 'https://x.test',
      })),
      tags: many(4, () => one(['pci', 'pci-dss', 'java', 'go', 'public'])),
      depends_on: many(5, () => `service-${upTo(10_000)}`),
      annotations: { 'pagerduty.com/service-id': `P${index}` },
    },
    git: {
      default_branch: one(['main', 'master']),
      last_commit_at: iso(NOW - upTo(20) * DAY),
      archived: chance(0.05),
      readme: 'README.md',
      licence: one(['Apache-2.0', 'MIT', 'other']),
      test_folders: many(2, () => 'tests'),
      dockerfiles: many(1, () => 'Dockerfile'),
      lock_files: many(2, () => 'package-lock.json'),
    },
    vcs: {
      visibility: one(['private', 'internal', 'public']),
      default_branch: {
        protected: chance(0.8),
        required_approvals: upTo(3),
        requires_code_owner_review: chance(0.5),
        allows_force_pushes: chance(0.2),
        required_checks: many(4, () => one(['test', 'lint', 'build'])),
      },
      pull_requests: { open: upTo(30), drafts: upTo(5) },
    },
    ci: { providers: many(2, () => 'github-actions'), passing: chance(0.9), success_rate: upTo(100) },
    oncall: {
      escalation_levels: upTo(4),
      staffed: chance(0.9),
      now: many(3, (n) => ({ name: 'Ana', level: n + 1 })),
    },
    incidents: {
      open: upTo(2),
      in_last_14_days: upTo(4),
      recent: many(6, () => ({
        urgency: one(['high', 'low']),
        paged: chance(0.5),
        began_at: iso(NOW - upTo(90) * DAY),
      })),
    },
    monitors: {
      count: upTo(10),
      alerting: upTo(2),
      all: many(6, () => ({ name: 'm', type: one(['latency', 'errors', 'cpu']), muted: chance(0.1) })),
    },
    slo: {
      count: upTo(4),
      breached: chance(0.2),
      error_budget_remaining: upTo(120) - 20,
      objectives: many(3, () => ({ name: 'o', target: one([99, 99.5, 99.9]), current: 98 + upTo(20) / 10 })),
    },
    coverage: { percent: upTo(1_000) / 10, current: chance(0.7) },
    vulnerabilities: {
      open: { critical: upTo(2), high: upTo(4), medium: upTo(9), low: upTo(20), total: upTo(30) },
      dependencies: { enabled: chance(0.9) },
      secrets: { enabled: chance(0.9), open: upTo(2) },
    },
    deploys: {
      in_last_30_days: upTo(40),
      failure_rate: upTo(30),
      recent: many(8, () => ({
        environment: one(['production', 'staging']),
        status: one(['succeeded', 'succeeded', 'failed']),
      })),
    },
    links: { checked: 4, broken: upTo(2) },
    ownership: {
      owner_exists: true,
      active_members: upTo(8),
      channel: { exists: true, archived: chance(0.05) },
    },
    custom: {
      'incident-process-documented': chance(0.5),
      load_test: { passed: chance(0.5), rps: upTo(1_000) },
    },
  };
}

/** Which collector fills which namespace. */
const COLLECTORS: Readonly<Record<keyof Facts, string>> = {
  service: 'catalog',
  custom: 'catalog',
  git: 'git',
  vcs: 'github',
  ci: 'github',
  vulnerabilities: 'github',
  deploys: 'github',
  oncall: 'pagerduty',
  incidents: 'pagerduty',
  monitors: 'datadog',
  slo: 'datadog',
  coverage: 'codecov',
  links: 'links',
  ownership: 'slack',
};

export const sources: readonly FactSource[] = [...new Set(Object.values(COLLECTORS))].map((collector) => ({
  collector,
  fills: Object.entries(COLLECTORS).flatMap(([namespace, by]) => (by === collector ? [namespace] : [])),
  configured: true,
  interval: HOUR,
  maxAge: DAY,
}));

/** The same facts as documents, as the store hands them to evaluation. */
export function documentsOf(facts: Facts): readonly FactDocument[] {
  return Object.entries(COLLECTORS).map(([namespace, collector]) => ({
    namespace,
    collector,
    // Facts by namespace are objects, whatever a look-up by name says.
    value: (facts[namespace as keyof Facts] ?? null) as JsonObject | null,
    collectedAt: NOW - HOUR,
    unreadable: [],
    absent: [],
    error: null,
    failedAt: null,
  }));
}
