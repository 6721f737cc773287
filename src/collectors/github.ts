import { z } from 'zod';
import { ExternalServiceError } from '../domain/errors.ts';
import { type Duration, HOUR, MINUTE } from '../domain/instant.ts';
import { type Answers, type Asked, defineCollector } from './collector.ts';
import { createClient } from './github/client.ts';
import { readFollowUp } from './github/follow-up.ts';
import { GIT_FIELDS } from './github/git-facts.ts';
import { hostOf, type Link, linkOf, type Reach } from './github/linking.ts';
import type { Credentials } from './github/octokit.ts';
import { readBatch, type Wanted } from './github/read-batch.ts';
import { createScanning } from './github/scans.ts';
import { everywhere, NAMESPACES, serviceAnswers } from './github/service-answers.ts';

const MAX_AGE: Duration = 6 * HOUR;

/** Repositories on github.com or an Enterprise Server, by the catalog's `repo` or `repos`. */
export const github = defineCollector({
  name: 'github',
  vendor: 'GitHub',
  summary:
    'Branch rules (classic and rulesets), pull requests, the last commit, CODEOWNERS, workflows, deployments, releases ' +
    'and alerts. Services are linked by `repo`; a part of a monorepo by `repos: [{url, paths}]`.',
  fills: [
    'vcs',
    ...GIT_FIELDS.map((field) => `git.${field}`),
    'ci.part_of_monorepo',
    'ci.providers',
    'ci.pipelines',
    'ci.passing',
    'ci.last_run',
    'deploys',
    'vulnerabilities',
  ],
  interval: 30 * MINUTE,
  maxAge: MAX_AGE,
  timeout: 5 * MINUTE,
  settings: z.strictObject({
    /** Owners whose repositories are read; absent = all that the catalog names. */
    organisations: z.array(z.string()).min(1).optional(),
    /** Deployment environments that customers meet; `*` stands for anything. */
    production: z.array(z.string()).min(1).default(['production', 'prod', 'live']),
    /** Where the catalog says the repositories are, if it is not the API's host. */
    host: z.string().optional(),
  }),
  secrets: z
    .object({
      GITHUB_TOKEN: z.string().optional(),
      GITHUB_APP_ID: z.string().optional(),
      GITHUB_APP_PRIVATE_KEY: z.string().optional(),
      GITHUB_APP_INSTALLATION_ID: z.coerce.number().int().positive().optional(),
      GITHUB_API_URL: z.url().default('https://api.github.com'),
    })
    .superRefine((secrets, { addIssue }) => {
      const missing = whatLacks(secrets);
      if (missing !== undefined) addIssue({ code: 'custom', path: [missing], message: 'is not set' });
    }),
  open: ({ secrets, settings, clock, wait, memory }) => {
    const credentials = credentialsOf(secrets);
    const client = createClient({ credentials, baseUrl: secrets.GITHUB_API_URL, clock, wait });
    const reach: Reach = {
      host: settings.host?.toLowerCase() ?? hostOf(secrets.GITHUB_API_URL),
      organisations: settings.organisations?.map((name) => name.toLowerCase()),
    };
    return { client, memory, reach, scanning: createScanning(client, { clock, wait, memory }, MAX_AGE) };
  },
  budget: ({ client }) => client.budget(),
  followUp: readFollowUp,
  collect: {
    // One question about more ends at GitHub's servers before it is answered.
    most: 40,
    ask: async (asked, { shared, settings, now, signal }) => {
      const linked = asked.map((one) => ({ asked: one, link: linkOf(one.service, shared.reach) }));
      const wanted = linked.flatMap(({ link }) => (typeof link === 'string' ? [] : [link]));
      const batch = await readBatch(shared, wanted, { now, signal });
      const { saysWhatIsForbidden } = shared.client;
      const telling = { batch, saysWhatIsForbidden, production: settings.production, now };
      const answers = await Promise.all(
        linked.map(async ({ asked: one, link }) => {
          const answer =
            typeof link === 'string'
              ? unlinked(one, link, shared.reach)
              : await answerOrFailure(
                  serviceAnswers({ ...telling, asked: one, wanted: link satisfies Wanted }),
                );
          return [one.service.id, answer] as const;
        }),
      );
      return new Map(answers);
    },
  },
});

interface Variables {
  readonly GITHUB_TOKEN?: string | undefined;
  readonly GITHUB_APP_ID?: string | undefined;
  readonly GITHUB_APP_PRIVATE_KEY?: string | undefined;
  readonly GITHUB_APP_INSTALLATION_ID?: number | undefined;
}

/** In words, before "is not set". */
function whatLacks({ GITHUB_TOKEN, GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY }: Variables): string | undefined {
  if (GITHUB_APP_ID && !GITHUB_APP_PRIVATE_KEY) return 'GITHUB_APP_PRIVATE_KEY';
  if (GITHUB_APP_PRIVATE_KEY && !GITHUB_APP_ID) return 'GITHUB_APP_ID';
  if (GITHUB_TOKEN || GITHUB_APP_ID) return undefined;
  return 'GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY,';
}

/** Where both are given, the App: it is the narrower, and is asked with a larger rate. */
function credentialsOf(secrets: Variables): Credentials {
  const { GITHUB_APP_ID: appId, GITHUB_APP_PRIVATE_KEY: privateKey, GITHUB_TOKEN: token = '' } = secrets;
  if (appId === undefined || privateKey === undefined) return { token };
  const installationId = secrets.GITHUB_APP_INSTALLATION_ID;
  return { appId, privateKey, ...(installationId === undefined ? {} : { installationId }) };
}

function unlinked({ service }: Asked, link: Extract<Link, string>, { host, organisations }: Reach): Answers {
  if (link === 'none')
    return everywhere(`no repository is named: add \`repo\` to ${service.id} in the catalog`);
  const owners = organisations === undefined ? '' : `, or belongs to none of: ${organisations.join(', ')}`;
  const silence = { silent: `its repository is not on ${host}${owners}` };
  return Object.fromEntries(NAMESPACES.map((namespace) => [namespace, silence]));
}

async function answerOrFailure(answers: Promise<Answers>): Promise<Answers | ExternalServiceError> {
  try {
    return await answers;
  } catch (error) {
    if (error instanceof ExternalServiceError) return error;
    throw error;
  }
}
