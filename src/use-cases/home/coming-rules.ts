import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Rule } from '../../domain/scorecard.ts';
import type { Context } from '../context.ts';
import type { ComingRule } from '../home-views.ts';
import type { OutcomesRow } from '../picture-ports.ts';
import type { Page, ServiceFilter } from '../service-rows.ts';

const MOST_NAMED = 3;

interface Asked {
  readonly filter: ServiceFilter;
  readonly most: number;
  readonly now: Instant;
}

/** Rules that are announced for a later day, the next first, and how these services would fare. */
export async function comingRules(
  { store, scorecards }: Pick<Context, 'store' | 'scorecards'>,
  { filter, most, now }: Asked,
): Promise<Page<ComingRule>> {
  const found: ComingRule[] = [];
  for (const { compiled } of (await scorecards()).all) {
    const { id, rules } = compiled.scorecard;
    const coming = rules.flatMap((rule) => {
      const from = comesFrom(rule, now);
      return from === null ? [] : [{ rule, from }];
    });
    if (coming.length === 0) continue;
    const ids = coming.map(({ rule }) => rule.id);
    const rows = await store.evaluations.outcomesOf(id, ids, filter);
    found.push(...coming.map((one, nth) => fares(id, one, rows, nth)).filter(concernsThem));
  }
  const all = found.toSorted((a, b) => a.from - b.from);
  return { items: all.slice(0, most), total: all.length };
}

function comesFrom({ stage, effectiveFrom }: Rule, now: Instant): Instant | null {
  if (stage !== 'announced' || effectiveFrom === undefined) return null;
  return effectiveFrom > now ? effectiveFrom : null;
}

function fares(
  scorecard: string,
  { rule, from }: { readonly rule: Rule; readonly from: Instant },
  rows: readonly OutcomesRow[],
  nth: number,
): ComingRule {
  const having = (outcome: Outcome) => rows.filter(({ outcomes }) => outcomes[nth] === outcome);
  const failing = having('fail');
  return {
    ...{ scorecard, rule: rule.id, title: rule.title, from },
    pass: having('pass').length,
    fail: failing.length,
    unknown: having('unknown').length,
    exempt: having('exempt').length,
    failing: failing.slice(0, MOST_NAMED).map(({ id }) => id),
  };
}

function concernsThem({ pass, fail, unknown, exempt }: ComingRule): boolean {
  return pass + fail + unknown + exempt > 0;
}
