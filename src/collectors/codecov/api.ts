/**
 * What is read of Codecov's API v2, in its own words. https://docs.codecov.com/reference; its source is
 * https://github.com/codecov/umbrella (apps/codecov-api/api/public/v2).
 */
import { z } from 'zod';
import type { Caller } from '../calling/caller.ts';

/** A repository as Codecov asks for it. */
export interface Project {
  /** `github`, `gitlab`, … */
  readonly service: string;
  readonly owner: string;
  readonly name: string;
}

const totals = z.object({ lines: z.int(), hits: z.int(), coverage: z.number().nullish() });

const repository = z.object({
  /** The default one. */
  branch: z.string().nullish(),
  /** Whether a report was ever uploaded. */
  active: z.boolean().nullish(),
});

const commit = z.object({
  commitid: z.string(),
  /** When it was made, in UTC. */
  timestamp: z.iso.datetime({ offset: true, local: true }),
  state: z.string().nullish(),
  /** Null while its report is on its way, or when none ever came. */
  totals: totals.nullish(),
});
export type Commit = z.infer<typeof commit>;

const report = z.object({ totals, files: z.array(z.object({ name: z.string(), totals })) });
export type Report = z.infer<typeof report>;

/** Undefined = Codecov does not know it, or does not show it: private ones that the token may not see are 404 too. */
export async function findRepository(caller: Caller, project: Project, signal: AbortSignal) {
  return (await caller.find({ path: pathOf(project), schema: repository, signal }))?.value;
}

/** How many repositories of an owner the token may see; undefined = Codecov does not know the owner. */
export async function countRepositories(
  caller: Caller,
  { service, owner }: Omit<Project, 'name'>,
  signal: AbortSignal,
): Promise<number | undefined> {
  const found = await caller.find({
    path: `/api/v2/${segment(service)}/${segment(owner)}/repos/`,
    query: { page_size: 1 },
    schema: z.object({ count: z.int() }),
    signal,
  });
  return found?.value.count;
}

/** One page of the commits that Codecov knows of a branch, newest first. Pages count from 1. */
export async function listCommits(
  caller: Caller,
  project: Project,
  { branch, page, signal }: { readonly branch: string; readonly page: number; readonly signal: AbortSignal },
): Promise<{ readonly commits: readonly Commit[]; readonly more: boolean }> {
  const { value } = await caller.ask({
    path: `${pathOf(project)}commits/`,
    query: { branch, page, page_size: 25 },
    schema: z.object({ results: z.array(commit), next: z.string().nullish() }),
    signal,
  });
  return { commits: value.results, more: value.next != null };
}

/** Undefined = the report has nothing of this part. */
export async function findReport(
  caller: Caller,
  project: Project,
  of: { readonly sha: string; readonly path?: string; readonly flag?: string },
  signal: AbortSignal,
): Promise<Report | undefined> {
  const { sha, path, flag } = of;
  const query = { sha, path, flag };
  return (await caller.find({ path: `${pathOf(project)}totals/`, query, schema: report, signal }))?.value;
}

function pathOf({ service, owner, name }: Project): string {
  return `/api/v2/${segment(service)}/${segment(owner)}/repos/${segment(name)}/`;
}

function segment(text: string): string {
  return encodeURIComponent(text);
}
