/**
 * What is asked of GitHub's REST API, with the ETag of the last answer each time: 304 costs nothing of the rate.
 *
 * - `GET /orgs/{org}/repos?per_page=100&sort=full_name&page=N`: which scanners are on (`security_and_analysis`)
 * - `GET /orgs/{org}/code-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 * - `GET /orgs/{org}/secret-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 * - `GET /repos/{owner}/{repo}/code-scanning/alerts?…` and `GET /repos/{owner}/{repo}/secret-scanning/alerts?…` alike,
 *   where the owner is a person, where few of a large organisation are asked about, and where the lists of one prove
 *   nothing: in a large one by turns
 * - with an App: `GET /orgs/{org}/installation`, `GET /users/{owner}/installation`,
 *   `POST /app/installations/{installation_id}/access_tokens`
 *
 * https://docs.github.com/rest
 */
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, type Instant, SECOND } from '../../domain/instant.ts';
import type { Surroundings } from '../running/surroundings.ts';
import type { GithubClient, RestAnswer } from './client.ts';
import { VENDOR } from './gate.ts';
import { statusOf } from './octokit.ts';
import { misfit } from './pages.ts';

export interface ListQuestion<Entry> {
  readonly owner: string;
  /** `/orgs/acme/repos`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What is kept of an entry. It is remembered as JSON. */
  readonly entry: z.ZodType<Entry>;
}

export interface Asking extends Pick<Surroundings, 'clock' | 'wait' | 'memory'> {
  readonly client: GithubClient;
  readonly signal: AbortSignal;
  /** Silences that end by then are waited out; absent = none but those of seconds, which the gate waits out itself. */
  readonly patientUntil?: Instant;
}

/** A page as it is remembered. */
export interface Kept<Entry> {
  readonly etag: string;
  readonly entries: readonly Entry[];
  readonly hasNext: boolean;
}

export interface Page<Entry> {
  readonly kept: Kept<Entry>;
  /** It is as it was known before. */
  readonly isSame: boolean;
  readonly isLast: boolean;
}

/** 403 and 404 are answers, whose words tell what they mean. */
export interface Refused {
  readonly refused: 403 | 404;
  readonly message: string;
}

export interface PageReader<Entry> {
  /** @param page from 1. @param known what it was, where that is newer than what is remembered */
  readonly read: (page: number, known?: Kept<Entry>) => Promise<Page<Entry> | Refused>;
  /** Remembers what was learned. */
  readonly remember: () => Promise<void>;
}

/** Entries of a page. */
const PAGE = 100;
/** Remembered pages that are looked up together. */
const LOOKED_UP = 50;
/** Of a page, beside those of Octokit for each question. */
const TRIES = 3;

/** Reads pages of a list; each is asked again for a while, with its ETag where it has one. */
export function createPageReader<Entry>(asking: Asking, question: ListQuestion<Entry>): PageReader<Entry> {
  const { client, memory, signal } = asking;
  const learned = new Map<string, string>();
  const remembered = new Map<number, Promise<ReadonlyMap<string, string>>>();

  async function recall(page: number): Promise<Kept<Entry> | undefined> {
    const from = page - ((page - 1) % LOOKED_UP);
    const known = remembered.get(from) ?? lookUp(memory, question, from);
    remembered.set(from, known);
    return parseKept<Entry>((await known).get(keyOf(question, page)));
  }

  return {
    async read(page, known) {
      const before = known ?? (await recall(page));
      return patiently(asking, async () => {
        const answer = await client.rest(question.owner, toRest(question, page, before?.etag), signal);
        if ('message' in answer) return { refused: answer.status, message: answer.message };
        const kept = 'data' in answer ? read(question, answer) : before;
        if (kept === undefined)
          throw new ExternalServiceError(VENDOR, `${VENDOR} answers 304 to a question without an ETag`);
        if (kept !== before && kept.etag !== '') learned.set(keyOf(question, page), JSON.stringify(kept));
        // An ETag is of the page alone: whether another follows a full one may have changed.
        const isLast = !kept.hasNext && (answer.status === 200 || kept.entries.length < PAGE);
        return { kept, isLast, isSame: kept === before || isEqual(kept, before) };
      });
    },
    async remember() {
      const news = new Map(learned);
      learned.clear();
      if (news.size > 0) await memory.write(news);
    },
  };
}

/**
 * What may pass is asked again, after ever longer waits with full jitter. A silence that is short is waited out, which is
 * no try: who would come back later asks GraphQL all over again. Whether it is over is for the gate to judge.
 */
async function patiently<T>(asking: Asking, ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; ) {
    try {
      return await ask();
    } catch (error) {
      const silence = silenceIn(error, asking);
      if (silence === undefined && (tried >= TRIES || !mayPassLater(error))) throw error;
      await asking.wait(silence ?? Math.random() * FIRST_WAIT * 2 ** tried, asking.signal);
      if (silence === undefined) tried++;
    }
  }
}

const FIRST_WAIT: Duration = 2 * SECOND;
/** GitHub's refusals ask for a minute or less; a spent rate asks for up to an hour. */
const LONGEST_SILENCE: Duration = 90 * SECOND;

/** What is left of a silence that is worth waiting for. */
function silenceIn(error: unknown, { clock, patientUntil = 0 }: Asking): Duration | undefined {
  if (!(error instanceof ExternalServiceError) || error.notBefore === undefined) return undefined;
  const left = Math.max(0, error.notBefore - clock.now());
  return left <= LONGEST_SILENCE && error.notBefore <= patientUntil ? left : undefined;
}

function mayPassLater(error: unknown): boolean {
  if (!(error instanceof ExternalServiceError) || error.notBefore !== undefined) return false;
  const status = statusOf(error.cause) ?? 500;
  return status === 408 || status >= 500;
}

/** For those who send no ETag. */
function isEqual<Entry>(kept: Kept<Entry>, before: Kept<Entry> | undefined): boolean {
  const contents = (one: Kept<Entry>) => JSON.stringify([one.entries, one.hasNext]);
  return before !== undefined && contents(kept) === contents(before);
}

function lookUp<Entry>(memory: Surroundings['memory'], question: ListQuestion<Entry>, from: number) {
  return memory.read(Array.from({ length: LOOKED_UP }, (_, at) => keyOf(question, from + at)));
}

function keyOf<Entry>({ path, query }: ListQuestion<Entry>, page: number): string {
  return `GET ${path}?${new URLSearchParams(query)}&page=${page}`;
}

function toRest<Entry>({ path, query }: ListQuestion<Entry>, page: number, etag: string | undefined) {
  return { route: `GET ${path}`, query: { ...query, per_page: PAGE, page }, etag };
}

function read<Entry>(
  { entry }: ListQuestion<Entry>,
  { data, etag = '', hasNext }: Extract<RestAnswer, { status: 200 }>,
): Kept<Entry> {
  const parsed = z.array(entry).safeParse(data);
  if (!parsed.success) throw misfit(parsed.error);
  return { etag, hasNext, entries: parsed.data };
}

/** What we wrote ourselves. */
function parseKept<Entry>(text: string | undefined): Kept<Entry> | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Kept<Entry>);
}
