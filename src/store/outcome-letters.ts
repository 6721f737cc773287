import type { SQL } from 'drizzle-orm';
import type { Outcome } from '../domain/outcome.ts';
import type { OutcomesRow, PictureReads } from '../use-cases/picture-ports.ts';
import { NO_CHECK, outcomeOfLetter } from './check-codec.ts';
import { drizzleModule } from './drizzle-module.ts';
import { placesOf } from './rule-places.ts';
import { matching } from './service-list.ts';
import type { Session } from './session.ts';
import { saysSomething, standingOn } from './standings.ts';

const { and, asc, eq, gt } = drizzleModule('drizzle-orm');

/** Read at once: ten thousand in one go would hold up whoever asks meanwhile. */
const SLICE = 500;

export function outcomeLetters(session: Session): Pick<PictureReads, 'outcomesOf'> {
  return {
    async outcomesOf(scorecard, rules, filter) {
      const known = await placesOf(session, scorecard);
      const places = rules.map((rule) => known.get(rule));
      const where = await matching(session, filter);
      const rows: OutcomesRow[] = [];
      let after: string | undefined = '';
      while (after !== undefined) {
        const slice = await sliceAfter(session, scorecard, where, after);
        for (const { letters, ...service } of slice)
          rows.push({ ...service, outcomes: places.map((place) => outcomeAt(letters, place)) });
        after = slice.length < SLICE ? undefined : slice.at(-1)?.id;
      }
      return rows;
    },
  };
}

function sliceAfter(session: Session, scorecard: string, where: SQL | undefined, after: string) {
  const { services, evaluations } = session.tables;
  const { id, name, tier, owner, system } = services;
  return session.db
    .select({ id, name, tier, owner, system, letters: evaluations.outcomes })
    .from(services)
    .innerJoin(
      evaluations,
      and(
        eq(evaluations.serviceKey, services.key),
        eq(evaluations.scorecard, scorecard),
        saysSomething(session),
      ),
    )
    .leftJoin(session.tables.standings, standingOn(session, scorecard))
    .where(and(where, gt(id, after)))
    .orderBy(asc(id))
    .limit(SLICE);
}

function outcomeAt(letters: string, place: number | undefined): Outcome | null {
  const letter = place === undefined ? undefined : letters[place];
  return outcomeOfLetter(letter ?? NO_CHECK) ?? null;
}
