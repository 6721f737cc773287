import { and, asc, eq, gt } from 'drizzle-orm';
import type { Instant } from '../domain/instant.ts';
import type {
  EvaluationsPort,
  EvaluationWrite,
  StoredCheck,
  StoredEvaluation,
  Transition,
} from '../use-cases/ports.ts';
import { living } from './catalog.ts';
import { outcomeLetters, packChecks, sinceCells, unpackChecks } from './check-codec.ts';
import { givePlaces } from './rule-places.ts';
import type { Session } from './session.ts';

/** Services of a snapshot that are read at once. */
const SLICE = 500;

export function evaluationWrites(session: Session): Pick<EvaluationsPort, 'write' | 'snapshot'> {
  return {
    async write(writes) {
      await writeTransitions(session, writes);
      for (const [scorecard, ofScorecard] of Map.groupBy(writes, (write) => write.scorecard)) {
        await writeScorecard(session, scorecard, ofScorecard);
      }
    },
    snapshot: (day, at) => snapshot(session, day, at),
  };
}

type Judged = EvaluationWrite & { readonly evaluation: StoredEvaluation };

async function writeScorecard(
  session: Session,
  scorecard: string,
  writes: readonly EvaluationWrite[],
): Promise<void> {
  const { db, tables, among } = session;
  const { evaluations, checks } = tables;
  const judged = writes.filter((write): write is Judged => write.evaluation !== null);
  const gone = writes.filter(({ evaluation }) => evaluation === null).map(({ key }) => key);
  if (gone.length > 0) {
    for (const table of [checks, evaluations]) {
      await db.delete(table).where(and(eq(table.scorecard, scorecard), among(table.serviceKey, gone)));
    }
  }
  const rules = new Set(judged.flatMap(({ evaluation }) => evaluation.checks.map(({ rule }) => rule)));
  const places = await givePlaces(session, scorecard, rules);
  await session.write({
    table: evaluations,
    rows: mapped(judged, (write) => evaluationRow(write, places)),
    key: [evaluations.serviceKey, evaluations.scorecard],
  });
  await session.write({
    table: checks,
    rows: mapped(judged, (write) => checksRow(write, places)),
    key: [checks.serviceKey, checks.scorecard],
  });
}

/** One by one as they are asked for, so that the writer's pauses also fall between these. */
function* mapped<T, R>(items: readonly T[], of: (item: T) => R): Generator<R> {
  for (const item of items) yield of(item);
}

function evaluationRow({ key, scorecard, evaluation }: Judged, places: ReadonlyMap<string, number>) {
  const { checks, scorecardVersion, verdict, inputDigest, nextChangeAt, evaluatedAt } = evaluation;
  const { bar, held, score } = verdict;
  const standing = { bar, held, score, outcomes: outcomeLetters(checks, places), verdict };
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

function checksRow({ key, scorecard, evaluation: { checks } }: Judged, places: ReadonlyMap<string, number>) {
  return { serviceKey: key, scorecard, sinces: sinceCells(checks, places), packed: packChecks(checks) };
}

/** Before the evaluations are replaced: what a transition ends is still stored. */
async function writeTransitions(session: Session, writes: readonly EvaluationWrite[]): Promise<void> {
  const changing = writes.filter(({ transitions }) => transitions.length > 0);
  if (changing.length === 0) return;
  const stored = await storedChecks(session, changing);
  await session.write({
    table: session.tables.transitions,
    rows: mapped(
      changing.flatMap((write) => write.transitions.map((transition) => ({ write, transition }))),
      ({ write, transition }) =>
        transitionRow(write, transition, stored.get(pair(write.key, write.scorecard))),
    ),
  });
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
