/** Parts of repositories: what lies in their folders, and their own history. */
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { type FolderAnswer, folderOfRepository } from './answers.ts';
import type { GithubClient } from './client.ts';
import { VENDOR } from './gate.ts';
import { misfit, saidIn } from './pages.ts';
import { foldersQuery } from './queries.ts';

export interface FolderName {
  readonly owner: string;
  /** Node id of the repository. */
  readonly repository: string;
  /** Without slashes around it. */
  readonly path: string;
}

export function folderKey({ repository, path }: Omit<FolderName, 'owner'>): string {
  return `${repository}:${path}`;
}

/** Folders in one question. Each history of a path costs GitHub a walk over commits. */
const AT_ONCE = 20;

/** By {@link folderKey}. */
export async function readFolders(
  client: GithubClient,
  names: readonly FolderName[],
  occasion: { readonly now: Instant; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, FolderAnswer | ExternalServiceError>> {
  const distinct = [...new Map(names.map((name) => [folderKey(name), name])).values()];
  const groups = [...Map.groupBy(distinct, ({ owner }) => client.groupOf(owner)).values()];
  const read = new Map<string, FolderAnswer | ExternalServiceError>();
  for (const group of groups) {
    for (let at = 0; at < group.length; at += AT_ONCE) {
      const some = group.slice(at, at + AT_ONCE);
      const told = await ask(client, some, occasion).catch((error: unknown) => {
        if (!(error instanceof ExternalServiceError)) throw error;
        return some.map(() => error);
      });
      some.forEach((name, place) => {
        const answer = told[place];
        if (answer !== undefined) read.set(folderKey(name), answer);
      });
    }
  }
  return read;
}

async function ask(
  client: GithubClient,
  names: readonly FolderName[],
  { now, signal }: { readonly now: Instant; readonly signal: AbortSignal },
): Promise<readonly (FolderAnswer | ExternalServiceError)[]> {
  const variables = {
    since: new Date(now - 30 * DAY).toISOString(),
    ...Object.fromEntries(
      names.flatMap(({ repository, path }, at) => [
        [`id${at}`, repository],
        [`path${at}`, path],
        [`tree${at}`, `HEAD:${path}`],
      ]),
    ),
  };
  const question = { query: foldersQuery(names.length), variables };
  const { data, errors } = await client.graphql(names[0]?.owner ?? '', question, signal);
  const values = z.record(z.string(), z.unknown()).catch({}).parse(data);
  return names.map(({ path }, at) => {
    const own = errors.filter((error) => error.path === undefined || error.path[0] === `p${at}`);
    if (own.length > 0)
      return new ExternalServiceError(VENDOR, `${VENDOR} failed to tell of ${path}: ${saidIn(own)}`);
    const parsed = folderOfRepository.safeParse(values[`p${at}`]);
    return parsed.success ? parsed.data : misfit(parsed.error);
  });
}
