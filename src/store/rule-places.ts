import type { SQL } from 'drizzle-orm';
import { cellOf } from './check-codec.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, count, eq, sql } = drizzleModule('drizzle-orm');

/** Places of a scorecard's rules in its evaluations' columns, old rules included. */
export async function placesOf(session: Session, scorecard: string): Promise<ReadonlyMap<string, number>> {
  const { rulePlaces } = session.tables;
  const query = session.prepared('places', () =>
    session.db
      .select({ rule: rulePlaces.rule, place: rulePlaces.place })
      .from(rulePlaces)
      .where(eq(rulePlaces.scorecard, sql.placeholder('scorecard')))
      .orderBy(rulePlaces.place)
      .prepare('places'),
  );
  const rows = await query.execute({ scorecard });
  return new Map(rows.map(({ rule, place }) => [rule, place]));
}

/** The rule's place; undefined = no service was ever checked for it. */
export async function placeOf(
  { db, tables: { rulePlaces } }: Session,
  scorecard: string,
  rule: string,
): Promise<number | undefined> {
  const [row] = await db
    .select({ place: rulePlaces.place })
    .from(rulePlaces)
    .where(and(eq(rulePlaces.scorecard, scorecard), eq(rulePlaces.rule, rule)));
  return row?.place;
}

/** Gives each rule that has none yet the next free place. */
export async function givePlaces(
  session: Session,
  scorecard: string,
  rules: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const { db, tables } = session;
  const { rulePlaces } = tables;
  let places = await placesOf(session, scorecard);
  // Another replica may take the same place at the same time; whoever comes second asks again.
  for (let missing = without(rules, places); missing.length > 0; missing = without(rules, places)) {
    const [taken] = await db
      .select({ places: count() })
      .from(rulePlaces)
      .where(eq(rulePlaces.scorecard, scorecard));
    const first = taken?.places ?? 0;
    await db
      .insert(rulePlaces)
      .values(missing.map((rule, index) => ({ scorecard, rule, place: first + index })))
      .onConflictDoNothing();
    places = await placesOf(session, scorecard);
  }
  return places;
}

function without(rules: ReadonlySet<string>, places: ReadonlyMap<string, number>): readonly string[] {
  return [...rules].filter((rule) => !places.has(rule));
}

/** The letter of the rule at this place. */
export function letterAt({ tables: { evaluations } }: Session, place: number): SQL<string> {
  return sql`substr(${evaluations.outcomes}, ${sql.raw(String(cellOf(place).outcome))}, 1)`;
}

/** Since when the outcome of the rule at this place holds, as text that sorts by time. */
export function sinceAt({ tables: { checks } }: Session, place: number): SQL<string> {
  const { since, sinceLength } = cellOf(place);
  return sql`substr(${checks.sinces}, ${sql.raw(String(since))}, ${sql.raw(String(sinceLength))})`;
}
