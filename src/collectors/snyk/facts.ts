import type { FactsOf } from '../../facts/namespace.ts';
import type { vulnerabilities as vulnerabilitiesNamespace } from '../../facts/vulnerabilities.ts';
import type { Answer } from '../collector.ts';
import { filesWithin } from '../git/part.ts';
import type { Issue } from './api.ts';
import type { Linked } from './links.ts';

/** What a project looks at. Configurations of infrastructure are neither dependencies nor code of the service. */
export type Kind = 'dependencies' | 'code' | 'configuration';

const CONFIGURATION = /config$/;

export function kindOf({ project: { attributes } }: Linked): Kind {
  if (attributes.type === 'sast') return 'code';
  return CONFIGURATION.test(attributes.type) ? 'configuration' : 'dependencies';
}

/** Licences and configurations are no vulnerabilities. */
const TYPES: Readonly<Record<string, Kind>> = { package_vulnerability: 'dependencies', code: 'code' };

/** A finding in code lies in files: of a part of a monorepo those in its own count, and those that name no file. */
export function isOfPart({ type, coordinates }: Issue, paths: readonly string[]): boolean {
  if (type !== 'code') return true;
  const places = (coordinates ?? []).flatMap(({ representations }) => representations ?? []);
  const files = places.flatMap(({ sourceLocation }) => sourceLocation?.file ?? []);
  return files.length === 0 || filesWithin(files, paths).length > 0;
}

/**
 * @param kinds what the service's projects look at
 * @param isPart whether the service is a part of a repository
 */
export function vulnerabilityFacts(
  kinds: ReadonlySet<Kind>,
  issues: readonly Issue[],
  isPart: boolean,
): Answer {
  const counted = issues.filter(({ type }) => TYPES[type] !== undefined);
  const of = (kind: Kind) => counted.filter(({ type }) => TYPES[type] === kind);
  const scan = (kind: Kind) => (kinds.has(kind) ? { enabled: true, ...severities(of(kind)) } : undefined);
  const dependencies = of('dependencies');
  const isFixabilityTold = dependencies.every(({ coordinates }) => coordinates != null);
  const critical = counted.filter(({ effective_severity_level: level }) => level === 'critical');
  const value = {
    part_of_monorepo: isPart,
    scanners: ['snyk'],
    open: severities(counted),
    dependencies: scan('dependencies'),
    code: scan('code'),
    fixable: isFixabilityTold ? dependencies.filter(isFixable).length : undefined,
    oldest_open_at: oldest(counted),
    oldest_critical_at: oldest(critical),
  } satisfies FactsOf<typeof vulnerabilitiesNamespace>;
  const absences = [
    // Not `enabled: false`: another scanner may look there.
    [value.dependencies, 'dependencies', 'Snyk does not look at its dependencies: import its manifests'],
    [value.code, 'code', 'Snyk does not look at its code: switch Snyk Code on'],
    [value.oldest_open_at, 'oldest_open_at', 'no vulnerability is open'],
    [value.oldest_critical_at, 'oldest_critical_at', 'no critical vulnerability is open'],
  ] as const;
  return {
    value,
    unreadable: isFixabilityTold
      ? []
      : [{ path: 'fixable', reason: 'this version of the API does not tell of fixes' }],
    absent: absences.flatMap(([found, path, reason]) => (found === undefined ? [{ path, reason }] : [])),
  };
}

function severities(issues: readonly Issue[]) {
  const count = (level: string) => issues.filter((one) => one.effective_severity_level === level).length;
  return {
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    total: issues.length,
  };
}

/** By another version, rather than by Snyk's patches or by hand. */
function isFixable({ coordinates }: Issue): boolean {
  return (coordinates ?? []).some(
    (one) => one.is_fixable_snyk || one.is_fixable_upstream || one.is_upgradeable || one.is_pinnable,
  );
}

function oldest(issues: readonly Issue[]): string | undefined {
  const first = Math.min(...issues.map(({ created_at }) => Date.parse(created_at)));
  return Number.isFinite(first) ? new Date(first).toISOString() : undefined;
}
