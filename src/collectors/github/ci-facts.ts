import { MINUTE } from '../../domain/instant.ts';
import type { ci } from '../../facts/ci.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { Answer } from '../collector.ts';
import type { Landmarks } from '../git/landmarks.ts';
import type { RepositoryAnswer, Run } from './answers.ts';
import type { RepositoryRead } from './read-repositories.ts';
import { forbidden, notes, type Told, together } from './told.ts';

type CiFacts = FactsOf<typeof ci>;
type Workflow = NonNullable<Run['workflowRun']>;

/** A run of a workflow of GitHub Actions on the default branch. */
interface BranchRun extends Omit<Run, 'workflowRun'> {
  readonly workflowRun: Workflow;
  readonly commit: string;
}

const OF_RUNS = ['passing', 'last_run'];

/** @param landmarks undefined when the files are not shown */
export function ciFacts(read: RepositoryRead, landmarks: Landmarks | undefined, isPart: boolean): Answer {
  const files = landmarks === undefined ? notes(['providers'], forbidden('Contents')) : [];
  const providers = landmarks === undefined ? {} : { providers: [...landmarks.ciProviders] };
  return together([
    { value: { part_of_monorepo: isPart, ...providers }, unreadable: files },
    runFacts(read, landmarks),
  ]);
}

function runFacts(read: RepositoryRead, landmarks: Landmarks | undefined): Told {
  const tip = read.answer.defaultBranchRef?.target;
  if (!tip)
    return { value: {}, absent: notes(['pipelines', ...OF_RUNS], 'the repository has no commits yet') };
  if (tip.newest.nodes.some(({ checkSuites }) => !checkSuites))
    return { value: {}, unreadable: notes(['pipelines', ...OF_RUNS], forbidden('Checks')) };
  const runs = branchRuns(read.answer);
  const pipelines = pipelineFacts(read.answer, runs);
  const newest = newestOf(runs);
  if (newest === undefined) return withoutRuns(pipelines, landmarks);
  const passing = isPassing(runs);
  const value: CiFacts = {
    ...pipelines.value,
    last_run: lastRun(newest),
    ...(passing === undefined ? {} : { passing }),
  };
  const unfinished = 'no run of the last commits has finished';
  return { value, unreadable: passing === undefined ? notes(['passing'], unfinished) : [] };
}

/** Suites of other apps are left out, and runs for the pull requests that the commits came from. */
function branchRuns({ defaultBranchRef: branch }: RepositoryAnswer): readonly BranchRun[] {
  return (branch?.target?.newest.nodes ?? []).flatMap(({ oid, checkSuites }) =>
    (checkSuites?.nodes ?? []).flatMap((run) => {
      const { workflowRun } = run;
      if (!workflowRun || workflowRun.event.startsWith('pull_request')) return [];
      return run.branch && run.branch.name !== branch?.name ? [] : [{ ...run, workflowRun, commit: oid }];
    }),
  );
}

/** Workflows that ran lately by their names, the others by their files: a file's text is not asked for. */
function pipelineFacts(
  { workflows }: RepositoryAnswer,
  runs: readonly BranchRun[],
): { readonly value: CiFacts } {
  const names = new Map(runs.map(({ workflowRun: { workflow } }) => [fileOf(workflow.url), workflow.name]));
  const files = (workflows?.entries ?? [])
    .map(({ name }) => name)
    .filter((name) => /\.ya?ml$/.test(name) && !names.has(name));
  return { value: { pipelines: [...new Set([...names.values(), ...files])].toSorted() } };
}

/** `https://github.com/acme/shop/actions/workflows/ci.yml` → `ci.yml`. */
function fileOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

/** Where workflows lie in the repository, their runs are older than what is asked for; where none do, there are none. */
function withoutRuns({ value }: { readonly value: CiFacts }, landmarks: Landmarks | undefined): Told {
  if ((value.pipelines ?? []).length > 0)
    return { value, unreadable: notes(OF_RUNS, 'no workflow ran for the last 5 commits') };
  const fields = ['pipelines', ...OF_RUNS];
  if (landmarks === undefined) return { value: {}, unreadable: notes(fields, forbidden('Contents')) };
  const others = landmarks.ciProviders.join(', ');
  if (others !== '')
    return { value: {}, unreadable: notes(fields, `GitHub does not run it: ${others} does`) };
  return {
    value: {},
    absent: notes(fields, 'nothing runs for the default branch: add a workflow to .github/workflows'),
  };
}

function newestOf(runs: readonly BranchRun[]): BranchRun | undefined {
  return runs.toSorted((a, b) => startOf(b) - startOf(a))[0];
}

function startOf({ workflowRun }: BranchRun): number {
  return Date.parse(workflowRun.createdAt);
}

/** Whether, of the newest commit for which something finished, the last run of each workflow passed. */
function isPassing(runs: readonly BranchRun[]): boolean | undefined {
  const finished = runs.filter((run) => STATUSES.get(run.conclusion ?? '') !== undefined && isFinished(run));
  const counted = finished.filter((run) => statusOf(run) !== 'cancelled');
  // Commits come newest first.
  const commit = counted[0]?.commit;
  if (commit === undefined) return undefined;
  const last = new Map(
    counted
      .filter((run) => run.commit === commit)
      .toSorted((a, b) => startOf(a) - startOf(b))
      .map((run) => [run.workflowRun.workflow.url, run]),
  );
  return [...last.values()].every((run) => statusOf(run) === 'passed');
}

function lastRun(run: BranchRun): CiFacts['last_run'] {
  const about = {
    status: statusOf(run),
    started_at: run.workflowRun.createdAt,
    commit: run.commit,
    url: run.workflowRun.url,
  };
  if (!isFinished(run)) return about;
  const took = Date.parse(run.updatedAt) - startOf(run);
  return {
    ...about,
    finished_at: run.updatedAt,
    minutes: Math.max(0, Math.round((took / MINUTE) * 10) / 10),
  };
}

function isFinished({ status }: Run): boolean {
  return status === 'COMPLETED';
}

function statusOf(run: Run): 'passed' | 'failed' | 'cancelled' | 'running' {
  if (!isFinished(run)) return 'running';
  return STATUSES.get(run.conclusion ?? '') ?? 'cancelled';
}

/** What was skipped or is stale has no end of its own. */
const STATUSES: ReadonlyMap<string, 'passed' | 'failed' | 'cancelled'> = new Map([
  ['SUCCESS', 'passed'],
  ['NEUTRAL', 'passed'],
  ['FAILURE', 'failed'],
  ['TIMED_OUT', 'failed'],
  ['STARTUP_FAILURE', 'failed'],
  ['ACTION_REQUIRED', 'failed'],
  ['CANCELLED', 'cancelled'],
]);
