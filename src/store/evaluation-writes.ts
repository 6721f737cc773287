import type { Instant } from '../domain/instant.ts';
import type { EvaluationsPort, EvaluationWrite } from '../use-cases/evaluation-ports.ts';
import type { StoredCheck, StoredEvaluation, Transition } from '../use-cases/ports.ts';
import { living } from './catalog.ts';
import { packChecks, type RuleCells, ruleCells, unpackChecks } from './check-codec.ts';
import { drizzleModule } from './drizzle-module.ts';
import { givePlaces } from './rule-places.ts';
import type { Session } from './session.ts';
import { writeStandings } from './standings.ts';
import { supersededWrites, writeSuperseded } from './superseded.ts';

const { and, asc, eq, gt } = drizzleModule('drizzle-orm');

/** Services of a snapshot that are read at once. */
const SLICE = 500;

export type EvaluationWrites = 'write' | 'snapshot' | 'thinSuperseded';

export function evaluationWrites(session: Session): Pick<EvaluationsPort, EvaluationWrites> {
  return {
    async write(writes) {
      await writeTransitions(session, writes);
      await writeSuperseded(session, writes);
      for (const [scorecard, ofScorecard] of Map.groupBy(writes, (write) => write.scorecard)) {
        await writeScorecard(session, scorecard, ofScorecard);
      }
      await writeStandings(session, writes);
    },
    snapshot: (day, at) => snapshot(session, day, at),
    ...supersededWrites(session),
  };
}

async function writeScorecard(
  session: Session,
  scorecard: string,
  writes: readonly EvaluationWrite[],
): Promise<void> {
  const gone = writes.filter(({ evaluation }) => evaluation === null).map(({ key }) => key);
  if (gone.length > 0) await deleteEvaluations(session, scorecard, gone);
  const judged = writes.flatMap(({ key, evaluation }) => (evaluation === null ? [] : [{ key, evaluation }]));
  if (judged.length > 0) await writeEvaluations(session, scorecard, judged);
}

async function deleteEvaluations(
  { db, tables, among }: Session,
  scorecard: string,
  keys: readonly string[],
): Promise<void> {
  for (const table of [tables.checks, tables.evaluations]) {
    await db.delete(table).where(and(eq(table.scorecard, scorecard), among(table.serviceKey, keys)));
  }
}

interface Judged {
  readonly key: string;
  readonly evaluation: StoredEvaluation;
}

async function writeEvaluations(
  session: Session,
  scorecard: string,
  judged: readonly Judged[],
): Promise<void> {
  const { evaluations, checks } = session.tables;
  const places = await givePlaces(session, scorecard, rulesOf(judged));
  const placed = judged.map((one) => ({
    ...one,
    scorecard,
    cells: ruleCells(one.evaluation.checks, places),
  }));
  const key = [evaluations.serviceKey, evaluations.scorecard];
  await session.write({ table: evaluations, rows: mapped(placed, evaluationRow), key });
  await session.write({
    table: checks,
    rows: mapped(placed, checksRow),
    key: [checks.serviceKey, checks.scorecard],
  });
}

function rulesOf(judged: readonly Judged[]): ReadonlySet<string> {
  const rules = new Set<string>();
  for (const { evaluation } of judged) for (const { rule } of evaluation.checks) rules.add(rule);
  return rules;
}

/** One by one as they are asked for, so that the writer's pauses also fall between these. */
function* mapped<T, R>(items: readonly T[], of: (item: T) => R): Generator<R> {
  for (const item of items) yield of(item);
}

type Placed = Judged & { readonly scorecard: string; readonly cells: RuleCells };

function evaluationRow({ key, scorecard, evaluation, cells }: Placed) {
  const { scorecardVersion, verdict, inputDigest, nextChangeAt, evaluatedAt } = evaluation;
  const { bar, held, score } = verdict;
  const standing = { bar, held, score, outcomes: cells.outcomes, verdict };
  return {
    serviceKey: key,
    scorecard,
    scorecardVersion,
    ...standing,
    inputDigest,
    nextChangeAt,
    evaluatedAt,
  };
}

function checksRow({ key, scorecard, evaluation, cells }: Placed) {
  return { serviceKey: key, scorecard, sinces: cells.sinces, packed: packChecks(evaluation.checks) };
}

/** Before the evaluations are replaced: what a transition ends is still stored. */
async function writeTransitions(session: Session, writes: readonly EvaluationWrite[]): Promise<void> {
  const changing = writes.filter(({ transitions }) => transitions.length > 0);
  if (changing.length === 0) return;
  const ending = changing.filter(endsSomething);
  const stored = ending.length === 0 ? new Map<string, never>() : await storedChecks(session, ending);
  await session.write({
    table: session.tables.transitions,
    rows: mapped(
      changing.flatMap((write) => write.transitions.map((transition) => ({ write, transition }))),
      ({ write, transition }) =>
        transitionRow(write, transition, stored.get(pair(write.key, write.scorecard))),
    ),
  });
}

/** A first evaluation does not: nothing is stored yet that its transitions end. */
function endsSomething({ evaluation, transitions }: EvaluationWrite): boolean {
  return evaluation === null || transitions.some(({ kind }) => kind === 'outcome');
}

async function storedChecks(
  { db, tables: { checks }, among }: Session,
  writes: readonly EvaluationWrite[],
): Promise<ReadonlyMap<string, readonly StoredCheck[]>> {
  const keys = [...new Set(writes.map(({ key }) => key))];
  const rows = await db
    .select({ key: checks.serviceKey, scorecard: checks.scorecard, packed: checks.packed })
    .from(checks)
    .where(among(checks.serviceKey, keys));
  return new Map(rows.map((row) => [pair(row.key, row.scorecard), unpackChecks(row.packed)]));
}

function pair(key: string, scorecard: string): string {
  return `${key} ${scorecard}`;
}

function transitionRow(
  { key, evaluation }: EvaluationWrite,
  { from, to, rule, ...transition }: Transition,
  stored: readonly StoredCheck[] = [],
) {
  const ended = transition.kind === 'outcome' ? stored.filter((check) => check.rule === rule) : [];
  const all = transition.kind === 'applies' && evaluation === null ? stored : ended;
  return {
    ...transition,
    serviceKey: key,
    rule: rule ?? null,
    before: from,
    after: to,
    ended: all.length === 0 ? null : all,
  };
}

async function snapshot(session: Session, day: string, at: Instant): Promise<number> {
  const { snapshots } = session.tables;
  const key = [snapshots.serviceKey, snapshots.scorecard, snapshots.day];
  let written = 0;
  for (let keys = await keysAfter(session, ''); keys.length > 0; ) {
    const standings = await standingsOf(session, keys);
    const rows = standings.map((standing) => snapshotRow(standing, day, at));
    await session.write({ table: snapshots, rows, key });
    written += rows.length;
    keys = await keysAfter(session, keys.at(-1) ?? '');
  }
  return written;
}

async function keysAfter(session: Session, after: string): Promise<readonly string[]> {
  const { db, tables } = session;
  const { services } = tables;
  const rows = await db
    .select({ key: services.key })
    .from(services)
    .where(and(living(session), gt(services.key, after)))
    .orderBy(asc(services.key))
    .limit(SLICE);
  return rows.map(({ key }) => key);
}

async function standingsOf({ db, tables: { evaluations }, among }: Session, keys: readonly string[]) {
  const { serviceKey, scorecard, scorecardVersion, outcomes, verdict } = evaluations;
  return db
    .select({ serviceKey, scorecard, scorecardVersion, outcomes, verdict })
    .from(evaluations)
    .where(among(serviceKey, keys));
}

function snapshotRow(
  { verdict, ...standing }: Awaited<ReturnType<typeof standingsOf>>[number],
  day: string,
  at: Instant,
) {
  const { bar, earned, held, score, counts } = verdict;
  return { ...standing, day, at, bar, earned, held, score, counts };
}
