import type { Organisation } from '../../domain/organisation.ts';
import { type GithubContents, githubContents } from '../../vendors/github/contents.ts';
import type {
  GithubProtection,
  GithubRepository,
  GithubRuleset,
  GithubVulnerabilityAlert,
} from '../../vendors/github/repository.ts';
import { commitOf } from './observability.ts';
import type { Ago, OnGithub, World } from './world.ts';

type Part = OnGithub & { readonly id: string };

/** The organisation "acme" on GitHub. Services that share a repository are parts of it. */
export function githubOf(
  { services }: World,
  people: Organisation['people'],
  ago: Ago,
  isRefused: (service: string) => boolean,
): GithubContents {
  const parts = [...services].map(([id, { github }]) => Object.assign(github, { id }));
  const shared = Map.groupBy(parts, ({ id, repository = id }) => repository);
  const members = people.flatMap(({ github, name, email }) =>
    github === undefined ? [] : [{ login: github, name, email }],
  );
  return githubContents({
    organisations: [{ login: 'acme', name: 'Acme', members }],
    repositories: [...shared].map(([name, of]) => repositoryOf(name, of, ago, isRefused)),
  });
}

function repositoryOf(
  name: string,
  parts: readonly Part[],
  ago: Ago,
  isRefused: (service: string) => boolean,
): GithubRepository {
  const [first] = parts;
  if (first === undefined) throw new Error('a repository is of some service');
  const byAge = parts.toSorted((a, b) => a.last_commit - b.last_commit);
  return {
    name: `acme/${name}`,
    visibility: 'private',
    language: 'TypeScript',
    archived: first.archived,
    commits: commitsOf(name, byAge, ago),
    // Read anew for each question: they are what a visitor may change.
    get protection() {
      return first.protection === 'classic' ? classic(first) : undefined;
    },
    get rulesets() {
      return first.protection === 'ruleset' ? [ruleset(first)] : [];
    },
    pullRequests: parts.flatMap((part, place) => pullRequestsOf(part, 100 * (place + 1), ago)),
    get vulnerabilityAlerts() {
      return parts.flatMap((part) => alertsOf(part, ago));
    },
    ...(first.code_scanning ? { codeScanning: [] } : {}),
    ...(first.secret_scanning ? { secretScanning: [] } : {}),
    files: filesOf(parts),
    ...pipelineOf(first, byAge[0]?.last_commit ?? 0, name, ago),
    hidden: first.hides,
    get refused() {
      return isRefused(first.id) ? 'Resource not accessible by integration' : undefined;
    },
  };
}

/** Newest first; each part's last one, and one before. */
function commitsOf(name: string, parts: readonly Part[], ago: Ago) {
  return [
    ...parts.map(({ last_commit, author, path = 'src' }) => ({
      ...{ at: ago(last_commit), author, message: 'Handle what comes back empty' },
      files: [`${path}/index.ts`],
    })),
    ...parts.map(({ last_commit, author, path = 'src' }) => ({
      ...{ at: ago(last_commit + 3_600_000), author, message: 'Name things for what they are' },
      files: [`${path}/index.ts`],
    })),
  ]
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .map((commit, place) => ({ ...commit, oid: commitOf(name, place) }));
}

function classic({ approvals, code_owners, signed }: Part): GithubProtection {
  return {
    requiredApprovingReviewCount: approvals,
    requiresCodeOwnerReviews: code_owners,
    requiresCommitSignatures: signed,
    requiredStatusCheckContexts: ['CI'],
    isAdminEnforced: true,
  };
}

function ruleset({ approvals, code_owners, signed }: Part): GithubRuleset {
  return {
    name: 'Default branch',
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        required_approving_review_count: approvals,
        require_code_owner_review: code_owners,
      },
      ...(signed ? [{ type: 'required_signatures' } as const] : []),
    ],
  };
}

/** The oldest as it is said, the others on the days after it. */
function pullRequestsOf({ pull_requests: said, author, path = 'src' }: Part, first: number, ago: Ago) {
  const { open = 0, oldest = 0 } = said ?? {};
  return Array.from({ length: open }, (_, place) => ({
    number: first + place,
    createdAt: ago((oldest * (open - place)) / open),
    title: TITLES[place % TITLES.length],
    author,
    files: [`${path}/index.ts`],
  }));
}

const TITLES = [
  'Retry what may pass',
  'Say why it failed',
  'Update what we stand on',
  'Measure before and after',
];
const SEVERITIES = { critical: 'CRITICAL', high: 'HIGH', medium: 'MODERATE', low: 'LOW' } as const;

function alertsOf({ alerts, path }: Part, ago: Ago): readonly GithubVulnerabilityAlert[] {
  const manifest = path === undefined ? 'package-lock.json' : `${path}/package-lock.json`;
  return (['critical', 'high', 'medium', 'low'] as const).flatMap((severity) =>
    Array.from({ length: alerts[severity] }, (_, place) => ({
      severity: SEVERITIES[severity],
      createdAt: ago((20 + place) * 86_400_000),
      manifest,
    })),
  );
}

function filesOf(parts: readonly Part[]): Readonly<Record<string, string>> {
  const texts = parts.flatMap(({ id, path, security_policy, code_owners, pipeline }) => {
    const within = path === undefined ? '' : `${path}/`;
    return [
      [`${within}README.md`, `# ${id}\n`],
      [`${within}src/index.ts`, 'export {};\n'],
      [`${within}package-lock.json`, '{}\n'],
      ...(security_policy ? [['SECURITY.md', 'Write to security@acme.test.\n']] : []),
      ...(code_owners ? [['.github/CODEOWNERS', '* @acme/owners\n']] : []),
      ...(pipeline === 'jenkins' ? [['Jenkinsfile', 'pipeline {}\n']] : []),
      ...(pipeline === 'circleci' ? [['.circleci/config.yml', 'version: 2.1\n']] : []),
    ];
  });
  return Object.fromEntries(texts);
}

/** A run for the newest commit, and one for that before, which passed. */
function pipelineOf(
  { pipeline }: Part,
  age: number,
  name: string,
  ago: Ago,
): Pick<GithubRepository, 'workflows' | 'runs'> {
  if (pipeline !== 'passing' && pipeline !== 'failing') return {};
  const run = (place: number, conclusion: 'success' | 'failure') => ({
    ...{ workflow: 'CI', conclusion, oid: commitOf(name, place) },
    startedAt: ago(age + place * 3_600_000 - 60_000),
    updatedAt: ago(age + place * 3_600_000 - 7 * 60_000),
  });
  return {
    workflows: [{ name: 'CI' }],
    runs: [run(0, pipeline === 'passing' ? 'success' : 'failure'), run(1, 'success')],
  };
}
