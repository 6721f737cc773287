import { DAY } from '../src/domain/instant.ts';
import { type Facts, NOW } from './evaluate-services.ts';

/** A rule as CEL, as a programmer would write it by hand over the product's
 * own types (where any fact may be lacking), and as a condition of json-rules-engine. */
export interface Contender {
  readonly cel: string;
  readonly hand: (facts: Facts) => boolean;
  readonly json: JsonCondition;
}

export type JsonCondition =
  | { readonly fact: string; readonly path?: string; readonly operator: string; readonly value: unknown }
  | { readonly all: readonly JsonCondition[] }
  | { readonly any: readonly JsonCondition[] };

function is(fact: string, path: string, operator: string, value: unknown): JsonCondition {
  return { fact, path: `$.${path}`, operator, value };
}

/** json-rules-engine has no words for these; it lets one add them. */
export const OPERATORS: Readonly<Record<string, (fact: never, value: never) => boolean>> = {
  some: (list: readonly Record<string, unknown>[], [key, wanted]: [string, unknown]) =>
    list.some((one) => one[key] === wanted),
  every: (list: readonly Record<string, unknown>[], [key, wanted]: [string, unknown]) =>
    list.every((one) => one[key] === wanted),
  atMost: (list: readonly Record<string, unknown>[], [key, wanted, most]: [string, unknown, number]) =>
    list.filter((one) => one[key] === wanted).length <= most,
  holds: (list: readonly unknown[], check: (list: readonly unknown[]) => boolean) => check(list),
  startsWith: (text: string, prefix: string) => text.startsWith(prefix),
  longerThan: (list: readonly unknown[], length: number) => list.length > length,
  youngerThan: (text: string, age: number) => NOW - Date.parse(text) < age,
  present: (value: unknown) => value !== undefined,
};

const holds = (fact: string, path: string, check: (list: readonly never[]) => boolean) =>
  is(fact, path, 'holds', check);
const scalar = (
  fact: keyof Facts,
  path: string,
  op: '>' | '>=' | '<' | '<=' | '==',
  value: number,
  hand: Contender['hand'],
): Contender => {
  const operator = {
    '>': 'greaterThan',
    '>=': 'greaterThanInclusive',
    '<': 'lessThan',
    '<=': 'lessThanInclusive',
    '==': 'equal',
  }[op];
  return { cel: `${fact}.${path} ${op} ${value}`, hand, json: is(fact, path, operator, value) };
};
const flag = (fact: keyof Facts, path: string, wanted: boolean, hand: Contender['hand']): Contender => ({
  cel: `${wanted ? '' : '!'}${fact}.${path}`,
  hand,
  json: is(fact, path, 'equal', wanted),
});
const linked = (type: string): Contender => ({
  cel: `service.links.exists(l, l.type == "${type}")`,
  hand: (f) => f.service?.links?.some((l) => l.type === type) === true,
  json: is('service', 'links', 'some', ['type', type]),
});

/** What is absent passes no comparison. */
const ABSENT = Number.NaN;

/** 50 rules, 16 of them over lists: most of them thresholds and flags, as in real scorecards. */
export const rules: readonly Contender[] = [
  linked('logs'),
  linked('runbook'),
  linked('dashboard'),
  {
    cel: 'service.repos.all(r, r.url.startsWith("github.com/"))',
    hand: (f) => f.service?.repos?.every((r) => r.url?.startsWith('github.com/')) === true,
    json: holds('service', 'repos', (list: readonly { url: string }[]) =>
      list.every((r) => r.url.startsWith('github.com/')),
    ),
  },
  {
    cel: 'incidents.recent.filter(i, i.urgency == "high").size() < 3',
    hand: (f) => (f.incidents?.recent?.filter((i) => i.urgency === 'high').length ?? ABSENT) < 3,
    json: is('incidents', 'recent', 'atMost', ['urgency', 'high', 2]),
  },
  {
    cel: 'incidents.recent.filter(i, now - i.began_at < duration("14d")).size() < 2',
    hand: (f) =>
      (f.incidents?.recent?.filter((i) => NOW - Date.parse(i.began_at ?? '') < 14 * DAY).length ?? ABSENT) <
      2,
    json: holds(
      'incidents',
      'recent',
      (list: readonly { began_at: string }[]) =>
        list.filter((i) => NOW - Date.parse(i.began_at) < 14 * DAY).length < 2,
    ),
  },
  {
    cel: 'incidents.recent.all(i, !i.paged || i.urgency == "high")',
    hand: (f) => f.incidents?.recent?.every((i) => i.paged === false || i.urgency === 'high') === true,
    json: holds('incidents', 'recent', (list: readonly { paged: boolean; urgency: string }[]) =>
      list.every((i) => !i.paged || i.urgency === 'high'),
    ),
  },
  {
    cel: 'monitors.all.exists(m, m.type == "latency")',
    hand: (f) => f.monitors?.all?.some((m) => m.type === 'latency') === true,
    json: is('monitors', 'all', 'some', ['type', 'latency']),
  },
  {
    cel: 'monitors.all.all(m, !m.muted)',
    hand: (f) => f.monitors?.all?.every((m) => m.muted === false) === true,
    json: is('monitors', 'all', 'every', ['muted', false]),
  },
  {
    cel: 'slo.objectives.all(o, o.current >= o.target)',
    hand: (f) => f.slo?.objectives?.every((o) => (o.current ?? ABSENT) >= (o.target ?? ABSENT)) === true,
    json: holds('slo', 'objectives', (list: readonly { current: number; target: number }[]) =>
      list.every((o) => o.current >= o.target),
    ),
  },
  {
    cel: 'slo.objectives.exists(o, o.target >= 99.5)',
    hand: (f) => f.slo?.objectives?.some((o) => (o.target ?? ABSENT) >= 99.5) === true,
    json: holds('slo', 'objectives', (list: readonly { target: number }[]) =>
      list.some((o) => o.target >= 99.5),
    ),
  },
  {
    cel: 'deploys.recent.exists(d, d.environment == "production" && d.status == "succeeded")',
    hand: (f) =>
      f.deploys?.recent?.some((d) => d.environment === 'production' && d.status === 'succeeded') === true,
    json: holds('deploys', 'recent', (list: readonly { environment: string; status: string }[]) =>
      list.some((d) => d.environment === 'production' && d.status === 'succeeded'),
    ),
  },
  {
    cel: 'deploys.recent.filter(d, d.status == "failed").size() <= 2',
    hand: (f) => (f.deploys?.recent?.filter((d) => d.status === 'failed').length ?? ABSENT) <= 2,
    json: is('deploys', 'recent', 'atMost', ['status', 'failed', 2]),
  },
  {
    cel: 'oncall.now.exists(p, p.level == 1)',
    hand: (f) => f.oncall?.now?.some((p) => p.level === 1) === true,
    json: is('oncall', 'now', 'some', ['level', 1]),
  },
  {
    cel: 'service.tags.exists(t, t.startsWith("pci"))',
    hand: (f) => f.service?.tags?.some((t) => t.startsWith('pci')) === true,
    json: holds('service', 'tags', (list: readonly string[]) => list.some((t) => t.startsWith('pci'))),
  },
  {
    cel: 'service.depends_on.all(d, d != "service-1")',
    hand: (f) => f.service?.depends_on?.every((d) => d !== 'service-1') === true,
    json: holds('service', 'depends_on', (list: readonly string[]) => list.every((d) => d !== 'service-1')),
  },
  scalar(
    'vcs',
    'default_branch.required_approvals',
    '>=',
    1,
    (f) => (f.vcs?.default_branch?.required_approvals ?? ABSENT) >= 1,
  ),
  scalar(
    'vcs',
    'default_branch.required_approvals',
    '>=',
    2,
    (f) => (f.vcs?.default_branch?.required_approvals ?? ABSENT) >= 2,
  ),
  scalar('vcs', 'pull_requests.open', '<', 20, (f) => (f.vcs?.pull_requests?.open ?? ABSENT) < 20),
  scalar('oncall', 'escalation_levels', '>=', 2, (f) => (f.oncall?.escalation_levels ?? ABSENT) >= 2),
  scalar('incidents', 'in_last_14_days', '<', 2, (f) => (f.incidents?.in_last_14_days ?? ABSENT) < 2),
  scalar('incidents', 'open', '==', 0, (f) => f.incidents?.open === 0),
  scalar('monitors', 'count', '>=', 1, (f) => (f.monitors?.count ?? ABSENT) >= 1),
  scalar('monitors', 'alerting', '==', 0, (f) => f.monitors?.alerting === 0),
  scalar('slo', 'count', '>', 0, (f) => (f.slo?.count ?? ABSENT) > 0),
  scalar('slo', 'error_budget_remaining', '>=', 10, (f) => (f.slo?.error_budget_remaining ?? ABSENT) >= 10),
  scalar('coverage', 'percent', '>', 85, (f) => (f.coverage?.percent ?? ABSENT) > 85),
  scalar('coverage', 'percent', '>', 60, (f) => (f.coverage?.percent ?? ABSENT) > 60),
  scalar('vulnerabilities', 'open.critical', '==', 0, (f) => f.vulnerabilities?.open?.critical === 0),
  scalar('vulnerabilities', 'open.high', '<=', 1, (f) => (f.vulnerabilities?.open?.high ?? ABSENT) <= 1),
  scalar('vulnerabilities', 'open.total', '<=', 10, (f) => (f.vulnerabilities?.open?.total ?? ABSENT) <= 10),
  scalar('vulnerabilities', 'secrets.open', '==', 0, (f) => f.vulnerabilities?.secrets?.open === 0),
  scalar('deploys', 'in_last_30_days', '>=', 4, (f) => (f.deploys?.in_last_30_days ?? ABSENT) >= 4),
  scalar('deploys', 'failure_rate', '<', 15, (f) => (f.deploys?.failure_rate ?? ABSENT) < 15),
  scalar('links', 'broken', '==', 0, (f) => f.links?.broken === 0),
  scalar('ownership', 'active_members', '>=', 3, (f) => (f.ownership?.active_members ?? ABSENT) >= 3),
  scalar('ci', 'success_rate', '>=', 80, (f) => (f.ci?.success_rate ?? ABSENT) >= 80),
  flag('vcs', 'default_branch.protected', true, (f) => f.vcs?.default_branch?.protected === true),
  flag(
    'vcs',
    'default_branch.requires_code_owner_review',
    true,
    (f) => f.vcs?.default_branch?.requires_code_owner_review === true,
  ),
  flag(
    'vcs',
    'default_branch.allows_force_pushes',
    false,
    (f) => f.vcs?.default_branch?.allows_force_pushes === false,
  ),
  flag('git', 'archived', false, (f) => f.git?.archived === false),
  flag('ci', 'passing', true, (f) => f.ci?.passing === true),
  flag('oncall', 'staffed', true, (f) => f.oncall?.staffed === true),
  flag('ownership', 'channel.archived', false, (f) => f.ownership?.channel?.archived === false),
  {
    cel: 'slo.count > 0 && !slo.breached',
    hand: (f) => (f.slo?.count ?? ABSENT) > 0 && f.slo?.breached === false,
    json: { all: [is('slo', 'count', 'greaterThan', 0), is('slo', 'breached', 'equal', false)] },
  },
  {
    cel: 'vcs.visibility == "private" || vcs.visibility == "internal"',
    hand: (f) => f.vcs?.visibility === 'private' || f.vcs?.visibility === 'internal',
    json: {
      any: [is('vcs', 'visibility', 'equal', 'private'), is('vcs', 'visibility', 'equal', 'internal')],
    },
  },
  {
    cel: 'size(ci.providers) > 0',
    hand: (f) => (f.ci?.providers?.length ?? ABSENT) > 0,
    json: is('ci', 'providers', 'longerThan', 0),
  },
  {
    cel: 'git.licence in ["Apache-2.0", "MIT"]',
    hand: (f) => ['Apache-2.0', 'MIT'].includes(f.git?.licence ?? ''),
    json: is('git', 'licence', 'in', ['Apache-2.0', 'MIT']),
  },
  {
    cel: 'now - git.last_commit_at < duration("7d")',
    hand: (f) => NOW - Date.parse(f.git?.last_commit_at ?? '') < 7 * DAY,
    json: is('git', 'last_commit_at', 'youngerThan', 7 * DAY),
  },
  {
    cel: 'custom["incident-process-documented"] == true',
    hand: (f) => f.custom?.['incident-process-documented'] === true,
    json: is('custom', 'incident-process-documented', 'equal', true),
  },
];
