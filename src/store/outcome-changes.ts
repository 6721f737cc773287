import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { EvaluationsPort } from '../use-cases/evaluation-ports.ts';
import type { Fallen } from '../use-cases/fallen.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, eq, gte } = drizzleModule('drizzle-orm');

/** What the history says of many services at once. */
export function outcomeChanges({
  db,
  tables: { transitions },
  among,
}: Session): Pick<EvaluationsPort, 'changedSince' | 'fallen'> {
  const { serviceKey, at, kind, scorecard, rule, before, after, id } = transitions;
  return {
    async changedSince(since) {
      // Not `distinct`: SQLite would go through all of the history by service, each time.
      const rows = await db
        .select({ key: serviceKey })
        .from(transitions)
        .where(and(gte(at, since), eq(kind, 'outcome')));
      return [...new Set(rows.map(({ key }) => key))];
    },

    async fallen(keys, rules) {
      if (keys.length === 0 || rules.length === 0) return new Map();
      const ids = [...new Set(rules.map((one) => one.slice(one.indexOf('/') + 1)))];
      const rows = await db
        .select({ id, key: serviceKey, at, scorecard, rule, before, after })
        .from(transitions)
        .where(and(among(serviceKey, keys), eq(kind, 'outcome'), among(rule, ids)))
        .orderBy(asc(at), asc(id));
      const wanted = new Set(rules);
      const turns = Map.groupBy(
        rows.filter((row) => wanted.has(`${row.scorecard}/${row.rule}`)),
        (row) => `${row.key} ${row.scorecard}/${row.rule}`,
      );
      const begun = await failingBefore([...turns.values()].flatMap(([first]) => first ?? []));
      return new Map(
        Array.from(turns, ([name, some]) => {
          const start: Fallen = { last: null, since: begun.get(some[0]?.id ?? '') ?? null };
          return [name, some.reduce(fallenAfter, start)];
        }),
      );
    },
  };

  /** A first outcome is no turn: since when it held stands with the turn that ended it. */
  async function failingBefore(
    firsts: readonly { readonly id: string; readonly before: string | null }[],
  ): Promise<ReadonlyMap<string, Instant>> {
    const ids = firsts.filter((first) => first.before === 'fail').map((first) => first.id);
    if (ids.length === 0) return new Map();
    const rows = await db.select({ id, ended: transitions.ended }).from(transitions).where(among(id, ids));
    return new Map(
      rows.flatMap((row) => (row.ended?.[0] === undefined ? [] : [[row.id, row.ended[0].since]])),
    );
  }
}

const FALLEN: readonly (string | null)[] = ['fail', 'unknown'] satisfies Outcome[];

interface Turn {
  readonly at: number;
  readonly before: string | null;
  readonly after: string | null;
}

/** What is known of a rule after one more turn of its outcome. */
function fallenAfter(known: Fallen, { at, before, after }: Turn): Fallen {
  // Only outcomes are written as turns of this kind.
  const last = before === null || FALLEN.includes(before) ? known.last : (before as Outcome);
  if (!FALLEN.includes(after)) return { last, since: null };
  const since = before !== null && FALLEN.includes(before) ? known.since : null;
  return { last, since: since ?? (after === 'fail' && before !== 'fail' ? at : null) };
}
