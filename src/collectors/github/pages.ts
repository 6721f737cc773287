import type { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { ENTRIES, type Page, pageAnswer } from './answers.ts';
import type { GithubClient, GraphqlError } from './client.ts';
import { VENDOR } from './gate.ts';
import { PAGE_QUERIES } from './queries.ts';

export type Connection = keyof typeof ENTRIES;
type Entry<Of extends Connection> = z.infer<(typeof ENTRIES)[Of]>;

/** Pages of one connection that are read at most: nobody looks at 5,000 open pull requests. */
const MOST_PAGES = 50;

export interface PagesOf<Of extends Connection> {
  readonly connection: Of;
  readonly owner: string;
  /** Node id of what has the connection. */
  readonly id: string;
  readonly first: Page<Entry<Of>>;
  /** Whether what was read suffices; absent = all is read. */
  readonly isEnough?: (entries: readonly Entry<Of>[]) => boolean;
}

/** A connection of which the first page is known, as one page: whole, unless there was enough. A page that fails, fails the whole: half a list is none. */
export async function allPages<Of extends Connection>(
  client: GithubClient,
  { connection, owner, id, first, isEnough = () => false }: PagesOf<Of>,
  signal: AbortSignal,
): Promise<{ nodes: Entry<Of>[]; pageInfo: Page<Entry<Of>>['pageInfo'] }> {
  const entries = [...first.nodes];
  let { pageInfo } = first;
  for (let read = 1; pageInfo.hasNextPage && !isEnough(entries); read++) {
    const after = pageInfo.endCursor;
    if (!after || read >= MOST_PAGES) throw unread(connection);
    const question = { query: PAGE_QUERIES[connection], variables: { id, after } };
    const { data, errors } = await client.graphql(owner, question, signal);
    if (errors.length > 0) throw failedPage(connection, errors);
    const parsed = pageAnswer<Entry<Of>>(entryOf(connection)).safeParse(data);
    if (!parsed.success) throw misfit(parsed.error);
    const { page } = parsed.data.node;
    if (page.nodes.length === 0 && page.pageInfo.hasNextPage) throw unread(connection);
    entries.push(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return { nodes: entries, pageInfo };
}

function entryOf<Of extends Connection>(connection: Of): z.ZodType<Entry<Of>> {
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
