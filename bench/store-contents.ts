import { v7 as uuid } from 'uuid';
import type { Evidence, FactDocument } from '../src/domain/fact.ts';
import { DAY } from '../src/domain/instant.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import type { EvaluationWrite } from '../src/use-cases/evaluation-ports.ts';
import type { CatalogChange, ServiceRecord, StoredCheck } from '../src/use-cases/ports.ts';
import type { ScorecardVersion } from '../src/use-cases/scorecard-ports.ts';

export const SCORECARD = 'production-readiness';
const NOW = Date.UTC(2026, 2, 2, 9);
const RULES = 50;
const LEVELS = ['bronze', 'silver', 'gold'];
const NAMESPACES = ['git', 'vcs', 'ci', 'oncall', 'incidents', 'coverage', 'vulnerabilities', 'service'];
/** Of twenty checks: what most organisations find when they first look. */
const OUTCOMES: readonly Outcome[] = [
  ...Array<Outcome>(13).fill('pass'),
  ...Array<Outcome>(4).fill('fail'),
  ...Array<Outcome>(2).fill('unknown'),
  'not_applicable',
];

export function catalogChange(services: number): CatalogChange {
  const teams = Array.from({ length: 150 }, (_, n) => ({
    id: `team-${n}`,
    name: `Team ${n}`,
    members: Array.from({ length: 6 }, (_, m) => `person-${n}-${m}@acme.test`),
    stewards: [],
    nudges: 'dm' as const,
  }));
  const systems = Array.from({ length: 60 }, (_, n) => ({ id: `system-${n}`, name: `System ${n}` }));
  const people = teams.flatMap(({ members }) => members.map((email) => ({ key: uuid(), email })));
  const records = Array.from({ length: services }, (_, n) => recordOf(n)).sort(byHash);
  const record = { id: uuid(), at: NOW, by: 'bench', report: { added: services } };
  return { at: NOW, services: records, teams, systems, people, record };
}

/** Keys come in the order of import, which is not that of ids. */
function byHash(a: ServiceRecord, b: ServiceRecord): number {
  return spread(a.service.id) - spread(b.service.id);
}

function spread(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 99_991;
  return hash;
}

function recordOf(n: number): ServiceRecord {
  const id = `service-${n}`;
  return {
    key: uuid(),
    service: {
      id,
      name: `Service ${n}`,
      description: 'Takes card payments and tells the ledger about each of them',
      type: n % 9 === 0 ? 'library' : 'service',
      lifecycle: 'production',
      tier: `tier-${(n % 3) + 1}`,
      system: `system-${n % 60}`,
      owner: `team-${n % 150}`,
      also: n % 10 === 0 ? [`team-${(n + 1) % 150}`] : [],
      repos: [{ url: `github.com/acme/${id}`, paths: [] }],
      channel: `#${id}`,
      links: ['runbook', 'logs', 'dashboard'].map((type) => ({
        type,
        title: type,
        url: `https://wiki.acme.test/${type}/${id}`,
      })),
      tags: ['java', 'payments'],
      dependsOn: [`service-${(n * 7) % 10_000}`],
      annotations: { 'pagerduty.com/service-id': `P${n}` },
      custom: { 'incident-process-documented': true },
      formerly: n % 20 === 0 ? [`old-${id}`] : [],
    },
    origin: { source: 'yaml', file: 'catalog/services.yml', line: n },
    fieldSources: {},
    flags: [],
    addedAt: NOW,
    changedAt: NOW,
    archivedAt: null,
  };
}

export function scorecardVersion(): ScorecardVersion {
  const rules = Array.from({ length: RULES }, (_, n) => ({
    id: `rule-number-${n}`,
    title: `Is rule number ${n} kept?`,
    level: LEVELS[n % 3] ?? 'bronze',
    expression: 'vcs.default_branch.required_approvals >= 1',
    weight: 1,
    controls: [],
    why: 'A second pair of eyes catches what reaches customers otherwise.',
    fix: "Require one review in the repository's branch rules.",
    required: n % 5 === 0,
    stage: 'enforced' as const,
    exceptions: 'allowed' as const,
    nudge: true,
    sensitive: false,
    hold: 14 * DAY,
    onMissing: 'fail' as const,
  }));
  const scorecard = { id: SCORECARD, name: 'Production readiness', maintainers: [], levels: LEVELS, rules };
  return { scorecard, version: 'version-1', loadedAt: NOW };
}

export function documentsOf(
  key: string,
  round = 0,
): readonly { readonly key: string; readonly document: FactDocument }[] {
  return NAMESPACES.map((namespace) => ({ key, document: documentOf(namespace, round) }));
}

function documentOf(namespace: string, round: number): FactDocument {
  return {
    namespace,
    collector: namespace === 'git' ? 'git' : 'github',
    value: {
      default_branch: {
        name: 'main',
        protected: true,
        required_approvals: round % 3,
        last_commit_at: '2026-02-27T10:11:12Z',
      },
      entries: Array.from({ length: 6 }, (_, n) => ({
        name: `entry-${n}`,
        severity: 'high',
        open: n % 2 === 0,
      })),
    },
    collectedAt: NOW + round,
    unreadable: [],
    absent: [{ path: 'default_branch.required_checks', reason: 'the branch has no required checks' }],
    error: null,
    failedAt: null,
  };
}

/** A judgement with all its proofs. `changed`: one outcome differs from before. */
export function writeFor(key: string, seed: number, { changed = false } = {}): EvaluationWrite {
  const checks = Array.from({ length: RULES }, (_, n) => checkOf(n, seed + (changed && n === 0 ? 13 : 0)));
  const counts = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
  for (const { outcome } of checks) counts[outcome] += 1;
  const held = [null, ...LEVELS][seed % 4] ?? null;
  const verdict = {
    scorecard: SCORECARD,
    bar: (['not_met', 'met', 'unknown'] as const)[seed % 3] ?? 'met',
    earned: held,
    held,
    heldByExceptions: 0,
    score: seed % 101,
    counts,
  };
  const transition = {
    id: uuid(),
    at: NOW + seed,
    scorecard: SCORECARD,
    rule: 'rule-number-0',
    kind: 'outcome' as const,
    from: 'pass',
    to: 'fail',
    cause: 'vcs: default_branch.required_approvals 1 → 0',
  };
  return {
    key,
    scorecard: SCORECARD,
    evaluation: {
      scorecard: SCORECARD,
      scorecardVersion: 'version-1',
      checks,
      verdict,
      inputDigest: `version-1:${seed}:0123456789abcdef0123456789abcdef`,
      nextChangeAt: NOW + DAY + seed,
      evaluatedAt: NOW,
    },
    transitions: changed ? [transition] : [],
  };
}

/** Rules and paths are the compiled scorecard's own strings, shared by all evaluations. */
const CHECKED = Array.from({ length: RULES }, (_, n) => {
  const namespace = NAMESPACES[n % NAMESPACES.length] ?? 'git';
  return { rule: `rule-number-${n}`, namespace, path: `${namespace}.default_branch.required_${n}` };
});
const FIRST = { rule: 'rule-number-0', namespace: 'git', path: 'git.default_branch.required_0' };

function checkOf(n: number, seed: number): StoredCheck {
  const outcome = OUTCOMES[(n * 7 + seed * 3) % OUTCOMES.length] ?? 'pass';
  const since = NOW - (seed % 90) * DAY;
  const { rule, path, namespace } = CHECKED[n] ?? FIRST;
  const source = { collector: namespace === 'git' ? 'git' : 'github', collectedAt: NOW - n };
  if (outcome === 'not_applicable') return { rule, outcome, standing: outcome, evidence: [], since };
  const evidence: Evidence[] = [
    n % 3 === 0 ? { path, count: n, ...source } : { path, value: n % 2 === 0 ? n : 'main', ...source },
  ];
  if (outcome === 'pass') return { rule, outcome, standing: outcome, evidence, since };
  if (outcome === 'unknown') {
    const reason = `no collector for ${namespace} is configured`;
    return { rule, outcome, standing: outcome, cause: 'not_collected', reason, evidence: [], since };
  }
  const part = {
    kind: 'compared',
    path,
    words: 'approvals required',
    measure: 'value',
    value: 0,
    op: '>=',
    wanted: 1,
  } as const;
  const why = { mend: 'all', parts: [part] } as const;
  return {
    rule,
    outcome,
    standing: outcome,
    cause: 'measured',
    reason: 'approvals required is 0, wanted ≥ 1',
    why,
    evidence,
    since,
  };
}
