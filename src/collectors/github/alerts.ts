/** What code scanning and secret scanning found, as REST tells it: GraphQL has no word for it. */
import { z } from 'zod';
import { createList, type ReadList } from './lists.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

export interface Finding {
  /** `acme/shop`, in lower case; absent where only one repository was asked about. */
  readonly repository?: string | undefined;
  readonly createdAt: string;
  readonly severity: Severity;
  /** Of the file, for code. */
  readonly path?: string | undefined;
}

/** Whose findings. */
export type Scope = { readonly organisation: string } | { readonly owner: string; readonly name: string };

const moment = z.iso.datetime({ offset: true });
const within = z.object({ full_name: z.string() }).nullish();

/**
 * Findings of security have a level; those of other tools and of quality only how loud they are, which then stands for
 * it. https://docs.github.com/code-security/code-scanning/managing-code-scanning-alerts/about-code-scanning-alerts
 */
const codeAlert = z
  .object({
    created_at: moment,
    rule: z.object({ security_severity_level: z.string().nullish(), severity: z.string().nullish() }),
    most_recent_instance: z
      .object({ location: z.object({ path: z.string().nullish() }).nullish() })
      .nullish(),
    repository: within,
  })
  .transform(
    ({ created_at: createdAt, rule, most_recent_instance: instance, repository }): Finding => ({
      repository: repository?.full_name.toLowerCase(),
      createdAt,
      severity: LEVELS.get(rule.security_severity_level ?? rule.severity ?? '') ?? 'low',
      path: instance?.location?.path ?? undefined,
    }),
  );

const LEVELS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['error', 'high'],
  ['medium', 'medium'],
  ['warning', 'medium'],
]);

const secretAlert = z.object({ created_at: moment, repository: within }).transform(
  ({ created_at: createdAt, repository }): Finding => ({
    repository: repository?.full_name.toLowerCase(),
    createdAt,
    severity: 'critical',
  }),
);

const OPEN = { state: 'open', sort: 'created', direction: 'asc' };

/** Open findings of code scanning. */
export function codeFindings(scope: Scope): ReadList<Finding> {
  return listOf(scope, 'code-scanning', codeAlert);
}

/** Open findings of secret scanning. */
export function secretFindings(scope: Scope): ReadList<Finding> {
  return listOf(scope, 'secret-scanning', secretAlert);
}

function listOf(scope: Scope, scanner: string, entry: z.ZodType<Finding>): ReadList<Finding> {
  const [owner, place] =
    'organisation' in scope
      ? [scope.organisation, `/orgs/${encodeURIComponent(scope.organisation)}`]
      : [scope.owner, `/repos/${encodeURIComponent(scope.owner)}/${encodeURIComponent(scope.name)}`];
  return createList({ owner, path: `${place}/${scanner}/alerts`, query: OPEN, entry });
}

const status = z.object({ status: z.string().nullish() }).nullish();

const scanners = z
  .object({
    full_name: z.string(),
    /** Shown to whoever administers the repository. */
    security_and_analysis: z
      .object({ advanced_security: status, code_security: status, secret_scanning: status })
      .nullish(),
  })
  .transform(({ full_name, security_and_analysis: told }) => ({
    repository: full_name.toLowerCase(),
    isShown: told != null,
    code: (told?.code_security ?? told?.advanced_security)?.status ?? undefined,
    secrets: told?.secret_scanning?.status ?? undefined,
  }));
export type Switches = z.infer<typeof scanners>;

/** Which scanners are switched on in an organisation's repositories, as far as it is shown. */
export function switchesOf(organisation: string): ReadList<Switches> {
  const path = `/orgs/${encodeURIComponent(organisation)}/repos`;
  return createList({ owner: organisation, path, query: { sort: 'full_name' }, entry: scanners });
}
