import { hash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { type EvaluationInput, evaluate } from '../domain/evaluate.ts';
import type { ExceptionInForce } from '../domain/outcome.ts';
import type { Context, ScorecardsInForce, VersionedScorecard } from './context.ts';
import { diffEvaluation, type FreshEvaluation } from './diff-evaluation.ts';
import type { EvaluationWrite, Ports } from './ports.ts';

/** Services in one transaction: few enough that somebody who asks in between hardly waits, and that little is held at once. */
export const SLICE = 50;

/** Milliseconds of judging after which others get the event loop. */
const BREATH_AFTER = 8;

export interface EvaluationReport {
  /** Services looked at. */
  readonly services: number;
  /** Pairs of service and scorecard that had to be judged anew. */
  readonly evaluated: number;
  /** Lines of history written. */
  readonly changes: number;
}

/** What changed a service's inputs, in words for the history. */
type Cause = (key: string) => string;

type Judging = Pick<Context, 'clock' | 'sources'> & { readonly store: Ports };

/**
 * Evaluates every living service whose inputs changed or whose time has come.
 * `progress` is called after each slice with the services done so far.
 */
export async function evaluateAll(
  context: Context,
  cause: string,
  progress: (done: number) => void = () => {},
): Promise<EvaluationReport> {
  let report: EvaluationReport = { services: 0, evaluated: 0, changes: 0 };
  let last: string | null = null;
  for (;;) {
    const slice: readonly { readonly key: string; readonly id: string }[] =
      await context.store.catalog.keysAfter(last, SLICE);
    const end = slice.at(-1);
    if (end === undefined) return report;
    last = end.id;
    report = add(
      report,
      await evaluateServices(
        context,
        slice.map(({ key }) => key),
        cause,
      ),
    );
    progress(report.services);
  }
}

/** Evaluates these services, in slices of their own transactions. */
export async function evaluateServices(
  context: Context,
  keys: readonly string[],
  cause: string,
): Promise<EvaluationReport> {
  const inForce = await context.scorecards();
  let report: EvaluationReport = { services: 0, evaluated: 0, changes: 0 };
  for (let start = 0; start < keys.length; start += SLICE) {
    const slice = keys.slice(start, start + SLICE);
    const done = await context.store.transaction((ports) =>
      evaluateSlice({ ...context, store: ports }, inForce, slice, () => cause),
    );
    report = add(report, done);
    await breathe();
  }
  return report;
}

/** Evaluates a slice with the ports of a transaction that the caller holds. */
export async function evaluateSlice(
  judging: Judging,
  inForce: ScorecardsInForce,
  keys: readonly string[],
  cause: Cause,
): Promise<EvaluationReport> {
  const pending = await outdated(judging, inForce, keys);
  if (pending.length === 0) return { services: keys.length, evaluated: 0, changes: 0 };
  const writes = await judge(judging, inForce, pending, cause);
  await judging.store.evaluations.write(writes);
  return {
    services: keys.length,
    evaluated: writes.length,
    changes: writes.reduce((sum, write) => sum + write.transitions.length, 0),
  };
}

interface Pending {
  readonly key: string;
  readonly scorecard: string;
  /** Undefined: the scorecard is no longer in force, so what was stored for it goes. */
  readonly digest: string | undefined;
}

/** Pairs of service and scorecard whose stored evaluation does not rest on today's inputs. */
async function outdated(
  judging: Judging,
  inForce: ScorecardsInForce,
  keys: readonly string[],
): Promise<readonly Pending[]> {
  const { evaluations, facts, exceptions } = judging.store;
  const now = judging.clock.now();
  const [stored, fingerprints, excused] = await Promise.all([
    evaluations.digests(keys),
    facts.fingerprints(keys),
    exceptions.inForce(keys, now),
  ]);
  const configuration = hash('sha256', JSON.stringify(judging.sources), 'base64url').slice(0, 12);
  return keys.flatMap((key) => {
    const known = stored.get(key);
    const current = inForce.all.map((scorecard) => ({
      key,
      scorecard: scorecard.compiled.scorecard.id,
      digest: digest(scorecard, fingerprints.get(key) ?? '', configuration, excused.get(key)),
    }));
    const changed = current.filter((one) => {
      const before = known?.get(one.scorecard);
      return (
        before?.inputDigest !== one.digest || (before.nextChangeAt !== null && before.nextChangeAt <= now)
      );
    });
    const gone = [...(known?.keys() ?? [])].filter(
      (id) => !current.some(({ scorecard }) => scorecard === id),
    );
    return [...changed, ...gone.map((scorecard) => ({ key, scorecard, digest: undefined }))];
  });
}

function digest(
  scorecard: VersionedScorecard,
  fingerprint: string,
  configuration: string,
  excused: readonly ExceptionInForce[] = [],
): string {
  const exceptions = excused.map(({ id, rule, from, until }) => `:${id} ${rule} ${from} ${until}`);
  return `${scorecard.version}:${fingerprint}:${configuration}${exceptions.join('')}`;
}

async function judge(
  judging: Judging,
  inForce: ScorecardsInForce,
  pending: readonly Pending[],
  cause: Cause,
): Promise<readonly EvaluationWrite[]> {
  const keys = [...new Set(pending.map(({ key }) => key))];
  const [documents, previous, excused] = await Promise.all([
    judging.store.facts.of(keys),
    judging.store.evaluations.of(keys),
    judging.store.exceptions.inForce(keys, judging.clock.now()),
  ]);
  return mapPaced(pending, ({ key, scorecard, digest }) => {
    const judged = inForce.all.find(({ compiled }) => compiled.scorecard.id === scorecard);
    return diffEvaluation({
      key,
      scorecard,
      previous: previous.get(key)?.find((one) => one.scorecard === scorecard) ?? null,
      next:
        judged === undefined
          ? null
          : anew(
              judging,
              judged,
              { documents: documents.get(key) ?? [], exceptions: excused.get(key) ?? [] },
              digest ?? '',
            ),
      cause: cause(key),
      at: judging.clock.now(),
    });
  });
}

/** Maps one by one, letting others have the event loop in between: the first services take the longest. */
async function mapPaced<T, R>(items: readonly T[], of: (item: T) => R): Promise<readonly R[]> {
  const results: R[] = [];
  let resumed = performance.now();
  for (const item of items) {
    results.push(of(item));
    if (performance.now() - resumed < BREATH_AFTER) continue;
    await breathe();
    resumed = performance.now();
  }
  return results;
}

function anew(
  { clock, sources }: Judging,
  { compiled, version }: VersionedScorecard,
  known: Pick<EvaluationInput, 'documents' | 'exceptions'>,
  inputDigest: string,
): FreshEvaluation {
  const now = clock.now();
  const { checks, verdict, nextChangeAt } = evaluate(compiled, { ...known, sources, now });
  return {
    scorecard: compiled.scorecard.id,
    scorecardVersion: version,
    checks,
    verdict,
    inputDigest,
    nextChangeAt,
    evaluatedAt: now,
  };
}

function add(a: EvaluationReport, b: EvaluationReport): EvaluationReport {
  return {
    services: a.services + b.services,
    evaluated: a.evaluated + b.evaluated,
    changes: a.changes + b.changes,
  };
}
