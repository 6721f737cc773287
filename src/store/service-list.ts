import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Bar } from '../domain/outcome.ts';
import type { CatalogPort } from '../use-cases/ports.ts';
import type { ServiceFilter, ServiceRow, Tally } from '../use-cases/service-rows.ts';
import { living } from './catalog.ts';
import { letterOf } from './check-codec.ts';
import { drizzleModule } from './drizzle-module.ts';
import { letterAt, placeOf } from './rule-places.ts';
import { currentLevels } from './scorecards.ts';
import type { Session } from './session.ts';
import { saysSomething, standingOn } from './standings.ts';

const { and, asc, count, eq, inArray, isNotNull, isNull, or, sql } = drizzleModule('drizzle-orm');

/** Worst first. A bar without rules proves nothing, so it comes before one that is met. */
const BARS: readonly Bar[] = ['not_met', 'unknown', 'met_by_exception', 'none', 'met'];
/** Stands for a score that is absent, after all that are there. */
const NO_SCORE = 101;

export function serviceLists(session: Session): Pick<CatalogPort, 'list' | 'tally'> {
  const { db, tables } = session;
  const { services, standings } = tables;
  return {
    async list(filter, { offset, limit }, primaryScorecard, tiers = []) {
      const standing = standingOn(session, primaryScorecard);
      const where = await matching(session, filter);
      const levels = await currentLevels(session, primaryScorecard);
      const page = await db
        .select({ key: services.key })
        .from(services)
        .leftJoin(standings, standing)
        .where(where)
        .orderBy(...worstFirst(session, levels, tiers))
        .limit(limit)
        .offset(offset);
      // Only the level is a condition on the standing; all others are told from the services alone.
      const counting = db.select({ total: count() }).from(services).$dynamic();
      const [counted] = await (filter.level === undefined
        ? counting
        : counting.leftJoin(standings, standing)
      ).where(where);
      const rows = await serviceRows(
        session,
        page.map(({ key }) => key),
        primaryScorecard,
      );
      return { items: page.flatMap(({ key }) => rows.get(key) ?? []), total: counted?.total ?? 0 };
    },

    async tally(filter, primaryScorecard) {
      const groups = await db
        .select({
          bar: standings.bar,
          ownBar: standings.ownBar,
          held: standings.held,
          services: count(),
        })
        .from(services)
        .leftJoin(standings, standingOn(session, primaryScorecard))
        .where(await matching(session, filter))
        .groupBy(standings.bar, standings.ownBar, standings.held);
      return tallyOf(groups);
    },
  };
}

/** The lines of these services, with the scorecard's verdict where it has one, and where they stand on all. */
export async function serviceRows(
  session: Session,
  keys: readonly string[],
  scorecard: string | null,
): Promise<ReadonlyMap<string, ServiceRow>> {
  const { db, tables, among } = session;
  const { services, evaluations, standings } = tables;
  const { key, id, name, tier, type, lifecycle, owner, system } = services;
  const { bar, failing, unknown } = standings;
  const rows = await db
    .select({
      ...{ key, id, name, tier, type, lifecycle, owner, system },
      verdict: evaluations.verdict,
      standing: { bar, failing, unknown },
    })
    .from(services)
    .leftJoin(evaluations, judgedBy(session, scorecard))
    .leftJoin(standings, standingOn(session, scorecard))
    .where(among(services.key, keys));
  return new Map(rows.map((row) => [row.key, row]));
}

/** Joins a service with what one scorecard says of it. No scorecard, or one none of whose rules applies, says nothing. */
function judgedBy(session: Session, scorecard: string | null): SQL | undefined {
  const { services, evaluations } = session.tables;
  return and(
    eq(evaluations.serviceKey, services.key),
    eq(evaluations.scorecard, scorecard ?? ''),
    saysSomething(session),
  );
}

/** Living services that meet all of the filter; its level is one of the standing that it is asked beside. */
export async function matching(session: Session, filter: ServiceFilter): Promise<SQL | undefined> {
  const { tables, among } = session;
  const { services } = tables;
  return and(
    living(session),
    filter.teams && ofTeams(session, filter.teams, filter.alsoTeams === true),
    filter.tier === undefined ? undefined : eq(services.tier, filter.tier),
    filter.systems && among(services.system, filter.systems),
    filter.level === undefined ? undefined : atLevel(session, filter.level),
    filter.failing && (await failing(session, filter.failing)),
    filter.ids && among(services.id, filter.ids),
  );
}

function ofTeams({ db, tables, among }: Session, teams: readonly string[], also: boolean): SQL | undefined {
  const { services, lookups } = tables;
  const seen = db
    .select({ key: lookups.serviceKey })
    .from(lookups)
    .where(and(eq(lookups.kind, 'also'), among(lookups.value, teams)));
  return or(among(services.owner, teams), also ? inArray(services.key, seen) : undefined);
}

function atLevel({ tables: { standings } }: Session, level: string): SQL | undefined {
  return level === 'none'
    ? and(isNotNull(standings.ownBar), isNull(standings.held))
    : eq(standings.held, level);
}

async function failing(
  session: Session,
  { scorecard, rule }: NonNullable<ServiceFilter['failing']>,
): Promise<SQL> {
  const { db, tables } = session;
  const { services, evaluations } = tables;
  const place = await placeOf(session, scorecard, rule);
  if (place === undefined) return sql`1 = 0`;
  const keys = db
    .select({ key: evaluations.serviceKey })
    .from(evaluations)
    .where(and(eq(evaluations.scorecard, scorecard), eq(letterAt(session, place), letterOf('fail'))));
  return inArray(services.key, keys);
}

function worstFirst(
  { tables }: Session,
  levels: readonly string[],
  tiers: readonly string[],
): readonly SQL[] {
  const { services, standings } = tables;
  return [
    rank(standings.bar, BARS, BARS.length),
    // No level comes before the lowest one.
    rank(standings.held, ['', ...levels], 0),
    rank(services.tier, tiers, tiers.length),
    asc(services.tier),
    sql`coalesce(${standings.score}, ${NO_SCORE})`,
    asc(services.id),
  ];
}

/** A value's place in the list, `otherwise` for those that are not in it. */
function rank(column: PgColumn, values: readonly string[], otherwise: number): SQL {
  if (values.length === 0) return sql`(1 = 1)`;
  // Numbers stand in the statement itself: as parameters Postgres would take them for text.
  const places = values.map((value, place) => sql`when ${value} then ${sql.raw(String(place))}`);
  return sql`case ${column} ${sql.join(places, sql` `)} else ${sql.raw(String(otherwise))} end`;
}

interface Group {
  readonly bar: Bar | null;
  readonly ownBar: Bar | null;
  readonly held: string | null;
  readonly services: number;
}

function tallyOf(groups: readonly Group[]): Tally {
  const byLevel: Record<string, number> = {};
  const byBar: Record<Bar, number> = { met: 0, met_by_exception: 0, not_met: 0, unknown: 0, none: 0 };
  let without = 0;
  let total = 0;
  for (const { bar, ownBar, held, services } of groups) {
    total += services;
    if (bar === null) without += services;
    else byBar[bar] += services;
    if (ownBar !== null) byLevel[held ?? ''] = (byLevel[held ?? ''] ?? 0) + services;
  }
  return { services: total, byLevel, byBar, without };
}
