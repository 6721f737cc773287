/** All that is asked of GitHub for some services, together. */
import { ExternalServiceError } from '../../domain/errors.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Memory } from '../running/surroundings.ts';
import type { FolderAnswer } from './answers.ts';
import { filesOf, type Review, reviewsOf } from './changes.ts';
import type { GithubClient } from './client.ts';
import { type FolderName, folderKey, readFolders } from './folders.ts';
import { folderOf } from './linking.ts';
import {
  isRead,
  keyOf,
  type Reading,
  type RepositoryName,
  type RepositoryRead,
  readRepositories,
} from './read-repositories.ts';
import type { Scanning, Scans } from './scans.ts';

export interface GithubAccess {
  readonly client: GithubClient;
  readonly memory: Memory;
  readonly scanning: Scanning;
}

/** A service's repository, or with paths its part of it. */
export interface Wanted {
  readonly repository: RepositoryName;
  readonly paths: readonly string[];
}

export interface BatchRead {
  /** All by the repository's key. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** Whether something of this owner was ever shown to us. */
  readonly isSeen: (owner: string) => boolean;
  readonly reviews: ReadonlyMap<string, ReadonlyMap<string, Review> | ExternalServiceError>;
  readonly files: ReadonlyMap<string, ReadonlyMap<string, readonly string[]> | ExternalServiceError>;
  readonly scans: ReadonlyMap<string, Scans | ExternalServiceError>;
  /** By {@link folderKey}. */
  readonly folders: ReadonlyMap<string, FolderAnswer | ExternalServiceError>;
}

export async function readBatch(
  { client, memory, scanning }: GithubAccess,
  wanted: readonly Wanted[],
  occasion: { readonly now: Instant; readonly signal: AbortSignal },
): Promise<BatchRead> {
  const { signal } = occasion;
  const names = [...new Map(wanted.map(({ repository }) => [keyOf(repository), repository])).values()];
  const readings = await readAll(client, names, occasion);
  const read = names.flatMap((name) => {
    const reading = readings.get(keyOf(name));
    return reading !== undefined && isRead(reading) ? [{ name, read: reading }] : [];
  });
  const asking = { client, memory, signal };
  const ofParts = new Set(
    wanted.flatMap(({ repository, paths }) => (paths.length > 0 ? [keyOf(repository)] : [])),
  );
  const changes = read.map(({ name, read: { answer } }) => ({
    key: keyOf(name),
    owner: name.owner,
    changes: answer.pullRequests?.nodes ?? [],
  }));
  const ready = changes.map((one) => ({ ...one, changes: one.changes.filter(({ isDraft }) => !isDraft) }));
  const [isSeen, reviews, files, folders] = await Promise.all([
    ownersSeen(
      memory,
      names,
      read.map(({ name }) => name.owner),
      occasion.now,
    ),
    reviewsOf(
      asking,
      ready.filter((one) => one.changes.length > 0),
    ),
    filesOf(
      asking,
      changes.filter((one) => ofParts.has(one.key) && one.changes.length > 0),
    ),
    readFolders(client, foldersOf(wanted, readings), occasion),
  ]);
  // Afterwards: whose turn it is, is asked at a slow pace, and a refusal there must not meet the questions above.
  const scans = await scanning.of(read, occasion);
  return { readings, isSeen, reviews, files, scans, folders };
}

async function readAll(
  client: GithubClient,
  names: readonly RepositoryName[],
  occasion: { readonly now: Instant; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, Reading>> {
  const groups = [...Map.groupBy(names, ({ owner }) => client.groupOf(owner)).values()];
  const readings = await Promise.all(
    groups.map(async (group) => {
      try {
        return [...(await readRepositories(client, group, occasion))];
      } catch (error) {
        if (!(error instanceof ExternalServiceError)) throw error;
        return group.map((name) => [keyOf(name), error] as const);
      }
    }),
  );
  return new Map(readings.flat());
}

function foldersOf(wanted: readonly Wanted[], readings: ReadonlyMap<string, Reading>): readonly FolderName[] {
  return wanted.flatMap(({ repository, paths }) => {
    const reading = readings.get(keyOf(repository));
    if (reading === undefined || !isRead(reading)) return [];
    return paths.flatMap((written) => {
      const path = folderOf(written);
      return path === undefined ? [] : [{ owner: repository.owner, repository: reading.answer.id, path }];
    });
  });
}

/** The folders of a part, as they were read; undefined where a path is more than a folder. */
export function partFolders(
  { folders }: BatchRead,
  { answer }: RepositoryRead,
  paths: readonly string[],
): readonly { readonly path: string; readonly answer: FolderAnswer | ExternalServiceError }[] | undefined {
  const known = paths.map((written) => {
    const path = folderOf(written);
    const read = path === undefined ? undefined : folders.get(folderKey({ repository: answer.id, path }));
    return path === undefined || read === undefined ? undefined : { path, answer: read };
  });
  const all = known.filter((one) => one !== undefined);
  return all.length === known.length ? all : undefined;
}

/** Remembers for a while which owners show themselves to us. */
async function ownersSeen(
  memory: Memory,
  asked: readonly RepositoryName[],
  shown: readonly string[],
  now: Instant,
): Promise<(owner: string) => boolean> {
  const key = (owner: string) => `seen ${owner}`;
  const owners = [...new Set(asked.map(({ owner }) => owner))];
  const remembered = await memory.read(owners.map(key));
  const isYoung = (owner: string) => now - Number(remembered.get(key(owner)) ?? 0) < DAY;
  const news = [...new Set(shown)].filter((owner) => !isYoung(owner));
  if (news.length > 0) await memory.write(new Map(news.map((owner) => [key(owner), String(now)])));
  return (owner) => shown.includes(owner) || remembered.has(key(owner));
}
