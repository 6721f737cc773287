import type { Octokit } from '@octokit/rest';
import type { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Instant, MINUTE, SECOND } from '../../domain/instant.ts';
import type { Asking } from '../source.ts';

/** Questions to GitHub about one organisation. Throws an `ExternalServiceError` for whatever is no good answer. */
export interface Github {
  /** All pages of a list; a page that fails fails them all. */
  readonly list: <T>(
    route: string,
    query: Readonly<Record<string, string>>,
    entry: z.ZodType<T>,
  ) => Promise<T[]>;
  readonly graphql: <T>(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    answer: z.ZodType<T>,
  ) => Promise<T>;
}

const VENDOR = 'GitHub';
const VARIABLES = [
  'GITHUB_TOKEN',
  'GITHUB_APP_ID',
  'GITHUB_APP_PRIVATE_KEY',
  'GITHUB_APP_INSTALLATION_ID',
  'GITHUB_API_URL',
];
const TRIES = 3;
const PATIENCE = 15 * SECOND;

export function askGithub(organisation: string, asking: Asking): Github {
  let opened: Promise<Octokit> | undefined;
  const octokit = () => {
    opened ??= open(organisation, asking).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  /** Tries again what may pass; tells what does not in a sentence. */
  async function patiently<T>(ask: (octokit: Octokit, signal: AbortSignal) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await ask(await octokit(), AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE)]));
      } catch (error) {
        asking.signal.throwIfAborted();
        if (error instanceof ExternalServiceError) throw error;
        if (tried >= TRIES || !mayPass(error)) throw inWords(error, organisation, asking.clock.now());
        await asking.wait(Math.random() * SECOND * 2 ** tried, asking.signal);
      }
    }
  }

  return {
    async list(route, query, entry) {
      const found: z.infer<typeof entry>[] = [];
      for (let page = 1; ; page++) {
        const { data, headers } = await patiently((client, signal) =>
          client.request(`GET ${route}`, { ...query, per_page: 100, page, request: { signal } }),
        );
        found.push(...read(entry.array(), data));
        if (!/\brel="next"/.test(headers.link ?? '')) return found;
      }
    },
    graphql: async (query, variables, answer) =>
      read(
        answer,
        await patiently((client, signal) => client.graphql(query, { ...variables, request: { signal } })),
      ),
  };
}

function read<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = `${VENDOR} answers what we cannot read: ${issue?.path.join('.')}: ${issue?.message}`;
  throw new ExternalServiceError(VENDOR, what, { cause: parsed.error });
}

/** Octokit is loaded only where somebody discovers: it takes a tenth of a second. */
async function open(organisation: string, { secrets, signal }: Asking): Promise<Octokit> {
  const { Octokit } = await import('@octokit/rest');
  const { GITHUB_TOKEN, GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY, ...said } = secrets(VARIABLES);
  const { GITHUB_API_URL, GITHUB_APP_INSTALLATION_ID } = said;
  const around = {
    userAgent: 'readybot',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    ...(GITHUB_API_URL === undefined ? {} : { baseUrl: GITHUB_API_URL.replace(/\/+$/, '') }),
  };
  if (GITHUB_TOKEN !== undefined) return new Octokit({ ...around, auth: GITHUB_TOKEN });
  if (GITHUB_APP_ID === undefined || GITHUB_APP_PRIVATE_KEY === undefined)
    throw new ExternalServiceError(
      VENDOR,
      'neither GITHUB_TOKEN nor GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY is set',
    );
  const { createAppAuth: authStrategy } = await import('@octokit/auth-app');
  // In a variable of the environment, line breaks are often written `\n`.
  const auth = { appId: GITHUB_APP_ID, privateKey: GITHUB_APP_PRIVATE_KEY.replaceAll('\\n', '\n') };
  const forInstallation = (installationId: number) =>
    new Octokit({ ...around, authStrategy, auth: { ...auth, installationId } });
  if (GITHUB_APP_INSTALLATION_ID !== undefined) return forInstallation(Number(GITHUB_APP_INSTALLATION_ID));
  const app = new Octokit({ ...around, authStrategy, auth });
  const { data } = await app.request('GET /orgs/{org}/installation', {
    org: organisation,
    request: { signal },
  });
  return forInstallation(data.id);
}

/** What of Octokit's RequestError, or of an error of GraphQL, is looked at. */
interface Refusal extends Error {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

function mayPass(error: unknown): boolean {
  const { status, name } = error as Refusal; // Whatever was thrown, it is only looked at.
  return status === undefined ? name !== 'GraphqlResponseError' : status === 408 || status >= 500;
}

function inWords(error: unknown, organisation: string, now: Instant): ExternalServiceError {
  const { status, message, response, headers = response?.headers ?? {} } = error as Refusal; // As above.
  const until = askedToWait(headers, status, now);
  if (until !== undefined) {
    const words = `GitHub asks us to wait until ${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    return new ExternalServiceError(VENDOR, words, { cause: error, notBefore: until });
  }
  if (status === 404)
    return new ExternalServiceError(
      VENDOR,
      `GitHub knows no organisation "${organisation}", or hides it from this token`,
    );
  if (status === 401) return new ExternalServiceError(VENDOR, 'GitHub does not accept the credentials');
  if (status === 403)
    return new ExternalServiceError(
      VENDOR,
      'GitHub does not allow it; the token or App needs to read metadata and members',
    );
  const told =
    status === undefined || status === 500 ? 'GitHub cannot be reached' : `GitHub answers ${status}`;
  const isGraphql = status === undefined && (error as Refusal).name === 'GraphqlResponseError';
  return new ExternalServiceError(VENDOR, isGraphql ? `GitHub answers with an error: ${message}` : told, {
    cause: error,
  });
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function askedToWait(
  headers: Readonly<Record<string, string>>,
  status: number | undefined,
  now: Instant,
): Instant | undefined {
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN);
  if (!Number.isNaN(retryAfter)) return now + retryAfter * SECOND;
  if (headers['x-ratelimit-remaining'] === '0') return Number(headers['x-ratelimit-reset']) * SECOND;
  return status === 429 ? now + MINUTE : undefined;
}
