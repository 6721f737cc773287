import type { Viewer } from '../domain/rights.ts';
import { collectTogether } from './collect-together.ts';
import type { Context } from './context.ts';
import type { StoredEvaluation } from './ports.ts';
import { reachableService } from './reachable-service.ts';
import { seesRule } from './sees-rule.ts';
import { readinessCard } from './show-readiness.ts';
import type { CheckedAgain } from './verbs.ts';

/**
 * Re-collects and re-evaluates one service now. A collector's trouble is told, not thrown: its last good facts stay. A
 * vendor that wants silence is not asked, and it is told until when.
 */
export async function checkAgain(context: Context, viewer: Viewer, id: string): Promise<CheckedAgain> {
  const record = await reachableService(context, viewer, id, 'check-again');
  const outcomes = async () =>
    outcomesByRule((await context.store.evaluations.of([record.key])).get(record.key) ?? []);
  const before = await outcomes();
  const trouble = (await collectTogether(context, [record], viewer.timezone)).get(record.key) ?? [];
  const after = await outcomes();
  const titles = await ruleTitles(context, viewer);
  const changed = [...after]
    .filter(([rule, outcome]) => before.has(rule) && before.get(rule) !== outcome)
    .flatMap(([rule, to]) => {
      const title = titles.get(rule);
      return title === undefined ? [] : [{ title, from: before.get(rule) ?? '', to }];
    });
  return { card: await readinessCard(context, viewer, record, record.service.id), changed, trouble };
}

function outcomesByRule(evaluations: readonly StoredEvaluation[]): ReadonlyMap<string, string> {
  return new Map(
    evaluations.flatMap(({ scorecard, checks }) =>
      checks.map((check) => [`${scorecard}/${check.rule}`, check.outcome] as const),
    ),
  );
}

/** By key; of the rules that the viewer may see. */
async function ruleTitles({ scorecards }: Context, viewer: Viewer): Promise<ReadonlyMap<string, string>> {
  const { all } = await scorecards();
  return new Map(
    all.flatMap(({ compiled: { scorecard } }) =>
      scorecard.rules
        .filter((rule) => seesRule(viewer, scorecard, rule))
        .map((rule) => [`${scorecard.id}/${rule.id}`, rule.title] as const),
    ),
  );
}
