/** Alerts as REST has them: https://docs.github.com/en/rest/code-scanning/code-scanning and its neighbours. */
import { addressOf, commitsOf, defaultBranchOf, hashOf } from '../derived.ts';
import type {
  GithubCodeAlert,
  GithubRepository,
  GithubSecretAlert,
  GithubVulnerabilityAlert,
} from '../repository.ts';
import { repositoryUrl } from './json.ts';

/** An alert with its place among those of its repository. */
export interface Numbered<T> {
  readonly repository: GithubRepository;
  readonly number: number;
  readonly alert: T;
}

export function numbered<T>(repository: GithubRepository, alerts: readonly T[] = []): readonly Numbered<T>[] {
  return alerts.map((alert, place) => ({ repository, alert, number: place + 1 }));
}

/** The open ones among them, as only those are kept, in the order that is asked for: the newest first by default. */
export function asked<T extends { readonly createdAt: string }>(
  alerts: readonly Numbered<T>[],
  query: Readonly<Record<string, string | undefined>>,
): readonly Numbered<T>[] {
  if (query.state !== undefined && !query.state.split(',').includes('open')) return [];
  const sign = query.direction === 'asc' ? 1 : -1;
  return alerts.toSorted((a, b) => sign * (Date.parse(a.alert.createdAt) - Date.parse(b.alert.createdAt)));
}

const NOT_DISMISSED = {
  dismissed_by: null,
  dismissed_at: null,
  dismissed_reason: null,
  dismissed_comment: null,
};

export function codeAlertJson({ repository, number, alert }: Numbered<GithubCodeAlert>): object {
  const url = `${repositoryUrl(repository)}/code-scanning/alerts/${number}`;
  const { createdAt, security, severity = 'error', path = 'src/index.ts' } = alert;
  const tool = { name: 'CodeQL', guid: null, version: '2.20.0' };
  return {
    number,
    created_at: createdAt,
    updated_at: createdAt,
    fixed_at: null,
    url,
    html_url: `${addressOf(repository)}/security/code-scanning/${number}`,
    instances_url: `${url}/instances`,
    state: 'open',
    ...NOT_DISMISSED,
    rule: {
      id: 'js/sql-injection',
      name: 'js/sql-injection',
      description: 'A query built from user-controlled sources',
      severity,
      security_severity_level: security,
      tags: ['security'],
    },
    tool,
    most_recent_instance: {
      ref: `refs/heads/${defaultBranchOf(repository)}`,
      analysis_key: '.github/workflows/codeql.yml:analyze',
      environment: '{}',
      category: '',
      state: 'open',
      commit_sha: commitsOf(repository)[0]?.oid ?? '',
      message: { text: 'This query depends on a user-provided value.' },
      location: { path, start_line: 1, end_line: 1, start_column: 1, end_column: 2 },
      classifications: [],
    },
  };
}

export function secretAlertJson({ repository, number, alert }: Numbered<GithubSecretAlert>): object {
  const { createdAt, type = 'github_personal_access_token' } = alert;
  const url = `${repositoryUrl(repository)}/secret-scanning/alerts/${number}`;
  return {
    number,
    created_at: createdAt,
    updated_at: createdAt,
    url,
    html_url: `${addressOf(repository)}/security/secret-scanning/${number}`,
    locations_url: `${url}/locations`,
    state: 'open',
    resolution: null,
    resolved_at: null,
    resolved_by: null,
    resolution_comment: null,
    secret_type: type,
    secret_type_display_name: type.replaceAll('_', ' '),
    secret: 'hidden by the stand-in',
    push_protection_bypassed: false,
    push_protection_bypassed_by: null,
    push_protection_bypassed_at: null,
    validity: 'unknown',
    publicly_leaked: false,
    multi_repo: false,
  };
}

export function dependabotAlertJson({
  repository,
  number,
  alert,
}: Numbered<GithubVulnerabilityAlert>): object {
  const { createdAt, package: name = 'left-pad', fixedIn = '1.0.1', manifest = 'package-lock.json' } = alert;
  const severity = alert.severity === 'MODERATE' ? 'medium' : alert.severity.toLowerCase();
  const digits = hashOf(name);
  const affected = { ecosystem: 'npm', name };
  const vulnerability = {
    package: affected,
    severity,
    vulnerable_version_range: '< 1.0.1',
    first_patched_version: fixedIn === null ? null : { identifier: fixedIn },
  };
  return {
    number,
    state: 'open',
    dependency: { package: affected, manifest_path: manifest, scope: 'runtime', relationship: 'direct' },
    security_advisory: {
      ghsa_id: `GHSA-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 12)}`,
      cve_id: null,
      summary: `A weakness of ${name}`,
      description: `A weakness of ${name}`,
      vulnerabilities: [vulnerability],
      severity,
      cvss: { score: 0, vector_string: null },
      cwes: [],
      identifiers: [],
      references: [],
      published_at: createdAt,
      updated_at: createdAt,
      withdrawn_at: null,
    },
    security_vulnerability: vulnerability,
    url: `${repositoryUrl(repository)}/dependabot/alerts/${number}`,
    html_url: `${addressOf(repository)}/security/dependabot/${number}`,
    created_at: createdAt,
    updated_at: createdAt,
    ...NOT_DISMISSED,
    fixed_at: null,
    auto_dismissed_at: null,
  };
}
