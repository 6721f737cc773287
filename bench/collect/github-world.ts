/** A made-up organisation of GitHub with so many repositories, and the home of whoever watches over them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type GithubContents, githubContents } from '../../src/vendors/github/contents.ts';
import type { GithubRepository } from '../../src/vendors/github/repository.ts';

const PER_FILE = 200;
const DAY = 86_400_000;

/** `at` is what the clock shows at the beginning: the contents are as old as it needs. */
export function githubWorld(repositories: number, at: number): GithubContents {
  return githubContents({
    organisations: [
      {
        login: 'bench',
        rulesets: [{ name: 'all', rules: [{ type: 'non_fast_forward' }, { type: 'deletion' }] }],
      },
    ],
    repositories: Array.from({ length: repositories }, (_, n) => repositoryOf(n, at)),
  });
}

/** As a busy month leaves it: some protected, some not, some with alerts, some with none of it. */
export function repositoryOf(n: number, at: number, changes = 0): GithubRepository {
  const ago = (days: number) => `${new Date(at - days * DAY).toISOString().slice(0, 19)}Z`;
  const some = <T>(every: number, what: T) => (n % every === 0 ? what : undefined);
  return {
    name: `bench/service-${n}`,
    ...given({
      licence: some(3, 'Apache-2.0'),
      topics: ['service', `team-${n % 150}`],
      commits: Array.from({ length: 1 + (n % 4) }, (_, k) => ({
        at: ago(1.5 + (n % 9) + k),
        author: `dev-${k}`,
      })),
      protection: (n + changes) % 4 === 0 ? undefined : { requiredApprovingReviewCount: 1 + (n % 2) },
      rulesets: some(5, [
        { name: 'checks', rules: [{ type: 'required_status_checks' as const, contexts: ['test'] }] },
      ]),
      pullRequests: Array.from({ length: n % 3 }, (_, k) => ({
        number: k + 1,
        createdAt: ago(2 + k),
        draft: k === 1,
      })),
      vulnerabilityAlerts:
        n % 7 === 0 ? undefined : (some(6, [{ severity: 'HIGH' as const, createdAt: ago(20) }]) ?? []),
      codeScanning:
        n % 2 === 0 ? (some(10, [{ security: 'high' as const, createdAt: ago(9) }]) ?? []) : undefined,
      secretScanning: n % 11 === 0 ? [{ createdAt: ago(30) }] : [],
      workflows: [{ name: 'CI' }],
      runs: [
        {
          workflow: 'CI',
          startedAt: ago(1.5 + (n % 9)),
          conclusion: n % 8 === 0 ? ('failure' as const) : ('success' as const),
        },
      ],
      environments: some(2, ['production']),
      deployments: some(2, [{ environment: 'production', at: ago(2.5), state: 'SUCCESS' as const }]),
      files: {
        'README.md': '# A service\n',
        ...(n % 3 === 0 ? { '.github/CODEOWNERS': `* @bench/team-${n % 150}\n` } : {}),
      },
    }),
  };
}

/** Without what is undefined. */
function given<T extends object>(all: T) {
  type Given = { [K in keyof T]?: Exclude<T[K], undefined> };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Given; // the same keys
}

/** A service for each repository, and rules over what GitHub tells of them. */
export function writeHome(folder: string, services: number): void {
  mkdirSync(join(folder, 'catalog'), { recursive: true });
  mkdirSync(join(folder, 'scorecards'), { recursive: true });
  const write = (path: string, value: object) => writeFileSync(join(folder, path), stringify(value));
  write('ready.yml', {
    organisation: 'Bench',
    admins: ['root@bench.test'],
    tiers: [{ id: 'tier-1', name: 'One', jobs: ['A shopper pays'] }],
    default_tier: 'tier-1',
  });
  const teams = Array.from({ length: 150 }, (_, n) => ({ id: `team-${n}`, members: [`p${n}@bench.test`] }));
  write('catalog/teams.yml', { teams });
  for (let from = 0; from < services; from += PER_FILE) {
    const count = Math.min(PER_FILE, services - from);
    const entries = Array.from({ length: count }, (_, n) => ({
      id: `service-${from + n}`,
      owner: `team-${(from + n) % 150}`,
      repo: `github.com/bench/service-${from + n}`,
    }));
    write(`catalog/services-${from}.yml`, { services: entries });
  }
  write('scorecards/bench.yml', scorecard());
}

/** Of the rules `rule-0`, `rule-1`, … */
export const EXPRESSIONS = [
  'vcs.default_branch.protected',
  'vcs.default_branch.required_approvals >= 1',
  'vcs.default_branch.required_approvals >= 2',
  'vcs.default_branch.allows_force_pushes == false',
  'git.last_commit_at > now - duration("7d")',
  'vcs.pull_requests.open <= 1',
  'ci.passing',
  'vulnerabilities.dependencies.high == 0',
  'vulnerabilities.code.high == 0',
  'vulnerabilities.secrets.open == 0',
  'has(deploys.last_at)',
  '"production" in vcs.environments',
];

function scorecard() {
  return {
    id: 'bench',
    name: 'Bench',
    levels: ['bronze', 'silver', 'gold'],
    rules: EXPRESSIONS.map((expression, n) => ({
      id: `rule-${n}`,
      title: `Rule ${n}`,
      level: ['bronze', 'silver', 'gold'][n % 3],
      expression,
      why: 'Because.',
      fix: 'Do it.',
      required: n % 4 === 0,
    })),
  };
}
