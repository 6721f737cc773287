import type { Caller } from '../calling/caller.ts';
import { filesWithin } from '../git/part.ts';
import { type Commit, findReport, listCommits, type Project } from './api.ts';

/** What of a repository is measured: a flag's lines, the lines of some paths, or (without both) all of them. */
export interface Part {
  readonly flag: string | undefined;
  readonly paths: readonly string[];
}

/** The newest reports of a branch. */
export interface Measured {
  readonly newest: Commit;
  /** The one before. */
  readonly previous: Commit | undefined;
  /** The newest commit that Codecov knows, with or without a report. */
  readonly head: Commit;
}

export interface CommitQuestion {
  readonly caller: Caller;
  readonly project: Project;
  readonly signal: AbortSignal;
}

/** Commits without a report come and go; where there are more of these in a row, nobody measures. */
const MOST_PAGES = 4;

/** Undefined = none of the newest hundred commits has a report. */
export async function newestReports(
  { caller, project, signal }: CommitQuestion,
  branch: string,
): Promise<Measured | undefined> {
  const reported: Commit[] = [];
  let head: Commit | undefined;
  for (let page = 1; page <= MOST_PAGES && reported.length < 2; page++) {
    const { commits, more } = await listCommits(caller, project, { branch, page, signal });
    head ??= commits[0];
    reported.push(...commits.filter(hasReport));
    if (!more) break;
  }
  const [newest, previous] = reported;
  return newest === undefined || head === undefined ? undefined : { newest, previous, head };
}

function hasReport({ state, totals }: Commit): boolean {
  return state === 'complete' && totals?.coverage != null;
}

/** Percent of the part's lines that tests run; undefined = the report has no line of it. */
export async function percentOf(
  question: CommitQuestion,
  commit: Commit,
  { flag, paths }: Part,
): Promise<number | undefined> {
  if (flag === undefined && paths.length === 0) return commit.totals?.coverage ?? undefined;
  const { caller, project, signal } = question;
  const ask = (path?: string) =>
    findReport(
      caller,
      project,
      {
        sha: commit.commitid,
        ...(path === undefined || path === '' ? {} : { path }),
        ...(flag === undefined ? {} : { flag }),
      },
      signal,
    );
  if (flag !== undefined) return shareOf([(await ask())?.totals]);
  const reports = await Promise.all([...new Set(paths.map(beginning))].map(ask));
  const files = new Map(reports.flatMap((one) => one?.files ?? []).map((file) => [file.name, file.totals]));
  return shareOf(filesWithin([...files.keys()], paths).map((name) => files.get(name)));
}

/** Codecov takes the beginning of paths, not globs: `services/payments/**` → `services/payments/`. */
function beginning(glob: string): string {
  const wild = glob.search(/[*?]/);
  return wild < 0 ? glob : glob.slice(0, glob.lastIndexOf('/', wild) + 1);
}

/** As Codecov counts: a line that is run in part is not run. */
function shareOf(totals: readonly (Counted | undefined)[]): number | undefined {
  const sum = (key: keyof Counted) => totals.reduce((all, one) => all + (one?.[key] ?? 0), 0);
  const lines = sum('lines');
  return lines === 0 ? undefined : Math.round((10_000 * sum('hits')) / lines) / 100;
}

type Counted = Pick<NonNullable<Commit['totals']>, 'lines' | 'hits'>;
