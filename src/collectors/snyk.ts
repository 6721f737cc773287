import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { ExternalServiceError } from '../domain/errors.ts';
import { DAY, type Duration, HOUR, MINUTE } from '../domain/instant.ts';
import { absence } from './calling/absence.ts';
import { createCaller } from './calling/caller.ts';
import { createSharedReading, type Reading } from './calling/shared-reading.ts';
import { type Answer, defineCollector } from './collector.ts';
import type { Surroundings } from './running/surroundings.ts';
import { findProjects, openIssues, type Project, type Snyk } from './snyk/api.ts';
import { isOfPart, kindOf, vulnerabilityFacts } from './snyk/facts.ts';
import { type Linked, linkProjects, organisationsOf } from './snyk/links.ts';

/** Secrets are not for Snyk to fill, and what it does not scan it leaves to others. */
const FIELDS = [
  'part_of_monorepo',
  'scanners',
  'open',
  'dependencies',
  'code',
  'fixable',
  'oldest_open_at',
  'oldest_critical_at',
];

export const snyk = defineCollector({
  name: 'snyk',
  vendor: 'Snyk',
  summary:
    'Open issues in dependencies and code by severity, without ignored ones, licences and configurations. Services are ' +
    'linked by their repository, or by `snyk.io/project-ids` or `snyk.io/targets`.',
  fills: FIELDS.map((field) => `vulnerabilities.${field}`),
  interval: 6 * HOUR,
  maxAge: DAY,
  // The list of all projects, which the first to come waits for, has a page for each hundred of them.
  timeout: 10 * MINUTE,
  settings: z.strictObject({
    /** Ids of Snyk's organisations; `snyk.io/org-id` of a service goes before. */
    organisations: z.array(z.string()).min(1),
    /** Of the API. */
    version: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d$/, 'is a date, such as 2024-10-15')
      .default('2024-10-15'),
  }),
  secrets: z.object({
    SNYK_TOKEN: z.string(),
    SNYK_API_URL: z.url().default('https://api.snyk.io'),
  }),
  open: ({ secrets, settings, clock, wait }) => {
    const caller = createCaller({
      vendor: 'Snyk',
      baseUrl: secrets.SNYK_API_URL,
      headers: { authorization: `token ${secrets.SNYK_TOKEN}`, accept: 'application/vnd.api+json' },
      needs: 'a token of a service account with the role Org Viewer, in a plan with API access',
      clock,
      wait,
    });
    const asked = { caller, version: settings.version };
    return { ...asked, projects: createDirectory(asked, clock) };
  },
  budget: ({ caller }) => caller.budget(),
  collect: async (service, { shared, settings, signal }) => {
    const vulnerabilities = await tell(service, { ...shared, organisations: settings.organisations, signal });
    return { vulnerabilities };
  },
});

interface Telling extends Snyk {
  readonly projects: Directory;
  readonly organisations: readonly string[];
  readonly signal: AbortSignal;
}

async function tell(service: Service, telling: Telling): Promise<Answer> {
  const named = organisationsOf(service);
  const organisations = named.length > 0 ? named : telling.organisations;
  const listed = await Promise.all(
    organisations.map(async (id) => ({ id, projects: await telling.projects(id, telling.signal) })),
  );
  const strange = listed.filter(({ projects }) => projects === undefined).map(({ id }) => id);
  if (strange.length > 0) return notThere(strange, named.length > 0, service);
  const linking = linkProjects(
    service,
    listed.flatMap(({ projects = [] }) => projects),
  );
  if ('notLinked' in linking) return absence(`${NOT_LINKED}: ${linking.notLinked}`);
  const active = linking.linked.filter(({ project }) => project.attributes.status === 'active');
  const kinds = new Set(active.map(kindOf));
  kinds.delete('configuration');
  if (kinds.size === 0) return absence(unwatched(active, service));
  const organisationOf = (project: Project) =>
    listed.find(({ projects = [] }) => projects.includes(project))?.id ?? '';
  const issues = await Promise.all(
    active.map(async ({ project, paths }) => {
      const open = await openIssues(telling, organisationOf(project), project.id, telling.signal);
      return open.filter((issue) => isOfPart(issue, paths));
    }),
  );
  // Parts of one repository may share a project.
  const each = new Map(issues.flat().map((issue) => [issue.id, issue]));
  const isPart = service.repos.some(({ paths }) => paths.length > 0);
  return vulnerabilityFacts(kinds, [...each.values()], isPart);
}

const NOT_LINKED = 'not linked to vulnerability scanning';

/** What the catalog names is for the owner to correct; what ready.yml names is our own trouble. */
function notThere(organisations: readonly string[], isFromCatalog: boolean, { id }: Service): Answer {
  const words = `Snyk has no organisation ${organisations.join(', ')} that our token may see`;
  if (!isFromCatalog)
    throw new ExternalServiceError('Snyk', `${words}: correct \`organisations\` in ready.yml`);
  return absence(`${NOT_LINKED}: ${words}: correct \`snyk.io/org-id\` of ${id} in the catalog`);
}

function unwatched(active: readonly Linked[], { id }: Service): string {
  return active.length === 0
    ? `no project of ${id} in Snyk is active: activate it there`
    : `Snyk looks only at configurations of ${id}: import its manifests, or switch Snyk Code on`;
}

/** All projects of an organisation; undefined = it is not there. */
type Directory = (organisation: string, signal: AbortSignal) => Promise<readonly Project[] | undefined>;

/** For the services of one round. */
const YOUNG_FOR: Duration = 10 * MINUTE;

function createDirectory(asked: Snyk, clock: Surroundings['clock']): Directory {
  const readings = new Map<
    string,
    (signal: AbortSignal) => Promise<Reading<readonly Project[] | undefined>>
  >();
  return async (organisation, signal) => {
    const read = (by: AbortSignal) => findProjects(asked, organisation, by);
    const reading = readings.get(organisation) ?? createSharedReading({ clock, youngFor: YOUNG_FOR, read });
    readings.set(organisation, reading);
    return (await reading(signal)).value;
  };
}
