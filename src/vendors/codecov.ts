import { type Context, Hono } from 'hono';
import type { StandIn } from './vendor.ts';

/** What Codecov holds, in its own words. What is left out has a usual value. */
export interface CodecovContents {
  /** Default: `codecov-token`. */
  readonly token?: string;
  /** Owners by service and name (`github/acme`), with the repositories that the token may see. */
  readonly owners: Readonly<Record<string, readonly CodecovRepository[]>>;
}

export interface CodecovRepository {
  readonly name: string;
  /** Default: `main`. */
  readonly branch?: string;
  /** Default: whether it has commits. */
  readonly active?: boolean;
  /** Its user has no seat: everything of it answers 403. */
  readonly unactivated?: boolean;
  /** Of the default branch, newest first. */
  readonly commits?: readonly CodecovCommit[];
}

export interface CodecovCommit {
  readonly commitid: string;
  readonly timestamp: string;
  /** Default: `complete` with files, else `pending`. */
  readonly state?: 'complete' | 'pending' | 'error' | 'skipped';
  /** Lines and those of them that are run. */
  readonly files?: readonly {
    readonly name: string;
    readonly lines: number;
    readonly hits: number;
    readonly flags?: readonly string[];
  }[];
}

/**
 * Codecov's API v2, as far as it is read: repositories, commits and totals, with its page numbers.
 * After https://github.com/codecov/umbrella (apps/codecov-api/api/public/v2 and its tests).
 */
export const codecov: StandIn<CodecovContents> = {
  name: 'codecov',
  api: (contents) => {
    const app = new Hono().basePath('/api/v2');
    app.use(async (context, next) => {
      if (context.req.header('authorization') !== `Bearer ${contents.token ?? 'codecov-token'}`)
        return context.json({ detail: 'Invalid token.' }, 401);
      await next();
      return undefined;
    });
    const ownerOf = (context: Context) =>
      contents.owners[`${context.req.param('service')}/${context.req.param('owner')}`.toLowerCase()];
    const repositoryOf = (context: Context) =>
      ownerOf(context)?.find(({ name }) => name === context.req.param('name')?.toLowerCase());

    app.get('/:service/:owner/repos/', (context) => {
      const repositories = ownerOf(context);
      return repositories === undefined
        ? notFound(context)
        : pageOf(context, repositories.map(repositoryShown));
    });
    app.use('/:service/:owner/repos/:name/*', async (context, next) => {
      const repository = repositoryOf(context);
      if (repository === undefined) return notFound(context);
      if (repository.unactivated === true) return context.json({ detail: 'User not activated' }, 403);
      await next();
      return undefined;
    });
    app.get('/:service/:owner/repos/:name/', (context) => {
      const repository = repositoryOf(context);
      return repository === undefined ? notFound(context) : context.json(repositoryShown(repository));
    });
    app.get('/:service/:owner/repos/:name/commits/', (context) => {
      const { branch = 'main', commits = [] } = repositoryOf(context) ?? {};
      const wanted = context.req.query('branch') ?? branch;
      return pageOf(context, wanted === branch ? commits.map((commit) => commitShown(commit, branch)) : []);
    });
    app.get('/:service/:owner/repos/:name/totals/', (context) =>
      totals(context, repositoryOf(context)?.commits ?? []),
    );
    app.notFound(notFound);
    return app;
  },
};

function notFound(context: Context) {
  return context.json({ detail: 'Not found.' }, 404);
}

function repositoryShown({
  name,
  branch = 'main',
  commits = [],
  active = commits.length > 0,
}: CodecovRepository) {
  return { name, private: true, language: null, branch, active, activated: active, updatestamp: null };
}

function commitShown({ commitid, timestamp, state, files }: CodecovCommit, branch: string) {
  return {
    ...{ commitid, timestamp, branch, message: 'A change', ci_passed: true, parent: null },
    state: state ?? (files === undefined ? 'pending' : 'complete'),
    totals: files === undefined ? null : totalsOf(files),
  };
}

function totals(context: Context, commits: readonly CodecovCommit[]) {
  const { sha, path, flag } = context.req.query();
  const commit = sha === undefined ? commits[0] : commits.find(({ commitid }) => commitid === sha);
  if (commit === undefined)
    return context.json(
      { detail: `The commit ${sha} is not in our records. Please specify valid commit.` },
      404,
    );
  if (commit.files === undefined)
    return context.json({ detail: `No coverage report found for commit ${commit.commitid}` }, 404);
  const files = commit.files.filter(
    ({ name, flags = [] }) =>
      (path === undefined || name.startsWith(path)) && (flag === undefined || flags.includes(flag)),
  );
  if (path !== undefined && flag === undefined && files.length === 0)
    return context.json({ detail: `No files or directories found matching path: ${path}` }, 404);
  return context.json({
    totals: totalsOf(files),
    files: files.map((file) => ({ name: file.name, totals: totalsOf([file]) })),
    commit_file_url: `https://app.codecov.io/commit/${commit.commitid}/tree/${path ?? ''}`,
  });
}

function totalsOf(files: readonly { readonly lines: number; readonly hits: number }[]) {
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  const hits = files.reduce((sum, file) => sum + file.hits, 0);
  const coverage = lines === 0 ? null : Math.round((10_000 * hits) / lines) / 100;
  return {
    ...{ files: files.length, lines, hits, misses: lines - hits, partials: 0, coverage },
    ...{ branches: 0, methods: 0, sessions: 1, diff: 0 },
  };
}

/** `page` and `page_size` in; `next` is an address, or null. */
function pageOf(context: Context, all: readonly unknown[]) {
  const page = Number(context.req.query('page') ?? 1);
  const size = Math.min(Number(context.req.query('page_size') ?? 10), 100);
  const pages = Math.max(1, Math.ceil(all.length / size));
  if (page > pages) return context.json({ detail: 'Invalid page.' }, 404);
  const next = new URL(context.req.url);
  next.searchParams.set('page', String(page + 1));
  return context.json({
    count: all.length,
    next: page < pages ? next.href : null,
    previous: null,
    results: all.slice((page - 1) * size, page * size),
    total_pages: pages,
  });
}
