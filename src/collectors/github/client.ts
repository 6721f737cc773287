/** Octokit, bound to what an operator gave: a token, or an App with an installation for each owner. */
import type { Octokit as OctokitClass } from '@octokit/rest';
import { ExternalServiceError } from '../../domain/errors.ts';
import { SECOND } from '../../domain/instant.ts';
import { refusal, unreachable } from '../calling/refusals.ts';
import type { Budget, Surroundings } from '../running/surroundings.ts';
import { createGate, type Gate, type Resource, VENDOR } from './gate.ts';

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

/** One of the `errors` beside GraphQL's `data`. */
export interface GraphqlError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly message: string;
}

export interface GraphqlAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
}

export type RestAnswer =
  | {
      readonly status: 200;
      readonly data: unknown;
      readonly etag: string | undefined;
      readonly hasNext: boolean;
    }
  | { readonly status: 304 }
  | { readonly status: 403 | 404; readonly message: string };

export interface RestQuestion {
  /** `GET /repos/{owner}/{repo}`, or without the placeholders. */
  readonly route: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly etag?: string | undefined;
}

/** Rejects with an `ExternalServiceError`, or with the signal's reason. */
export interface GithubClient {
  /** @param owner whose installation answers, with an App */
  readonly graphql: (
    owner: string,
    question: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
    signal: AbortSignal,
  ) => Promise<GraphqlAnswer>;
  /** Of what GitHub refuses, 403 and 404 are answers. */
  readonly rest: (owner: string, question: RestQuestion, signal: AbortSignal) => Promise<RestAnswer>;
  readonly budget: () => Budget;
  /** Owners of the same group can be asked about in one question. */
  readonly groupOf: (owner: string) => string;
  /** Where a permission is lacking, GitHub says so; a person's token sees an empty place instead. */
  readonly saysWhatIsForbidden: boolean;
}

/** Octokit is loaded with the first question: it takes a tenth of a second. */
export function createClient(options: ClientOptions): GithubClient {
  const { credentials } = options;
  const gate = createGate(options);
  const loaded = once(() => load(gate, options));
  const byOwner = new Map<string, Promise<OctokitClass>>();

  async function clientOf(owner: string, signal: AbortSignal): Promise<OctokitClass> {
    const { make, forInstallation } = await loaded();
    if ('token' in credentials) return shared('', async () => make());
    const { installationId } = credentials;
    if (installationId !== undefined) return shared('', async () => forInstallation(installationId));
    return shared(owner.toLowerCase(), async () =>
      forInstallation(await findInstallation(make(), owner, signal)),
    );
  }

  function shared(key: string, open: () => Promise<OctokitClass>): Promise<OctokitClass> {
    const known = byOwner.get(key) ?? open();
    byOwner.set(key, known);
    known.catch(() => byOwner.delete(key));
    return known;
  }

  return {
    graphql: (owner, { query, variables }, signal) =>
      told(gate, 'graphql', signal, async () => {
        const octokit = await clientOf(owner, signal);
        try {
          return { data: await octokit.graphql(query, { ...variables, request: { signal } }), errors: [] };
        } catch (error) {
          return partialAnswer(error);
        }
      }),
    rest: (owner, { route, query, etag }, signal) =>
      told(gate, 'core', signal, async () => {
        const octokit = await clientOf(owner, signal);
        const headers = etag === undefined ? {} : { 'if-none-match': etag };
        try {
          const { data, headers: said } = await octokit.request(route, {
            ...query,
            headers,
            request: { signal },
          });
          const hasNext = /\brel="next"/.test(said.link ?? '');
          return { status: 200, data, etag: said.etag, hasNext };
        } catch (error) {
          return refusedAnswer(error);
        }
      }),
    budget: gate.budget,
    groupOf: (owner) =>
      'token' in credentials || credentials.installationId !== undefined ? '' : owner.toLowerCase(),
    saysWhatIsForbidden: !('token' in credentials) || credentials.token.startsWith('ghs_'),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function load(gate: Gate, { credentials, baseUrl, wait, random = Math.random }: ClientOptions) {
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
      if (error.cause instanceof ExternalServiceError && error.cause.notBefore !== undefined)
        throw error.cause;
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
function mayPass(status: number, message: string): boolean {
  if (status === 403) return /rate limit|abuse detection/i.test(message);
  return status === 408 || status === 429 || status >= 500;
}

async function findInstallation(octokit: OctokitClass, owner: string, signal: AbortSignal): Promise<number> {
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

/** 200 with `errors` is an answer whose parts are judged one by one. */
function partialAnswer(error: unknown): GraphqlAnswer {
  if (!(error instanceof Error) || error.name !== 'GraphqlResponseError') throw error;
  const { data, errors } = error as Error & { readonly data?: unknown; readonly errors?: unknown }; // By its name.
  const list: readonly GraphqlError[] = Array.isArray(errors) ? errors : [];
  if (list.some(({ type }) => type === 'RATE_LIMITED')) throw new Error(RATE_IS_SPENT);
  return { data: data ?? null, errors: list };
}

function refusedAnswer(error: unknown): RestAnswer {
  const status = statusOf(error);
  if (status === 304) return { status };
  if (status === 404 || (status === 403 && !mayPass(status, messageOf(error))))
    return { status, message: messageOf(error) };
  throw error;
}

/** Runs a question, and says in a sentence why there is no answer. */
async function told<T>(
  gate: Gate,
  resource: Resource,
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> {
  await gate.untilAllowed(resource, signal);
  try {
    return await ask();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ExternalServiceError) throw error;
    // Where what was said last is to wait, it is no failure.
    await gate.untilAllowed(resource, signal);
    if (messageOf(error) === RATE_IS_SPENT)
      throw new ExternalServiceError(VENDOR, `${VENDOR}: the rate is spent`);
    throw await sentence(error);
  }
}

/** As the throttling plugin words it. */
const RATE_IS_SPENT = 'GraphQL Rate Limit Exceeded';

async function sentence(error: unknown): Promise<ExternalServiceError> {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof ExternalServiceError) return cause;
  const status = statusOf(error);
  if (status === undefined) throw error;
  if (cause !== undefined) return unreachable(VENDOR, cause);
  const needs = 'a token or App with read access (see the README)';
  const said = await refusal({ vendor: VENDOR, needs }, new Response(null, { status }));
  return new ExternalServiceError(VENDOR, said.message, { cause: error });
}

/** Of Octokit's RequestError, of which several versions may be loaded: by its field. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
