import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { ExternalServiceError } from '../domain/errors.ts';
import { DAY, type Duration, HOUR, MINUTE } from '../domain/instant.ts';
import type { coverage as coverageNamespace } from '../facts/coverage.ts';
import type { FactsOf } from '../facts/namespace.ts';
import { absence } from './calling/absence.ts';
import { type Caller, createCaller } from './calling/caller.ts';
import { createSharedReading, type Reading } from './calling/shared-reading.ts';
import { countRepositories, findRepository, type Project } from './codecov/api.ts';
import {
  type CommitQuestion,
  type Measured,
  newestReports,
  type Part,
  percentOf,
} from './codecov/measured.ts';
import { type Answer, defineCollector } from './collector.ts';
import { whereabouts } from './repositories/whereabouts.ts';
import type { Surroundings } from './running/surroundings.ts';

const FLAG = 'codecov.io/flag';

/** Codecov's name of a code host, and how its pages are called. */
const HOSTS: Readonly<Record<string, string>> = {
  'github.com': 'github',
  'gitlab.com': 'gitlab',
  'bitbucket.org': 'bitbucket',
};
const PAGES: Readonly<Record<string, string>> = {
  github: 'gh',
  gitlab: 'gl',
  bitbucket: 'bb',
  github_enterprise: 'ghe',
  gitlab_enterprise: 'gle',
  bitbucket_server: 'bbs',
};
const service = z.enum([
  'github',
  'gitlab',
  'bitbucket',
  'github_enterprise',
  'gitlab_enterprise',
  'bitbucket_server',
]);

/** Codecov tells which lines are run, and not which branches are taken: `branch_percent` is for others to fill. */
export const codecov = defineCollector({
  name: 'codecov',
  vendor: 'Codecov',
  summary:
    'How much of the code tests run, by the newest report of the default branch. It goes by the repository; a part of ' +
    'a monorepo is measured by its `paths`, or by a flag that `codecov.io/flag` names.',
  fills: ['part_of_monorepo', 'percent', 'change', 'commit', 'current', 'measured_at', 'url'].map(
    (field) => `coverage.${field}`,
  ),
  interval: 6 * HOUR,
  maxAge: 2 * DAY,
  settings: z.strictObject({
    /** Own code hosts: `{git.acme.test: gitlab_enterprise}`. */
    hosts: z.record(z.string(), service).default({}),
    /** Where people read reports. */
    pages: z.url().default('https://app.codecov.io'),
  }),
  secrets: z.object({
    CODECOV_TOKEN: z.string(),
    CODECOV_API_URL: z.url().default('https://api.codecov.io'),
  }),
  open: ({ secrets, clock, wait }) => {
    const caller = createCaller({
      vendor: 'Codecov',
      baseUrl: secrets.CODECOV_API_URL,
      headers: { authorization: `Bearer ${secrets.CODECOV_TOKEN}` },
      needs: 'an API access token (Settings, Access) of somebody who is activated and may see the repository',
      clock,
      wait,
    });
    return { caller, visible: createVisibility(caller, clock) };
  },
  budget: ({ caller }) => caller.budget(),
  collect: async (about, { shared, settings, signal }) => {
    const place = whereabouts(about)[0];
    if (place === undefined)
      return { coverage: absence(`${NOT_LINKED}: add \`repo\` to ${about.id} in the catalog`) };
    const service = { ...HOSTS, ...settings.hosts }[place.host];
    if (service === undefined)
      return { coverage: absence(`${NOT_LINKED}: Codecov does not read ${place.host}`) };
    const project = { service, owner: place.owner.replaceAll('/', ':'), name: place.name };
    const part = { flag: about.annotations[FLAG]?.trim() || undefined, paths: place.paths };
    const question = { caller: shared.caller, project, signal };
    return {
      coverage: await answer(question, { about, part, visible: shared.visible, pages: settings.pages }),
    };
  },
});

const NOT_LINKED = 'not linked to code coverage';

interface Context {
  readonly about: Service;
  readonly part: Part;
  readonly visible: Visibility;
  /** Address of the site. */
  readonly pages: string;
}

async function answer(question: CommitQuestion, context: Context): Promise<Answer> {
  const { project, caller, signal } = question;
  const named = `${project.owner}/${project.name}`;
  const repository = await findRepository(caller, project, signal);
  if (repository === undefined) {
    await context.visible(project, signal);
    return absence(`${NOT_LINKED}: Codecov has no ${named} that our token may see; set it up there`);
  }
  const { branch } = repository;
  const measured =
    branch == null || repository.active === false ? undefined : await newestReports(question, branch);
  if (measured === undefined)
    return absence(
      `no coverage of ${named}${branch == null ? '' : ` on ${branch}`} reached Codecov: upload it in CI`,
    );
  return reportOf(question, measured, context);
}

async function reportOf(
  question: CommitQuestion,
  measured: Measured,
  { about, part, pages }: Context,
): Promise<Answer> {
  const { newest, previous, head } = measured;
  const [percent, before] = await Promise.all([
    percentOf(question, newest, part),
    previous === undefined ? undefined : percentOf(question, previous, part),
  ]);
  if (percent === undefined) return absence(nothingOf(part, about));
  const { owner, name, service } = question.project;
  // A commit whose report never came is not always known to Codecov: that there is a newer one it can prove, not that
  // there is none.
  const isOutdated = head.commitid !== newest.commitid;
  const value = {
    part_of_monorepo: part.paths.length > 0,
    percent,
    change: before === undefined ? undefined : Math.round((percent - before) * 100) / 100,
    commit: newest.commitid,
    current: isOutdated ? false : undefined,
    // Codecov tells when the commit was made: the report is younger by one run of CI.
    measured_at: new Date(
      /Z$|[+-]\d\d:?\d\d$/.test(newest.timestamp) ? newest.timestamp : `${newest.timestamp}Z`,
    ).toISOString(),
    url: `${pages.replace(/\/+$/, '')}/${PAGES[service] ?? service}/${owner}/${name}/commit/${newest.commitid}`,
  } satisfies FactsOf<typeof coverageNamespace>;
  return {
    value,
    unreadable: isOutdated ? [] : [{ path: 'current', reason: NO_HEAD }],
    absent:
      before === undefined ? [{ path: 'change', reason: 'it is the first report that measures this' }] : [],
  };
}

const NO_HEAD =
  'Codecov knows only commits that were reported to it: compare `coverage.commit` with the newest commit of the branch';

function nothingOf({ flag, paths }: Part, { id }: Service): string {
  return flag === undefined
    ? `Codecov's newest report has no line of ${paths.join(', ')}: measure the tests of ${id}`
    : `Codecov's newest report has no line under the flag ${flag}: upload with it, or correct \`${FLAG}\` of ${id}`;
}

/** Throws where a repository that is not found may be one that the token is not shown. */
type Visibility = (project: Project, signal: AbortSignal) => Promise<void>;

const YOUNG_FOR: Duration = 10 * MINUTE;

function createVisibility(caller: Caller, clock: Surroundings['clock']): Visibility {
  const owners = new Map<string, (signal: AbortSignal) => Promise<Reading<number | undefined>>>();
  return async ({ service, owner }, signal) => {
    const key = `${service}/${owner}`;
    const read = (by: AbortSignal) => countRepositories(caller, { service, owner }, by);
    const counted = owners.get(key) ?? createSharedReading({ clock, youngFor: YOUNG_FOR, read });
    owners.set(key, counted);
    const { value: count } = await counted(signal);
    if (count === 0)
      throw new ExternalServiceError('Codecov', `Codecov shows our token no repository of ${owner}`);
  };
}
