/** Octokit, bound to what an operator gave: a token, or an App with an installation for each owner. */
import { ExternalServiceError } from '../../domain/errors.ts';
import { refusal, unreachable } from '../calling/refusals.ts';
import type { Budget } from '../running/surroundings.ts';
import { createGate, type Gate, type Resource, VENDOR } from './gate.ts';
import {
  type ClientOptions,
  findInstallation,
  loadOctokit,
  mayPass,
  type Octokit,
  statusOf,
} from './octokit.ts';

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
  const loaded = once(() => loadOctokit(gate, options));
  const byOwner = new Map<string, Promise<Octokit>>();

  async function clientOf(owner: string, signal: AbortSignal): Promise<Octokit> {
    const { make, forInstallation } = await loaded();
    if ('token' in credentials) return shared('', async () => make());
    const { installationId } = credentials;
    if (installationId !== undefined) return shared('', async () => forInstallation(installationId));
    return shared(owner.toLowerCase(), async () =>
      forInstallation(await findInstallation(make(), owner, signal)),
    );
  }

  function shared(key: string, open: () => Promise<Octokit>): Promise<Octokit> {
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
  const needs = 'a token or App that may read the repositories';
  const said = await refusal({ vendor: VENDOR, needs }, new Response(null, { status }));
  return new ExternalServiceError(VENDOR, said.message, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
