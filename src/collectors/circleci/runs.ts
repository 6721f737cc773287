import { MINUTE } from '../../domain/instant.ts';
import type { ci as ciNamespace } from '../../facts/ci.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { Pipeline, Workflow } from './api.ts';

type LastRun = NonNullable<FactsOf<typeof ciNamespace>['last_run']>;

/** A pipeline with what came of its workflows. */
export interface Run {
  readonly status: NonNullable<LastRun['status']>;
  /** Undefined while it is open, and for one that was cancelled. */
  readonly passed: boolean | undefined;
  readonly pipeline: Pipeline;
  /** The newest of each name: those that were run again count no longer. */
  readonly workflows: readonly Workflow[];
}

/** Undefined = nothing of it was to run (filtered out, or `[skip ci]`). */
export function runOf(pipeline: Pipeline, all: readonly Workflow[]): Run | undefined {
  const byName = Map.groupBy(
    all.filter(({ status }) => status !== 'not_run'),
    ({ name }) => name,
  );
  const workflows = [...byName.values()].flatMap(
    (same) => same.toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))[0] ?? [],
  );
  if (pipeline.state === 'errored') return { status: 'failed', passed: false, pipeline, workflows };
  if (workflows.length > 0) return { ...outcomeOf(workflows), pipeline, workflows };
  const isToCome = ['pending', 'setup-pending', 'setup'].includes(pipeline.state);
  return isToCome ? { status: 'running', passed: undefined, pipeline, workflows } : undefined;
}

/** What a workflow's status decides; `success` decides nothing. */
const FAILED = ['failed', 'failing', 'error', 'unauthorized'];
const CANCELLED = 'canceled';
/** Waits for somebody's approval: all that could run has passed. */
const ON_HOLD = 'on_hold';
const SUCCESS = 'success';

function outcomeOf(workflows: readonly Workflow[]): Pick<Run, 'status' | 'passed'> {
  const has = (...wanted: readonly string[]) => workflows.some(({ status }) => wanted.includes(status));
  if (has(...FAILED)) return { status: 'failed', passed: false };
  const isOpen = workflows.some(({ status }) => ![SUCCESS, CANCELLED, ON_HOLD].includes(status));
  if (isOpen) return { status: 'running', passed: undefined };
  if (has(CANCELLED)) return { status: 'cancelled', passed: undefined };
  return has(ON_HOLD) ? { status: 'running', passed: true } : { status: 'passed', passed: true };
}

/** @param url of the pipeline's page */
export function lastRunFacts({ status, pipeline, workflows }: Run, url: string): LastRun {
  const starts = workflows.map(({ created_at }) => Date.parse(created_at));
  const ends = workflows.map(({ stopped_at }) => (stopped_at == null ? Number.NaN : Date.parse(stopped_at)));
  const started = starts.length === 0 ? Date.parse(pipeline.created_at) : Math.min(...starts);
  const finished = Math.max(...ends);
  const hasEnded = Number.isFinite(finished);
  return {
    status,
    started_at: new Date(started).toISOString(),
    finished_at: hasEnded ? new Date(finished).toISOString() : undefined,
    minutes: hasEnded ? Math.round((10 * (finished - started)) / MINUTE) / 10 : undefined,
    commit: pipeline.vcs?.revision ?? undefined,
    url,
  };
}
