import type { InitiativesPort } from '../use-cases/initiative-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, eq, inArray } = drizzleModule('drizzle-orm');

type Writes = 'add' | 'replace' | 'keep' | 'record';

export function initiativeReads({
  db,
  tables,
  amongGiven,
  given,
  prepared,
}: Session): Omit<InitiativesPort, Writes> {
  const { initiatives, initiativeServices, initiativeDays } = tables;
  const part = {
    serviceKey: initiativeServices.serviceKey,
    enteredAt: initiativeServices.enteredAt,
    deadline: initiativeServices.deadline,
    progress: initiativeServices.progress,
    since: initiativeServices.since,
  };
  return {
    async byId(id) {
      const [row] = await db
        .select({ document: initiatives.document })
        .from(initiatives)
        .where(eq(initiatives.id, id));
      return row?.document;
    },

    async list(states) {
      const rows = await db
        .select({ document: initiatives.document })
        .from(initiatives)
        .where(inArray(initiatives.state, [...states]))
        .orderBy(asc(initiatives.deadline), asc(initiatives.id));
      return rows.map(({ document }) => document);
    },

    participants: (initiative) =>
      db
        .select(part)
        .from(initiativeServices)
        .where(eq(initiativeServices.initiative, initiative))
        .orderBy(asc(initiativeServices.serviceKey)),

    async of(serviceKeys) {
      const query = prepared('initiatives of', () =>
        db
          .select({ part, initiative: initiatives.document })
          .from(initiativeServices)
          .innerJoin(initiatives, eq(initiatives.id, initiativeServices.initiative))
          .where(and(amongGiven(initiativeServices.serviceKey), eq(initiatives.state, 'active')))
          .orderBy(asc(initiativeServices.deadline), asc(initiatives.id))
          .prepare('initiatives of'),
      );
      const rows = await query.execute(given(serviceKeys));
      return Map.groupBy(rows, (row) => row.part.serviceKey);
    },

    days: (initiative) =>
      db
        .select({ day: initiativeDays.day, counts: initiativeDays.counts })
        .from(initiativeDays)
        .where(eq(initiativeDays.initiative, initiative))
        .orderBy(asc(initiativeDays.day)),
  };
}

export function initiativeWrites({ db, tables, among, write }: Session): Pick<InitiativesPort, Writes> {
  const { initiatives, initiativeServices, initiativeDays } = tables;
  return {
    async add(document) {
      const { id, state, deadline, version } = document;
      await db.insert(initiatives).values({ id, state, deadline, version, document });
    },

    async replace(document, knownVersion) {
      const { id, state, deadline, version } = document;
      const changed = await db
        .update(initiatives)
        .set({ state, deadline, version, document })
        .where(and(eq(initiatives.id, id), eq(initiatives.version, knownVersion)))
        .returning({ id: initiatives.id });
      return changed.length > 0;
    },

    async keep(initiative, parts, gone) {
      await write({
        table: initiativeServices,
        rows: parts.map((one) => ({ ...one, initiative })),
        key: [initiativeServices.initiative, initiativeServices.serviceKey],
      });
      if (gone.length === 0) return;
      await db
        .delete(initiativeServices)
        .where(
          and(eq(initiativeServices.initiative, initiative), among(initiativeServices.serviceKey, gone)),
        );
    },

    async record(initiative, day, counts) {
      await db
        .insert(initiativeDays)
        .values({ initiative, day, counts })
        .onConflictDoUpdate({ target: [initiativeDays.initiative, initiativeDays.day], set: { counts } });
    },
  };
}
