import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { ENTRIES, type Page, pageAnswer } from './answers.ts';
import type { GithubClient, GraphqlError } from './client.ts';
import { VENDOR } from './gate.ts';
import { type Paged, pagesQuery } from './queries.ts';

type Entry<Of extends Paged> = z.infer<(typeof ENTRIES)[Of]>;

/** Pages of one connection that are read at most: nobody looks at 5,000 open pull requests. */
const MOST_PAGES = 50;
/** Pages in one question. */
const AT_ONCE = 20;

interface Turn {
  readonly owner: string;
  readonly connection: Paged;
  readonly id: string;
  readonly after: string;
  readonly told: PromiseWithResolvers<unknown>;
}

/** Asks for pages, those that are wanted at the same time together. */
export type Pager = (wanted: Omit<Turn, 'told'>) => Promise<unknown>;

export function createPager(client: GithubClient, signal: AbortSignal): Pager {
  let waiting: Turn[] = [];

  async function askForAll(): Promise<void> {
    await setImmediate();
    const turns = waiting;
    waiting = [];
    for (const group of Map.groupBy(turns, ({ owner }) => client.groupOf(owner)).values()) {
      for (let at = 0; at < group.length; at += AT_ONCE)
        await askTogether(client, group.slice(at, at + AT_ONCE), signal);
    }
  }

  return (wanted) => {
    const told = Promise.withResolvers<unknown>();
    if (waiting.length === 0) void askForAll();
    waiting.push({ ...wanted, told });
    return told.promise;
  };
}

/** Settles all of them, and never rejects itself. */
async function askTogether(client: GithubClient, turns: readonly Turn[], signal: AbortSignal): Promise<void> {
  const variables = Object.fromEntries(
    turns.flatMap(({ id, after }, place) => [
      [`id${place}`, id],
      [`after${place}`, after],
    ]),
  );
  const query = pagesQuery(turns.map(({ connection }) => connection));
  try {
    const { data, errors } = await client.graphql(turns[0]?.owner ?? '', { query, variables }, signal);
    const values = z.record(z.string(), z.unknown()).catch({}).parse(data);
    turns.forEach(({ connection, told }, place) => {
      const own = errors.filter(({ path }) => path === undefined || path[0] === `p${place}`);
      if (own.length > 0) told.reject(failedPage(connection, own));
      else told.resolve(values[`p${place}`]);
    });
  } catch (error) {
    for (const { told } of turns) told.reject(error);
  }
}

export interface PagesOf<Of extends Paged> {
  readonly connection: Of;
  readonly owner: string;
  /** Node id of what has the connection. */
  readonly id: string;
  readonly first: Page<Entry<Of>>;
  /** Whether what was read suffices; absent = all is read. */
  readonly isEnough?: (entries: readonly Entry<Of>[]) => boolean;
}

/**
 * A connection of which the first page is known, as one page: whole, unless there was enough. A page that fails, fails
 * the whole: half a list is none.
 */
export async function allPages<Of extends Paged>(
  pager: Pager,
  { connection, owner, id, first, isEnough = () => false }: PagesOf<Of>,
): Promise<{ nodes: Entry<Of>[]; pageInfo: Page<Entry<Of>>['pageInfo'] }> {
  const entries = [...first.nodes];
  let { pageInfo } = first;
  for (let read = 1; pageInfo.hasNextPage && !isEnough(entries); read++) {
    const after = pageInfo.endCursor;
    if (!after || read >= MOST_PAGES) throw unread(connection);
    const parsed = pageAnswer<Entry<Of>>(entryOf(connection)).safeParse(
      await pager({ owner, connection, id, after }),
    );
    if (!parsed.success) throw misfit(parsed.error);
    const { page } = parsed.data;
    if (page.nodes.length === 0 && page.pageInfo.hasNextPage) throw unread(connection);
    entries.push(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return { nodes: entries, pageInfo };
}

function entryOf<Of extends Paged>(connection: Of): z.ZodType<Entry<Of>> {
  return ENTRIES[connection] as unknown as z.ZodType<Entry<Of>>; // One of a union, by its own key.
}

function unread(connection: string): ExternalServiceError {
  return new ExternalServiceError(VENDOR, `${VENDOR} has more ${connection} than it tells`);
}

function failedPage(connection: string, errors: readonly GraphqlError[]): ExternalServiceError {
  return new ExternalServiceError(
    VENDOR,
    `${VENDOR} failed in the middle of ${connection}: ${saidIn(errors)}`,
  );
}

export function saidIn(errors: readonly GraphqlError[]): string {
  return (errors[0]?.message ?? 'no reason given').slice(0, 200);
}

/** What GitHub answers does not look as its schema says. */
export function misfit(error: z.ZodError): ExternalServiceError {
  const [issue] = error.issues;
  const place = (issue?.path ?? []).join('.');
  return new ExternalServiceError(
    VENDOR,
    `${VENDOR} answers what we cannot read: ${place}: ${issue?.message}`,
    {
      cause: error,
    },
  );
}
