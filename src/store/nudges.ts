import type { Instant } from '../domain/instant.ts';
import type { NudgeRecord, NudgesPort, Storm } from '../use-cases/nudge-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, desc, eq, gt, gte, lt, max, min, sql } = drizzleModule('drizzle-orm');

type Writes = 'plan' | 'answer' | 'snooze' | 'prefer' | 'escalate' | 'hold' | 'decideStorm' | 'clear';

export function nudgeReads({
  db,
  tables,
  among,
  amongGiven,
  given,
  prepared,
}: Session): Omit<NudgesPort, Writes> {
  const { nudges, nudgeAnswers, snoozes, preferences, escalations, storms, messages } = tables;
  // A message about a nudge has `{"nudge":"ID"}` for a subject (`subjectKey`).
  const isAboutIt = and(
    eq(messages.kind, 'nudge'),
    eq(messages.subjectKey, sql`'{"nudge":"' || ${nudges.id} || '"}'`),
  );
  const withDelivery = () =>
    db.select({ nudge: nudges, deliveredAt: messages.sentAt }).from(nudges).leftJoin(messages, isAboutIt);
  return {
    async byId(id) {
      const [row] = await withDelivery().where(eq(nudges.id, id));
      return row === undefined ? undefined : nudgeOf(row);
    },

    async since(at, audienceKeys) {
      const rows = await withDelivery()
        .where(
          and(
            gte(nudges.plannedAt, at),
            audienceKeys === undefined ? undefined : among(nudges.audienceKey, audienceKeys),
          ),
        )
        .orderBy(desc(nudges.plannedAt), desc(nudges.id));
      return rows.map(nudgeOf);
    },

    async latest(audienceKeys) {
      const query = prepared('latest nudges', () => {
        const newest = db
          .select({ id: max(nudges.id).as('newest_id') })
          .from(nudges)
          .where(amongGiven(nudges.audienceKey))
          .groupBy(nudges.audienceKey)
          .as('newest');
        return withDelivery().innerJoin(newest, eq(newest.id, nudges.id)).prepare('latest nudges');
      });
      const rows = await query.execute(given(audienceKeys));
      return new Map(rows.map((row) => [row.nudge.audienceKey, nudgeOf(row)]));
    },

    async first(audienceKey) {
      const query = prepared('first nudge', () =>
        db
          .select({ id: min(nudges.id) })
          .from(nudges)
          .where(eq(nudges.audienceKey, sql.placeholder('audience')))
          .prepare('first nudge'),
      );
      const [row] = await query.execute({ audience: audienceKey });
      return row?.id ?? null;
    },

    async told(localDate) {
      const query = prepared('told', () =>
        db
          .select({ key: nudges.audienceKey })
          .from(nudges)
          .where(eq(nudges.localDate, sql.placeholder('day')))
          .prepare('told'),
      );
      const rows = await query.execute({ day: localDate });
      return new Set(rows.map(({ key }) => key));
    },

    async answers(serviceKeys) {
      const rows = await db
        .select({ key: nudgeAnswers.serviceKey, at: max(nudgeAnswers.at) })
        .from(nudgeAnswers)
        .where(among(nudgeAnswers.serviceKey, serviceKeys))
        .groupBy(nudgeAnswers.serviceKey);
      return new Map(rows.map(({ key, at }) => [key, Number(at)]));
    },

    async snoozes(audienceKeys, now) {
      const rows = await db
        .select()
        .from(snoozes)
        .where(and(among(snoozes.audienceKey, audienceKeys), gt(snoozes.endsAt, now)));
      return rows.map(({ endsAt, ...rest }) => ({ ...rest, until: endsAt }));
    },

    async preferences(people) {
      const rows = await db.select().from(preferences).where(among(preferences.person, people));
      return new Map(rows.map(({ person, document }) => [person, document]));
    },

    escalations: (serviceKeys) =>
      db.select().from(escalations).where(among(escalations.serviceKey, serviceKeys)),

    async storms(limit) {
      return db.select().from(storms).orderBy(desc(storms.at), desc(storms.id)).limit(limit);
    },
  };
}

export function nudgeWrites({ db, tables }: Session): Pick<NudgesPort, Writes> {
  const { nudges, nudgeAnswers, snoozes, preferences, escalations, storms } = tables;
  return {
    async plan(planned) {
      const ids: string[] = [];
      for (const nudge of planned) {
        const taken = await db
          .insert(nudges)
          .values(nudge)
          .onConflictDoNothing({ target: [nudges.audienceKey, nudges.localDate] })
          .returning({ id: nudges.id });
        ids.push(...taken.map(({ id }) => id));
      }
      return ids;
    },

    async answer(answers) {
      for (const answer of answers)
        await db
          .insert(nudgeAnswers)
          .values(answer)
          .onConflictDoUpdate({
            target: [nudgeAnswers.serviceKey, nudgeAnswers.audienceKey],
            set: { at: answer.at, kind: answer.kind },
          });
    },

    async snooze({ until, ...rest }) {
      await db
        .insert(snoozes)
        .values({ ...rest, endsAt: until })
        .onConflictDoUpdate({ target: [snoozes.audienceKey, snoozes.serviceKey], set: { endsAt: until } });
    },

    async prefer(person, document) {
      await db
        .insert(preferences)
        .values({ person, document })
        .onConflictDoUpdate({ target: preferences.person, set: { document } });
    },

    async escalate(wanted) {
      const fresh: (typeof wanted)[number][] = [];
      for (const one of wanted) {
        const written = await db
          .insert(escalations)
          .values(one)
          .onConflictDoNothing({ target: [escalations.serviceKey, escalations.gap, escalations.step] })
          .returning({ gap: escalations.gap });
        if (written.length > 0) fresh.push(one);
      }
      return fresh;
    },

    async hold(storm: Storm) {
      await db.insert(storms).values(storm);
    },

    async decideStorm(id, state, by, at) {
      const changed = await db
        .update(storms)
        .set({ state, decidedBy: by, decidedAt: at })
        .where(and(eq(storms.id, id), eq(storms.state, 'held')))
        .returning({ id: storms.id });
      return changed.length > 0;
    },

    async clear(before: Instant) {
      const gone = await db.delete(nudges).where(lt(nudges.plannedAt, before)).returning({ id: nudges.id });
      await db.delete(snoozes).where(lt(snoozes.endsAt, before));
      await db.delete(nudgeAnswers).where(lt(nudgeAnswers.at, before));
      await db.delete(escalations).where(lt(escalations.at, before));
      return gone.length;
    },
  };
}

type Row = Omit<NudgeRecord, 'deliveredAt'>;

function nudgeOf({ nudge, deliveredAt }: { nudge: Row; deliveredAt: Instant | null }): NudgeRecord {
  return { ...nudge, deliveredAt };
}
