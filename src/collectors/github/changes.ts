/** Who reviewed pull requests, and which files they touch: asked only of those that changed since. */
import { atMost } from '../../domain/at-most.ts';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Memory } from '../running/surroundings.ts';
import { type Change, filesAnswer, reviewsAnswer } from './answers.ts';
import type { GithubClient } from './client.ts';
import { VENDOR } from './gate.ts';
import { allPages, createPager, misfit, saidIn } from './pages.ts';
import { FILES_QUERY, REVIEWS_QUERY } from './queries.ts';

/** Open pull requests of a repository. */
export interface ChangesOf {
  /** Of the repository. */
  readonly key: string;
  readonly owner: string;
  readonly changes: readonly Change[];
}

/** What is told of pull requests by their ids, or why not; by the repository's key. */
type Learned<T> = ReadonlyMap<string, ReadonlyMap<string, T> | ExternalServiceError>;

interface Lesson<T> {
  /** What it is remembered under. */
  readonly name: string;
  /** While this stays the same, so does what was learned. */
  readonly version: (change: Change, known: T | undefined) => string;
  readonly ask: (
    client: GithubClient,
    owner: string,
    changes: readonly Change[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, T>>;
}

interface Asking {
  readonly client: GithubClient;
  readonly memory: Memory;
  readonly signal: AbortSignal;
}

export interface Review {
  /** By somebody else than its author. */
  readonly isDone: boolean;
  /** Logins of those; who is gone from GitHub has none. */
  readonly by: readonly string[];
}

/** Whether somebody else than its author has reviewed it, and who. A review cannot be undone. */
export function reviewsOf(asking: Asking, repositories: readonly ChangesOf[]): Promise<Learned<Review>> {
  const version = ({ updatedAt }: Change, known: Review | undefined) =>
    known?.isDone === true ? 'reviewed' : updatedAt;
  return learn(asking, repositories, { name: 'reviewers', version, ask: askForReviews });
}

/** Paths of the files that it touches. */
export function filesOf(
  asking: Asking,
  repositories: readonly ChangesOf[],
): Promise<Learned<readonly string[]>> {
  const version = ({ headRefOid }: Change) => headRefOid;
  return learn(asking, repositories, { name: 'files', version, ask: askForFiles });
}

/** Ids in one question, at most; https://docs.github.com/graphql/reference/queries#nodes */
const AT_ONCE = 100;

type Remembered<T> = Readonly<Record<string, readonly [version: string, told: T]>>;

async function learn<T>(
  { client, memory, signal }: Asking,
  repositories: readonly ChangesOf[],
  lesson: Lesson<T>,
): Promise<Learned<T>> {
  const keyOf = ({ key }: ChangesOf) => `${lesson.name} of ${key}`;
  const remembered = await memory.read(repositories.map(keyOf));
  const known = repositories.map((repository) => {
    const text = remembered.get(keyOf(repository));
    // What we wrote ourselves.
    const before = new Map(Object.entries(text === undefined ? {} : (JSON.parse(text) as Remembered<T>)));
    return { repository, told: stillTrue(repository.changes, before, lesson) };
  });
  const asked = known.flatMap(({ repository, told }) =>
    repository.changes.filter(({ id }) => !told.has(id)).map((change) => ({ ...repository, change })),
  );
  const answers = await askAll(client, asked, lesson, signal);
  const written = new Map<string, string>();
  const learned = known.map(
    ({ repository, told }): [string, ReadonlyMap<string, T> | ExternalServiceError] => {
      const wanted = repository.changes.filter(({ id }) => !told.has(id)).map(({ id }) => answers.get(id));
      const all = new Map(told);
      for (const one of wanted) {
        if (one instanceof ExternalServiceError) return [repository.key, one];
        if (one !== undefined) all.set(...one);
      }
      if (wanted.length > 0)
        written.set(keyOf(repository), JSON.stringify(toRemember(repository.changes, all, lesson)));
      return [repository.key, all];
    },
  );
  if (written.size > 0) await memory.write(written);
  return new Map(learned);
}

function stillTrue<T>(
  changes: readonly Change[],
  before: ReadonlyMap<string, readonly [string, T]>,
  { version }: Lesson<T>,
): ReadonlyMap<string, T> {
  return new Map(
    changes.flatMap((change) => {
      const [of, told] = before.get(change.id) ?? [];
      return told !== undefined && of === version(change, told) ? [[change.id, told] as const] : [];
    }),
  );
}

function toRemember<T>(
  changes: readonly Change[],
  told: ReadonlyMap<string, T>,
  { version }: Lesson<T>,
): Remembered<T> {
  return Object.fromEntries(
    changes.flatMap((change) => {
      const one = told.get(change.id);
      return one === undefined ? [] : [[change.id, [version(change, one), one] as const]];
    }),
  );
}

/** By id; a question that fails is the answer for all that it is about. */
async function askAll<T>(
  client: GithubClient,
  asked: readonly { readonly owner: string; readonly change: Change }[],
  { ask }: Lesson<T>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, [string, T] | ExternalServiceError>> {
  const groups = [...Map.groupBy(asked, ({ owner }) => client.groupOf(owner)).values()];
  const questions = groups.flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / AT_ONCE) }, (_, at) =>
      group.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
    ),
  );
  const answers = await atMost(4, questions, async (question) => {
    const changes = question.map(({ change }) => change);
    const told = await ask(client, question[0]?.owner ?? '', changes, signal).catch((error: unknown) => {
      if (!(error instanceof ExternalServiceError)) throw error;
      return error;
    });
    return changes.map(({ id }) => [id, answerTo(id, told)] as const);
  });
  return new Map(answers.flat());
}

function answerTo<T>(id: string, told: ReadonlyMap<string, T> | ExternalServiceError) {
  if (told instanceof ExternalServiceError) return told;
  const one = told.get(id);
  // Merged or closed since the repository was read: what was read does not hold any more.
  if (one === undefined)
    return new ExternalServiceError(VENDOR, `${VENDOR} does not tell of a pull request that it named`);
  const answer: [string, T] = [id, one];
  return answer;
}

async function askForReviews(
  client: GithubClient,
  owner: string,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Review>> {
  const variables = { ids: changes.map(({ id }) => id) };
  const { data, errors } = await client.graphql(owner, { query: REVIEWS_QUERY, variables }, signal);
  if (errors.length > 0) throw failed('reviews', saidIn(errors));
  const parsed = reviewsAnswer.safeParse(data);
  if (!parsed.success) throw misfit(parsed.error);
  const authors = new Map(changes.map(({ id, author }) => [id, author?.login]));
  return new Map(
    parsed.data.nodes.map(({ id, reviews: { totalCount, nodes } }) => {
      // Answers in one's own pull request count as reviews at GitHub.
      const others = nodes.filter(({ author }) => author?.login !== authors.get(id));
      const by = [...new Set(others.flatMap(({ author }) => author?.login ?? []))];
      return [id, { isDone: totalCount > nodes.length || others.length > 0, by }];
    }),
  );
}

async function askForFiles(
  client: GithubClient,
  owner: string,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const variables = { ids: changes.map(({ id }) => id) };
  const { data, errors } = await client.graphql(owner, { query: FILES_QUERY, variables }, signal);
  if (errors.length > 0) throw failed('files of pull requests', saidIn(errors));
  const parsed = filesAnswer.safeParse(data);
  if (!parsed.success) throw misfit(parsed.error);
  const pager = createPager(client, signal);
  const told = await Promise.all(
    parsed.data.nodes.map(async ({ id, files }) => {
      const { nodes } = await allPages(pager, { owner, id, connection: 'files', first: files });
      return [id, nodes.map(({ path }) => path)] as const;
    }),
  );
  return new Map(told);
}

function failed(what: string, said: string): ExternalServiceError {
  return new ExternalServiceError(VENDOR, `${VENDOR} failed to tell the ${what}: ${said}`);
}
