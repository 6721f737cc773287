import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { DAY, HOUR } from '../domain/instant.ts';
import type { coverage as coverageNamespace } from '../facts/coverage.ts';
import type { FactsOf } from '../facts/namespace.ts';
import { absence } from './calling/absence.ts';
import { type Caller, createCaller } from './calling/caller.ts';
import { type Answer, defineCollector } from './collector.ts';
import { findMeasures, lastAnalysis } from './sonarqube/api.ts';

const PROJECT_KEY = 'sonarqube.org/project-key';

const FIELDS = ['percent', 'branch_percent', 'new_code_percent', 'commit', 'measured_at', 'url'];

/**
 * Services are linked by the annotation of SonarQube's Backstage plugin. Which commit is the newest of the branch
 * SonarQube does not know, so `coverage.current` is not for it to fill.
 */
export const sonarqube = defineCollector({
  name: 'sonarqube',
  vendor: 'SonarQube',
  summary:
    'How much of the code tests run, by the last analysis of the main branch, on a server of your own or in SonarQube ' +
    'Cloud (`https://sonarcloud.io`). Services are linked by `sonarqube.org/project-key`.',
  fills: FIELDS.map((field) => `coverage.${field}`),
  interval: 6 * HOUR,
  maxAge: 2 * DAY,
  settings: z.strictObject({
    /** `basic` for servers before 10.0. */
    authentication: z.enum(['bearer', 'basic']).default('bearer'),
  }),
  secrets: z.object({ SONARQUBE_TOKEN: z.string(), SONARQUBE_URL: z.url() }),
  open: ({ secrets, settings, clock, wait }) => ({
    site: secrets.SONARQUBE_URL.replace(/\/+$/, ''),
    caller: createCaller({
      vendor: 'SonarQube',
      baseUrl: secrets.SONARQUBE_URL,
      headers: { authorization: credentials(settings.authentication, secrets.SONARQUBE_TOKEN) },
      needs: 'a user token of somebody with the permission Browse on the project',
      clock,
      wait,
    }),
  }),
  budget: ({ caller }) => caller.budget(),
  collect: async (service, { shared, signal }) => {
    const project = projectOf(service);
    return {
      coverage:
        project === undefined ? absence(notLinked(service)) : await tell(service, project, shared, signal),
    };
  },
});

function credentials(scheme: 'bearer' | 'basic', token: string): string {
  return scheme === 'bearer' ? `Bearer ${token}` : `Basic ${Buffer.from(`${token}:`).toString('base64')}`;
}

/** Backstage writes `INSTANCE/KEY` where there are several servers; a key has no slash. */
function projectOf({ annotations }: Service): string | undefined {
  return annotations[PROJECT_KEY]?.split('/').at(-1)?.trim() || undefined;
}

function notLinked({ id }: Service): string {
  return `not linked to code coverage: add \`${PROJECT_KEY}\` to ${id} in the catalog`;
}

async function tell(
  { id }: Service,
  project: string,
  { caller, site }: { readonly caller: Caller; readonly site: string },
  signal: AbortSignal,
): Promise<Answer> {
  const measures = await findMeasures(caller, project, signal);
  if (measures === undefined)
    return absence(
      `not linked to code coverage: SonarQube has no project ${project}: correct \`${PROJECT_KEY}\` of ${id} in the catalog`,
    );
  const analysis = await lastAnalysis(caller, project, signal);
  if (analysis === undefined)
    return absence(`SonarQube has not analysed ${project} yet: run the scanner in CI`);
  const value = {
    // What SonarQube calls coverage, and people know: lines and conditions together.
    percent: measures.get('coverage'),
    branch_percent: measures.get('branch_coverage'),
    new_code_percent: measures.get('new_coverage'),
    commit: analysis.revision ?? undefined,
    measured_at: new Date(analysis.date).toISOString(),
    url: `${site}/dashboard?id=${encodeURIComponent(project)}`,
  } satisfies FactsOf<typeof coverageNamespace>;
  const reasons = {
    percent: `SonarQube has no coverage of ${project}: give the scanner the report of its tests`,
    branch_percent: `SonarQube has no coverage of branches of ${project}`,
    new_code_percent: `SonarQube has no coverage of new code of ${project}`,
    commit: 'the analysis does not say of which commit it is',
  };
  const absent = Object.entries(reasons).map(([path, reason]) => ({ path, reason }));
  return { value, absent: absent.filter(({ path }) => Reflect.get(value, path) === undefined) };
}
