import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { type RepositoryAnswer, repository } from './answers.ts';
import type { GithubClient, GraphqlAnswer, GraphqlError } from './client.ts';
import { VENDOR } from './gate.ts';
import { allPages, createPager, misfit, type Pager, type PagesOf, saidIn } from './pages.ts';
import { LEFT_OUT_BY, type Paged, repositoriesQuery } from './queries.ts';

/** As the catalog has it, in lower case. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** A repository with all pages of what it has many of. */
export interface RepositoryRead {
  readonly answer: RepositoryAnswer;
  /** Fields that GitHub forbids, with the points between: `defaultBranchRef.branchProtectionRule`. */
  readonly forbidden: ReadonlySet<string>;
}

export type Reading = RepositoryRead | 'not found' | ExternalServiceError;

interface Occasion {
  readonly now: Instant;
  readonly signal: AbortSignal;
}

/** What may be forbidden without a null in its place. */
type LeftOut = keyof typeof LEFT_OUT_BY;

export function keyOf({ owner, name }: RepositoryName): string {
  return `${owner}/${name}`;
}

/**
 * Reads repositories that one question can be about, in one query; by {@link keyOf}. What fails for one of them is its
 * own; what fails for all is thrown.
 */
export async function readRepositories(
  client: GithubClient,
  names: readonly RepositoryName[],
  occasion: Occasion,
): Promise<ReadonlyMap<string, Reading>> {
  const first = await askTogether(client, names, [], occasion);
  const pager = createPager(client, occasion.signal);
  const readings = [...first].map(async ([key, reading]): Promise<[string, Reading]> => {
    return [key, isRead(reading) ? await withAllPages(pager, key, reading, occasion) : reading];
  });
  return new Map(await Promise.all(readings));
}

export function isRead(reading: Reading): reading is RepositoryRead {
  return reading !== 'not found' && !(reading instanceof ExternalServiceError);
}

type Readings = ReadonlyMap<string, Reading>;

/** A query that is too much for GitHub's servers ends as 502 or takes too long: then it is asked by halves. */
async function askTogether(
  client: GithubClient,
  names: readonly RepositoryName[],
  without: readonly LeftOut[],
  occasion: Occasion,
): Promise<Readings> {
  try {
    return await askOnce(client, names, without, occasion);
  } catch (error) {
    const isTold = error instanceof ExternalServiceError && error.notBefore === undefined;
    if (!isTold || names.length === 1) throw error;
    const middle = Math.ceil(names.length / 2);
    // Where a half fails too, it is not the size.
    const half = await askOnce(client, names.slice(0, middle), without, occasion);
    return new Map([...half, ...(await askTogether(client, names.slice(middle), without, occasion))]);
  }
}

async function askOnce(
  client: GithubClient,
  names: readonly RepositoryName[],
  without: readonly LeftOut[],
  occasion: Occasion,
): Promise<Readings> {
  const { now, signal } = occasion;
  const variables = {
    since: new Date(now - 30 * DAY).toISOString(),
    ...Object.fromEntries(without.map((field) => [LEFT_OUT_BY[field], true])),
    ...Object.fromEntries(
      names.flatMap(({ owner, name }, at) => [
        [`owner${at}`, owner],
        [`name${at}`, name],
      ]),
    ),
  };
  const question = { query: repositoriesQuery(names.length), variables };
  const answer = await client.graphql(names[0]?.owner ?? '', question, signal);
  const stray = answer.errors.filter(({ path }) => path === undefined || !/^r\d+$/.test(String(path[0])));
  if (stray.length > 0) throw new ExternalServiceError(VENDOR, `${VENDOR} failed: ${saidIn(stray)}`);
  const judged = names.map((name, at) => ({ name, told: judge(answer, at, name, without) }));
  const again = judged.flatMap(({ name, told }) =>
    'leaveOut' in told ? [{ name, field: told.leaveOut }] : [],
  );
  const rest = await askWithout(client, again, without, occasion);
  return new Map(
    judged.flatMap(({ name, told }): [string, Reading][] => {
      if (!('leaveOut' in told)) return [[keyOf(name), told.reading]];
      const reading = rest.get(keyOf(name));
      return reading === undefined ? [] : [[keyOf(name), reading]];
    }),
  );
}

/** Those of which a forbidden field hides everything else, without that field. */
async function askWithout(
  client: GithubClient,
  again: readonly { readonly name: RepositoryName; readonly field: LeftOut }[],
  without: readonly LeftOut[],
  occasion: Occasion,
): Promise<Readings> {
  if (again.length === 0) return new Map();
  const more = new Set([...without, ...again.map(({ field }) => field)]);
  return askTogether(
    client,
    again.map(({ name }) => name),
    [...more],
    occasion,
  );
}

type Judged = { readonly reading: Reading } | { readonly leaveOut: LeftOut };

/** What the answer says of the repository with this place in the question. */
function judge(
  { data, errors }: GraphqlAnswer,
  place: number,
  name: RepositoryName,
  without: readonly LeftOut[],
): Judged {
  const alias = `r${place}`;
  const own = errors.filter(({ path }) => path?.[0] === alias);
  const value = z.record(z.string(), z.unknown()).catch({}).parse(data)[alias] ?? null;
  if (value === null) return judgeNothing(own, name, without);
  const grave = own.filter((error) => !isForbidden(error));
  if (grave.length > 0) return failed(`${VENDOR} failed for ${keyOf(name)}: ${saidIn(grave)}`);
  const parsed = repository.safeParse(value);
  if (!parsed.success) return { reading: misfit(parsed.error) };
  const forbidden = new Set([...without, ...own.map(({ path = [] }) => path.slice(1).join('.'))]);
  return { reading: { answer: parsed.data, forbidden } };
}

function judgeNothing(
  own: readonly GraphqlError[],
  name: RepositoryName,
  without: readonly LeftOut[],
): Judged {
  const whole = own.filter(({ path }) => path?.length === 1);
  if (whole.some(({ type }) => type === 'NOT_FOUND')) return { reading: 'not found' };
  const field = own.filter(isForbidden).map(({ path }) => path?.[1]);
  const leaveOut = field.find((one): one is LeftOut => typeof one === 'string' && one in LEFT_OUT_BY);
  if (leaveOut !== undefined && !without.includes(leaveOut)) return { leaveOut };
  const verb = own.length > 0 && own.every(isForbidden) ? 'refuses to show' : 'failed for';
  return failed(`${VENDOR} ${verb} ${keyOf(name)}: ${saidIn(own)}`);
}

function failed(message: string): Judged {
  return { reading: new ExternalServiceError(VENDOR, message) };
}

function isForbidden({ type, message }: GraphqlError): boolean {
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES') return true;
  return type === undefined && /resource not accessible|must have .*access/i.test(message);
}

async function withAllPages(
  pager: Pager,
  key: string,
  read: RepositoryRead,
  occasion: Occasion,
): Promise<Reading> {
  try {
    return { ...read, answer: await completed(pager, key, read.answer, occasion) };
  } catch (error) {
    if (!(error instanceof ExternalServiceError)) throw error;
    return error;
  }
}

/** With the further pages of what there are many of. Deployments are read as far back as they count. */
async function completed(
  pager: Pager,
  key: string,
  answer: RepositoryAnswer,
  { now }: Occasion,
): Promise<RepositoryAnswer> {
  const { id, defaultBranchRef: branch } = answer;
  const owner = key.split('/')[0] ?? '';
  const isOld = (createdAt = '') => Date.parse(createdAt) < now - 30 * DAY;
  const all = async <Of extends Paged>(
    connection: Of,
    first: PagesOf<Of>['first'] | null | undefined,
    more: Partial<PagesOf<Of>> = {},
  ) => (first ? allPages(pager, { owner, id, connection, first, ...more }) : first);
  const [repositoryTopics, environments, pullRequests, deployments, vulnerabilityAlerts, rules] =
    await Promise.all([
      all('repositoryTopics', answer.repositoryTopics),
      all('environments', answer.environments),
      all('pullRequests', answer.pullRequests),
      all('deployments', answer.deployments, { isEnough: (read) => isOld(read.at(-1)?.createdAt) }),
      all('vulnerabilityAlerts', answer.vulnerabilityAlerts),
      all('rules', branch?.rules, branch ? { id: branch.id } : {}),
    ]);
  const lists = { repositoryTopics, environments, pullRequests, deployments, vulnerabilityAlerts };
  return { ...answer, ...lists, ...(branch ? { defaultBranchRef: { ...branch, rules } } : {}) };
}
