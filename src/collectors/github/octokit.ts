/** Octokit with its plugins, as this collector uses it. */
import type { Octokit as OctokitClass } from '@octokit/rest';
import { ExternalServiceError } from '../../domain/errors.ts';
import { SECOND } from '../../domain/instant.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { type Gate, VENDOR } from './gate.ts';

export type Octokit = OctokitClass;

export type Credentials =
  | { readonly token: string }
  | {
      readonly appId: string;
      readonly privateKey: string;
      /** Absent = looked up for each owner. */
      readonly installationId?: number;
    };

export interface ClientOptions extends Pick<Surroundings, 'clock' | 'wait'> {
  readonly credentials: Credentials;
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  readonly baseUrl: string;
  /** Between 0 and 1, for the jitter. Default: `Math.random`. */
  readonly random?: () => number;
}

/** Loads Octokit, and makes clients: the one of the token or App, or that of an installation. */
export async function loadOctokit(
  gate: Gate,
  { credentials, baseUrl, wait, random = Math.random }: ClientOptions,
) {
  const [{ Octokit }, { retry }, { throttling }, { createAppAuth }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
    import('@octokit/auth-app'),
  ]);
  /** Decides which failures are tried again, after a wait that can be ended: inside of the retry plugin, which counts. */
  function patience(octokit: Pick<OctokitClass, 'hook'>) {
    octokit.hook.error('request', async (error, options) => {
      const signal = options.request.signal ?? new AbortController().signal;
      signal.throwIfAborted();
      if (!('status' in error) || !mayPass(error.status, error.message)) throw error;
      await gate.untilAllowed(
        new URL(options.url, baseUrl).pathname.endsWith('/graphql') ? 'graphql' : 'core',
        signal,
      );
      const tried = Number(options.request.retryCount ?? 0);
      await wait(random() * SECOND * 2 ** tried, signal);
      throw Object.assign(error, {
        request: { ...error.request, request: { ...error.request.request, retries: RETRIES, retryAfter: 0 } },
      });
    });
  }
  const Patient = Octokit.plugin(patience, retry, throttling);
  const make = (auth: object = {}) =>
    new Patient({
      ...('token' in credentials ? { auth: credentials.token } : appAuth(credentials, createAppAuth, auth)),
      baseUrl: baseUrl.replace(/\/+$/, ''),
      userAgent: 'readybot',
      request: { fetch: gate.fetch },
      log: { debug() {}, info() {}, warn() {}, error() {} },
      retry: { doNotRetry: DECIDED_BY_US },
      throttle: {
        onRateLimit: () => false,
        onSecondaryRateLimit: () => false,
        // The plugin spaces GraphQL as if each query wrote something: ours only read. Of Bottleneck's group it calls this.
        write: { key: () => ({ schedule: async () => {} }) } as never,
      },
    });
  return { make, forInstallation: (installationId: number) => make({ installationId }) };
}

const RETRIES = 2;
/** The retry plugin would wait 1, 4 and 9 seconds whatever happens; see `patience`. */
const DECIDED_BY_US = [400, 401, 403, 404, 408, 410, 422, 429, 451, 500, 502, 503, 504];

type AppAuth = typeof import('@octokit/auth-app').createAppAuth;

function appAuth(
  { appId, privateKey }: Extract<Credentials, { appId: string }>,
  authStrategy: AppAuth,
  more: object,
) {
  // In a variable of the environment, line breaks are often written `\n`.
  return { authStrategy, auth: { appId, privateKey: privateKey.replaceAll('\\n', '\n'), ...more } };
}

/** Whether the same request may be answered otherwise a little later. */
export function mayPass(status: number, message: string): boolean {
  if (status === 403) return /rate limit|abuse detection/i.test(message);
  return status === 408 || status === 429 || status >= 500;
}

export async function findInstallation(
  octokit: OctokitClass,
  owner: string,
  signal: AbortSignal,
): Promise<number> {
  for (const kind of ['orgs', 'users']) {
    try {
      const { data } = await octokit.request(`GET /${kind}/{owner}/installation`, {
        owner,
        request: { signal },
      });
      const { id } = data as { readonly id?: unknown }; // The route is put together, so its answer has no type.
      if (typeof id === 'number') return id;
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
  throw new ExternalServiceError(VENDOR, `the GitHub App is not installed for ${owner}: install it there`);
}

/** Of Octokit's RequestError, of which several versions may be loaded: by its field. */
export function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}
