/**
 * What is asked of GitHub's REST API, with the ETag of the last answer each time: 304 costs nothing of the rate.
 *
 * - `GET /orgs/{org}/repos?per_page=100&sort=full_name&page=N`: which scanners are on (`security_and_analysis`)
 * - `GET /orgs/{org}/code-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 * - `GET /orgs/{org}/secret-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 * - `GET /repos/{owner}/{repo}/code-scanning/alerts?…` and `GET /repos/{owner}/{repo}/secret-scanning/alerts?…` alike,
 *   where the owner is a person, where few of a large organisation are asked about, and in a small one where its lists
 *   prove nothing
 * - `GET /repos/{owner}/{repo}`, where few of a large organisation are asked about
 * - with an App: `GET /orgs/{org}/installation`, `GET /users/{owner}/installation`,
 *   `POST /app/installations/{installation_id}/access_tokens`
 *
 * https://docs.github.com/rest
 */
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Memory } from '../running/surroundings.ts';
import type { GithubClient, RestAnswer } from './client.ts';
import { VENDOR } from './gate.ts';
import { misfit } from './pages.ts';

export interface ListQuestion<Entry> {
  readonly owner: string;
  /** `/orgs/acme/repos`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What is kept of an entry. It is remembered as JSON. */
  readonly entry: z.ZodType<Entry>;
}

/** 403 and 404 are answers, whose words tell what they mean. */
export type Listed<Entry> =
  | { readonly entries: readonly Entry[] }
  | { readonly refused: 403 | 404; readonly message: string };

/** Entries of a page. */
const PAGE = 100;
const MOST_PAGES = 1_000;
/** Remembered pages that are looked up together. */
const LOOKED_UP = 50;

/** A page as it is remembered. */
interface Kept<Entry> {
  readonly etag: string;
  readonly entries: readonly Entry[];
  readonly hasNext: boolean;
}

/** All pages of a list. One that fails, fails the whole. */
export async function listAll<Entry>(
  client: GithubClient,
  memory: Memory,
  question: ListQuestion<Entry>,
  signal: AbortSignal,
): Promise<Listed<Entry>> {
  const entries: Entry[] = [];
  const learned = new Map<string, string>();
  let known: ReadonlyMap<string, string> = new Map();
  for (let page = 1; page <= MOST_PAGES; page++) {
    if (page % LOOKED_UP === 1) known = await lookUp(memory, question, page);
    const kept = parseKept<Entry>(known.get(keyOf(question, page)));
    const answer = await client.rest(question.owner, toRest(question, page, kept?.etag), signal);
    if ('message' in answer) return { refused: answer.status, message: answer.message };
    const now = 'data' in answer ? read(question, answer) : kept;
    if (now === undefined)
      throw new ExternalServiceError(VENDOR, `${VENDOR} answers 304 to a question without an ETag`);
    if (now !== kept && now.etag !== '') learned.set(keyOf(question, page), JSON.stringify(now));
    entries.push(...now.entries);
    // An ETag is of the page alone: whether another follows a full one may have changed.
    if (!now.hasNext && (answer.status === 200 || now.entries.length < PAGE)) {
      await memory.write(learned);
      return { entries };
    }
  }
  throw new ExternalServiceError(VENDOR, `${VENDOR} has more at ${question.path} than we read`);
}

function lookUp<Entry>(memory: Memory, question: ListQuestion<Entry>, from: number) {
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
