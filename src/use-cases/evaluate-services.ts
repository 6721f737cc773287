import { hash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { type EvaluationInput, evaluate } from '../domain/evaluate.ts';
import type { Instant } from '../domain/instant.ts';
import { beganAt } from '../domain/local-date.ts';
import type { ExceptionInForce } from '../domain/outcome.ts';
import { type Past, rejudge } from '../domain/rejudge.ts';
import type { Context, ScorecardsInForce, VersionedScorecard } from './context.ts';
import { diffEvaluation, type FreshEvaluation } from './diff-evaluation.ts';
import type { EvaluationDigest, EvaluationWrite } from './evaluation-ports.ts';
import type { KeptFacts } from './keep-facts.ts';
import { idMaker } from './new-ids.ts';
import type { Ports } from './ports.ts';

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

type Judging = Pick<Context, 'clock' | 'sources' | 'policy'> & { readonly store: Ports };

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
    const done = await context.store.transaction(
      (ports) => evaluateSlice({ ...context, store: ports }, inForce, slice, () => cause),
      { kept: 'soon' },
    );
    report = add(report, done);
    await breathe();
  }
  return report;
}

/**
 * Evaluates a slice with the ports of a transaction that the caller holds.
 * @param kept what the caller has kept of these services: just the rules that read a changed fact are judged
 */
export async function evaluateSlice(
  judging: Judging,
  inForce: ScorecardsInForce,
  keys: readonly string[],
  cause: Cause,
  kept?: KeptFacts,
): Promise<EvaluationReport> {
  const excused = await judging.store.exceptions.inForce(keys, judging.clock.now());
  const pending = await outdated(judging, inForce, { keys, excused, kept });
  if (pending.length === 0) return { services: keys.length, evaluated: 0, changes: 0 };
  const writes = await judge(judging, inForce, pending, { cause, excused, kept });
  await judging.store.evaluations.write(writes);
  return {
    services: keys.length,
    evaluated: writes.length,
    changes: writes.reduce((sum, write) => sum + write.transitions.length, 0),
  };
}

/** A slice of services that are looked at together. */
interface Slice {
  readonly keys: readonly string[];
  readonly excused: ReadonlyMap<string, readonly ExceptionInForce[]>;
  readonly kept: KeptFacts | undefined;
}

interface Pending {
  readonly key: string;
  readonly scorecard: string;
  /** Undefined: the scorecard is no longer in force, so what was stored for it goes. */
  readonly digest: string | undefined;
  /** Nothing but the facts that were kept just now differs from what the stored evaluation rests on. */
  readonly factsAlone: boolean;
}

/** Pairs of service and scorecard whose stored evaluation does not rest on today's inputs. */
async function outdated(
  { store: { evaluations, facts }, clock, sources }: Judging,
  inForce: ScorecardsInForce,
  { keys, excused, kept }: Slice,
): Promise<readonly Pending[]> {
  const now = clock.now();
  const [stored, fingerprints] = await Promise.all([evaluations.digests(keys), facts.fingerprints(keys)]);
  const configuration = hash('sha256', JSON.stringify(sources), 'base64url').slice(0, 12);
  return keys.flatMap((key) => {
    const known = stored.get(key);
    const digestBy = (scorecard: VersionedScorecard, by: KeptFacts['fingerprints']) =>
      digest(scorecard, by.get(key) ?? '', configuration, excused.get(key));
    const changed = inForce.all.flatMap((scorecard): readonly Pending[] => {
      const { id } = scorecard.compiled.scorecard;
      const before = known?.get(id);
      const current = digestBy(scorecard, fingerprints);
      const isInTime = before !== undefined && !isOver(before, now);
      if (isInTime && before.inputDigest === current) return [];
      const factsAlone =
        isInTime && kept !== undefined && before.inputDigest === digestBy(scorecard, kept.fingerprints);
      return [{ key, scorecard: id, digest: current, factsAlone }];
    });
    const gone = [...(known?.keys() ?? [])].filter(
      (id) => !inForce.all.some(({ compiled }) => compiled.scorecard.id === id),
    );
    return [
      ...changed,
      ...gone.map((scorecard) => ({ key, scorecard, digest: undefined, factsAlone: false })),
    ];
  });
}

/** Whether the clock alone may have altered something. */
function isOver({ nextChangeAt }: EvaluationDigest, now: Instant): boolean {
  return nextChangeAt !== null && nextChangeAt <= now;
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
  { cause, excused, kept }: Omit<Slice, 'keys'> & { readonly cause: Cause },
): Promise<readonly EvaluationWrite[]> {
  const keys = [...new Set(pending.map(({ key }) => key))];
  const [documents, stored] = await Promise.all([
    kept?.after ?? judging.store.facts.of(keys),
    judging.store.evaluations.of(keys),
  ]);
  const at = judging.clock.now();
  const began = beganAt(at, judging.policy.timezone);
  const newId = idMaker();
  return mapPaced(pending, ({ key, scorecard, digest, factsAlone }) => {
    const judged = inForce.all.find(({ compiled }) => compiled.scorecard.id === scorecard);
    const previous = stored.get(key)?.find((one) => one.scorecard === scorecard) ?? null;
    const known: EvaluationInput = {
      documents: documents.get(key) ?? [],
      exceptions: excused.get(key) ?? [],
      sources: judging.sources,
      now: at,
    };
    const past =
      factsAlone && previous !== null && previous.evaluatedAt <= at
        ? { documents: kept?.before.get(key) ?? [], checks: previous.checks }
        : null;
    const next = judged === undefined ? null : anew(judged, known, past, digest ?? '');
    return diffEvaluation({ key, scorecard, previous, next, cause: cause(key), at, began, newId });
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

/** @param past what may stand of it; null = nothing, so all is judged */
function anew(
  { compiled, version }: VersionedScorecard,
  known: EvaluationInput,
  past: Past | null,
  inputDigest: string,
): FreshEvaluation {
  const { checks, verdict, nextChangeAt } =
    past === null ? evaluate(compiled, known) : rejudge(compiled, known, past);
  return {
    scorecard: compiled.scorecard.id,
    scorecardVersion: version,
    checks,
    verdict,
    inputDigest,
    nextChangeAt,
    evaluatedAt: known.now,
  };
}

function add(a: EvaluationReport, b: EvaluationReport): EvaluationReport {
  return {
    services: a.services + b.services,
    evaluated: a.evaluated + b.evaluated,
    changes: a.changes + b.changes,
  };
}
