import type { Exception } from '../domain/exceptions/exception.ts';
import type { ExceptionFilter, ExceptionsPort } from '../use-cases/exception-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, count, desc, eq, exists, inArray, lt, lte } = drizzleModule('drizzle-orm');

type Reads = Pick<ExceptionsPort, 'open' | 'byId' | 'list' | 'inForce' | 'over'>;

export function exceptionReads({ db, tables, among, amongGiven, given, prepared }: Session): Reads {
  const { exceptions, exceptionRules } = tables;
  const meant = ({ states, serviceKeys, rule, requester, until, batch }: ExceptionFilter) =>
    and(
      states === undefined ? undefined : inArray(exceptions.state, [...states]),
      serviceKeys === undefined ? undefined : among(exceptions.serviceKey, serviceKeys),
      requester === undefined ? undefined : eq(exceptions.requester, requester),
      until === undefined ? undefined : lt(exceptions.endsAt, until),
      batch === undefined ? undefined : eq(exceptions.batch, batch),
      rule === undefined
        ? undefined
        : exists(
            db
              .select({ id: exceptionRules.exceptionId })
              .from(exceptionRules)
              .where(and(eq(exceptionRules.exceptionId, exceptions.id), eq(exceptionRules.rule, rule))),
          ),
    );
  return {
    async byId(id) {
      const [row] = await db
        .select({ document: exceptions.document })
        .from(exceptions)
        .where(eq(exceptions.id, id));
      return row?.document;
    },

    async list(filter, { offset, limit }) {
      const [rows, [all]] = await Promise.all([
        db
          .select({ document: exceptions.document })
          .from(exceptions)
          .where(meant(filter))
          .orderBy(desc(exceptions.requestedAt), desc(exceptions.id))
          .limit(limit)
          .offset(offset),
        db.select({ total: count() }).from(exceptions).where(meant(filter)),
      ]);
      return { items: rows.map(({ document }) => document), total: all?.total ?? 0 };
    },

    async open(keys) {
      const query = prepared('open exceptions', () =>
        db
          .select({ key: exceptions.serviceKey, document: exceptions.document })
          .from(exceptions)
          .where(and(amongGiven(exceptions.serviceKey), inArray(exceptions.state, ['pending', 'approved'])))
          .orderBy(desc(exceptions.requestedAt), desc(exceptions.id))
          .prepare('open exceptions'),
      );
      const rows = await query.execute(given(keys));
      const byKey = Map.groupBy(rows, ({ key }) => key);
      return new Map(Array.from(byKey, ([key, some]) => [key, some.map(({ document }) => document)]));
    },

    async inForce(keys, now) {
      const query = prepared('exceptions in force', () =>
        db
          .select({ key: exceptions.serviceKey, document: exceptions.document, endsAt: exceptions.endsAt })
          .from(exceptions)
          .where(and(amongGiven(exceptions.serviceKey), eq(exceptions.state, 'approved')))
          .orderBy(asc(exceptions.id))
          .prepare('exceptions in force'),
      );
      const rows = (await query.execute(given(keys))).filter(({ endsAt }) => endsAt > now);
      return new Map(
        Array.from(
          Map.groupBy(rows, ({ key }) => key),
          ([key, some]) => [key, some.flatMap(({ document }) => coveredBy(document))],
        ),
      );
    },

    async over(now, limit) {
      const rows = await db
        .select({ document: exceptions.document })
        .from(exceptions)
        .where(and(inArray(exceptions.state, ['pending', 'approved']), lte(exceptions.endsAt, now)))
        .orderBy(asc(exceptions.endsAt), asc(exceptions.id))
        .limit(limit);
      return rows.map(({ document }) => document);
    },
  };
}

export function exceptionWrites(session: Session): Omit<ExceptionsPort, keyof Reads> {
  const { db, tables, write } = session;
  const { exceptions, exceptionRules } = tables;
  const writeRules = async ({ id, rules }: Exception) => {
    await db.delete(exceptionRules).where(eq(exceptionRules.exceptionId, id));
    await write({ table: exceptionRules, rows: rules.map(({ rule }) => ({ exceptionId: id, rule })) });
  };
  return {
    async add(exception) {
      await db.insert(exceptions).values(rowOf(exception));
      await writeRules(exception);
    },

    async replace(exception, knownVersion) {
      const [written] = await db
        .update(exceptions)
        .set(rowOf(exception))
        .where(and(eq(exceptions.id, exception.id), eq(exceptions.version, knownVersion)))
        .returning({ id: exceptions.id });
      if (written === undefined) return false;
      await writeRules(exception);
      return true;
    },
  };
}

function coveredBy({ id, rules, from, until }: Exception) {
  return rules.map(({ rule }) => ({ id, rule, from: from ?? until, until }));
}

function rowOf(exception: Exception) {
  const { id, serviceKey, state, requester, requestedAt, from, until, batch, version } = exception;
  return {
    id,
    serviceKey,
    state,
    requester: requester.id,
    requestedAt,
    startsAt: from,
    endsAt: until,
    batch,
    version,
    document: exception,
  };
}
