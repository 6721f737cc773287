import type { Outcome } from '../domain/outcome.ts';
import type { EvaluationsPort } from '../use-cases/ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, eq, gte, inArray } = drizzleModule('drizzle-orm');

/** What the history says of many services at once. */
export function outcomeChanges({
  db,
  tables: { transitions },
  among,
}: Session): Pick<EvaluationsPort, 'changedSince' | 'lastOther'> {
  const { serviceKey, at, kind, scorecard, rule, before, id } = transitions;
  return {
    async changedSince(since) {
      const rows = await db
        .selectDistinct({ key: serviceKey })
        .from(transitions)
        .where(and(gte(at, since), eq(kind, 'outcome')));
      return rows.map(({ key }) => key);
    },

    async lastOther(keys, rules) {
      if (keys.length === 0 || rules.length === 0) return new Map();
      const ids = [...new Set(rules.map((one) => one.slice(one.indexOf('/') + 1)))];
      const rows = await db
        .select({ key: serviceKey, scorecard, rule, before })
        .from(transitions)
        .where(
          and(
            among(serviceKey, keys),
            eq(kind, 'outcome'),
            among(rule, ids),
            inArray(before, ['pass', 'exempt', 'not_applicable'] satisfies Outcome[]),
          ),
        )
        .orderBy(asc(at), asc(id));
      const wanted = new Set(rules);
      return new Map(
        rows
          .filter((row) => wanted.has(`${row.scorecard}/${row.rule}`))
          // Those three alone were asked for.
          .map((row) => [`${row.key} ${row.scorecard}/${row.rule}`, row.before as Outcome]),
      );
    },
  };
}
