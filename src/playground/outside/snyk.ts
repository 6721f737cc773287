/** Who else looks for vulnerabilities: Snyk, at a few repositories beside GitHub. */
import { DAY } from '../../domain/instant.ts';
import type { SnykContents, SnykIssue, SnykProject } from '../../vendors/snyk.ts';
import type { Ago, World } from './world.ts';

/** Acme's organisation there, as demo/ready.yml names it. */
const ORGANISATION = '1d3c6a0e-5b7f-4c7e-9a52-6f0b2f5d8ac1';

type Found = Readonly<Record<'critical' | 'high' | 'medium' | 'low', number>>;

export function snykOf({ services }: World, ago: Ago): SnykContents {
  const projects = [...services].flatMap(([id, { github, snyk }]): readonly SnykProject[] => {
    if (snyk === undefined) return [];
    const { repository = id, path } = github;
    const manifest = path === undefined ? 'package.json' : `${path}/package.json`;
    const { open, fixable, code } = snyk;
    const dependencies = issuesOf(`${id}-dependency`, open, ago).map((issue, place) => ({
      ...issue,
      is_upgradeable: place < fixable,
    }));
    const manifests = {
      ...{ id: `${id}-manifest`, name: `acme/${repository}:${manifest}`, target_file: manifest },
      issues: dependencies,
    };
    return code === undefined
      ? [manifests]
      : [manifests, codeOf(id, repository, issuesOf(`${id}-code`, code, ago))];
  });
  return { organisations: { [ORGANISATION]: projects } };
}

function codeOf(id: string, repository: string, issues: readonly SnykIssue[]): SnykProject {
  return {
    ...{ id: `${id}-code`, name: `acme/${repository}`, type: 'sast' },
    issues: issues.map((issue) => ({ ...issue, type: 'code', file: 'src/index.ts' })),
  };
}

/** The worst first, which are the oldest too. */
function issuesOf(name: string, found: Found, ago: Ago): readonly SnykIssue[] {
  return (['critical', 'high', 'medium', 'low'] as const).flatMap((severity) =>
    Array.from({ length: found[severity] }, (_, place) => ({
      ...{ id: `${name}-${severity}-${place}`, effective_severity_level: severity },
      created_at: ago((20 + place) * DAY),
    })),
  );
}
