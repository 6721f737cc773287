import type { SQL } from 'drizzle-orm';
import type { Outcome } from '../domain/outcome.ts';
import type { EvaluationDigest, EvaluationsPort } from '../use-cases/evaluation-ports.ts';
import type { StoredEvaluation, Transition } from '../use-cases/ports.ts';
import { living } from './catalog.ts';
import { letterOf, unpackChecks } from './check-codec.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { EvaluationWrites } from './evaluation-writes.ts';
import { movement } from './movement.ts';
import { outcomeChanges } from './outcome-changes.ts';
import { outcomeLetters } from './outcome-letters.ts';
import { letterAt, placeOf, placesOf, sinceAt } from './rule-places.ts';
import { serviceRows } from './service-list.ts';
import type { Session } from './session.ts';
import { supersededReads } from './superseded.ts';

const { and, asc, count, desc, eq, gt, isNotNull, lte, min } = drizzleModule('drizzle-orm');

export function evaluationReads(session: Session): Omit<EvaluationsPort, EvaluationWrites> {
  return {
    of: (keys) => evaluationsOf(session, keys),
    digests: (keys) => digests(session, keys),
    due: (now, limit) => due(session, now, limit),
    countsByRule: (scorecard) => countsByRule(session, scorecard),
    withOutcome: (scorecard, rule, outcome, page) => withOutcome(session, { scorecard, rule, outcome }, page),
    history: (key, limit) => history(session, key, limit),
    changesAfter: (key, at) => changesAfter(session, key, at),
    ...supersededReads(session),
    ...outcomeChanges(session),
    ...outcomeLetters(session),
    movement: (keys, scorecard, day) => movement(session, { keys, scorecard, day }),
  };
}

async function evaluationsOf(
  session: Session,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredEvaluation[]>> {
  const query = session.prepared('evaluations', () => selectEvaluations(session).prepare('evaluations'));
  const rows = await query.execute(session.given(keys));
  return grouped(rows, ({ evaluation, packed }) => ({ ...evaluation, checks: unpackChecks(packed) }));
}

function selectEvaluations({ db, tables, amongGiven }: Session) {
  const { evaluations, checks } = tables;
  const { serviceKey, scorecard, scorecardVersion, verdict, inputDigest, nextChangeAt, evaluatedAt } =
    evaluations;
  return db
    .select({
      key: serviceKey,
      packed: checks.packed,
      evaluation: { scorecard, scorecardVersion, verdict, inputDigest, nextChangeAt, evaluatedAt },
    })
    .from(evaluations)
    .innerJoin(checks, and(eq(checks.serviceKey, serviceKey), eq(checks.scorecard, scorecard)))
    .where(amongGiven(serviceKey))
    .orderBy(asc(serviceKey), asc(scorecard));
}

async function digests(
  { db, tables, amongGiven, given, prepared }: Session,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, EvaluationDigest>>> {
  const { serviceKey, scorecard, inputDigest, nextChangeAt } = tables.evaluations;
  const query = prepared('digests', () =>
    db
      .select({ key: serviceKey, scorecard, inputDigest, nextChangeAt })
      .from(tables.evaluations)
      .where(amongGiven(serviceKey))
      .prepare('digests'),
  );
  const rows = await query.execute(given(keys));
  const entries = grouped(rows, ({ scorecard, inputDigest, nextChangeAt }) => {
    return [scorecard, { inputDigest, nextChangeAt }] as const;
  });
  return new Map(Array.from(entries, ([key, digestsOfKey]) => [key, new Map(digestsOfKey)]));
}

function grouped<R extends { readonly key: string }, T>(
  rows: readonly R[],
  of: (row: R) => T,
): ReadonlyMap<string, readonly T[]> {
  const groups = Map.groupBy(rows, ({ key }) => key);
  return new Map(Array.from(groups, ([key, group]) => [key, group.map(of)]));
}

async function due(session: Session, now: number, limit: number): Promise<readonly string[]> {
  const { db, tables } = session;
  const { services, evaluations } = tables;
  const first = min(evaluations.nextChangeAt);
  const rows = await db
    .select({ key: evaluations.serviceKey })
    .from(evaluations)
    .innerJoin(services, eq(services.key, evaluations.serviceKey))
    .where(and(isNotNull(evaluations.nextChangeAt), lte(evaluations.nextChangeAt, now), living(session)))
    .groupBy(evaluations.serviceKey)
    .orderBy(first, asc(evaluations.serviceKey))
    .limit(limit);
  return rows.map(({ key }) => key);
}

async function countsByRule(
  session: Session,
  scorecard: string,
): Promise<ReadonlyMap<string, Readonly<Record<Outcome, number>>>> {
  const { db, tables } = session;
  const { services, evaluations } = tables;
  const places = await placesOf(session, scorecard);
  const rows = await db
    .select({ outcomes: evaluations.outcomes })
    .from(evaluations)
    .innerJoin(services, eq(services.key, evaluations.serviceKey))
    .where(and(eq(evaluations.scorecard, scorecard), living(session)));
  const count = letterCounts(
    rows.map(({ outcomes }) => outcomes),
    places.size,
  );
  const byRule = [...places].map(([rule, place]) => {
    const of = (outcome: Outcome) => count(place, letterOf(outcome));
    const [pass, fail, unknown, exempt] = [of('pass'), of('fail'), of('unknown'), of('exempt')];
    return [rule, { pass, fail, unknown, exempt, not_applicable: of('not_applicable') }] as const;
  });
  return new Map(byRule.filter(([, counts]) => Object.values(counts).some((services) => services > 0)));
}

const CODES = 128;

/** How often a letter stands at a place. There may be half a million: they are counted by their codes. */
function letterCounts(rows: readonly string[], places: number): (place: number, letter: string) => number {
  const counts = new Uint32Array(places * CODES);
  for (const row of rows) {
    for (let place = 0; place < row.length; place += 1) {
      const cell = place * CODES + row.charCodeAt(place);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return (place, letter) => counts[place * CODES + letter.charCodeAt(0)] ?? 0;
}

async function withOutcome(
  session: Session,
  asked: { readonly scorecard: string; readonly rule: string; readonly outcome: Outcome },
  { offset, limit }: { readonly offset: number; readonly limit: number },
): ReturnType<EvaluationsPort['withOutcome']> {
  const { db, tables } = session;
  const { services, evaluations, checks } = tables;
  const place = await placeOf(session, asked.scorecard, asked.rule);
  if (place === undefined) return { items: [], total: 0 };
  const where = and(
    eq(evaluations.scorecard, asked.scorecard),
    eq(letterAt(session, place), letterOf(asked.outcome)),
    living(session),
  );
  const ofService = eq(services.key, evaluations.serviceKey);
  const page = await db
    .select({ key: services.key })
    .from(evaluations)
    .innerJoin(services, ofService)
    .innerJoin(
      checks,
      and(eq(checks.serviceKey, evaluations.serviceKey), eq(checks.scorecard, evaluations.scorecard)),
    )
    .where(where)
    .orderBy(sinceAt(session, place), asc(services.id))
    .limit(limit)
    .offset(offset);
  const [counted] = await db
    .select({ total: count() })
    .from(evaluations)
    .innerJoin(services, ofService)
    .where(where);
  const items = await checksOf(
    session,
    page.map(({ key }) => key),
    asked,
  );
  return { items, total: counted?.total ?? 0 };
}

/** One rule's check of each of these services, in their order. */
async function checksOf(
  session: Session,
  keys: readonly string[],
  { scorecard, rule }: { readonly scorecard: string; readonly rule: string },
) {
  const rows = await serviceRows(session, keys, scorecard);
  const evaluations = await evaluationsOf(session, keys);
  return keys.flatMap((key) => {
    const row = rows.get(key);
    const evaluation = evaluations.get(key)?.find((one) => one.scorecard === scorecard);
    const check = evaluation?.checks.find((one) => one.rule === rule);
    return row === undefined || check === undefined ? [] : [{ row, check }];
  });
}

async function history(session: Session, key: string, limit: number): Promise<readonly Transition[]> {
  const { at, id } = session.tables.transitions;
  const rows = await transitionsOf(session, key).orderBy(desc(at), desc(id)).limit(limit);
  return rows.map(transitionOf);
}

async function changesAfter(session: Session, key: string, after: number): Promise<readonly Transition[]> {
  const { at, id } = session.tables.transitions;
  const rows = await transitionsOf(session, key, gt(at, after)).orderBy(asc(at), asc(id));
  return rows.map(transitionOf);
}

function transitionsOf({ db, tables: { transitions } }: Session, key: string, more?: SQL) {
  const { id, at, scorecard, rule, kind, before, after, cause, ended, serviceKey } = transitions;
  return db
    .select({ id, at, scorecard, rule, kind, from: before, to: after, cause, ended })
    .from(transitions)
    .where(and(eq(serviceKey, key), more));
}

function transitionOf({ rule, ended, ...transition }: TransitionRow): Transition {
  return { ...transition, ...(rule === null ? {} : { rule }), ...(ended === null ? {} : { ended }) };
}

interface TransitionRow extends Omit<Transition, 'rule' | 'ended'> {
  readonly rule: string | null;
  readonly ended: NonNullable<Transition['ended']> | null;
}
