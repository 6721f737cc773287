import { setImmediate as breathe } from 'node:timers/promises';
import { combineBars } from '../../domain/combine-bars.ts';
import type { FailedRule, Standing, UnknownPart } from '../../domain/digest.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Rule } from '../../domain/scorecard.ts';
import { isInForce } from '../../domain/verdict.ts';
import type { Context, ScorecardsInForce } from '../context.ts';
import type { StoredCheck, StoredEvaluation } from '../ports.ts';
import { applies } from '../scorecard-view.ts';

/** Services whose checks are read at once. */
export const READ_AT_ONCE = 200;

export interface Tallied {
  readonly standings: readonly Standing[];
  /** All of them, the most services first. */
  readonly failing: readonly FailedRule[];
  readonly unknown: Omit<UnknownPart, 'fresh'>;
}

interface Known {
  readonly key: string;
  readonly id: string;
}

/** How services stand by now, which rules they fail and what is not known of them: of checks that count. */
export async function tallyChecks(
  { store, scorecards }: Pick<Context, 'store' | 'scorecards'>,
  services: readonly Known[],
  now: Instant,
): Promise<Tallied> {
  const inForce = await scorecards();
  const rules = countingRules(inForce, now);
  const tally = { standings: [] as Standing[], failing: new Map<string, number>(), ...noReasons() };
  for (let start = 0; start < services.length; start += READ_AT_ONCE) {
    const slice = services.slice(start, start + READ_AT_ONCE);
    const stored = await store.evaluations.of(slice.map(({ key }) => key));
    for (const service of slice) {
      const evaluations = (stored.get(service.key) ?? []).filter(applies);
      if (evaluations.length > 0) tally.standings.push(standingOf(service, evaluations, inForce));
      countChecks(evaluations, rules, tally);
    }
    await breathe();
  }
  return {
    standings: tally.standings,
    failing: [...tally.failing]
      .map(([rule, many]) => ({ rule, title: rules.get(rule)?.title ?? rule, services: many }))
      .toSorted((a, b) => b.services - a.services || a.rule.localeCompare(b.rule)),
    unknown: {
      services: tally.dark,
      reasons: [...tally.reasons]
        .map(([reason, counts]) => ({ reason, ...counts }))
        .toSorted((a, b) => b.services - a.services || b.checks - a.checks),
    },
  };
}

interface Reasons {
  /** Services of which something is not known. */
  dark: number;
  readonly reasons: Map<string, { checks: number; services: number }>;
}

function noReasons(): Reasons {
  return { dark: 0, reasons: new Map() };
}

/** Rules that count by now, by `scorecard/rule`. */
export function countingRules({ all }: ScorecardsInForce, now: Instant): ReadonlyMap<string, Rule> {
  return new Map(
    all.flatMap(({ compiled: { scorecard } }) =>
      scorecard.rules
        .filter((rule) => isInForce(rule, now))
        .map((rule) => [`${scorecard.id}/${rule.id}`, rule] as const),
    ),
  );
}

function standingOf(
  { key, id }: Known,
  evaluations: readonly StoredEvaluation[],
  { primary }: ScorecardsInForce,
): Standing {
  const rated = evaluations.find(({ scorecard }) => scorecard === primary?.compiled.scorecard.id);
  return {
    key,
    id,
    bar: combineBars(evaluations.map(({ verdict }) => verdict.bar)),
    primary:
      rated === undefined
        ? null
        : { held: rated.verdict.held, score: rated.verdict.score, version: rated.scorecardVersion },
  };
}

function countChecks(
  evaluations: readonly StoredEvaluation[],
  rules: ReadonlyMap<string, Rule>,
  tally: Reasons & { readonly failing: Map<string, number> },
): void {
  const here = new Set<string>();
  for (const { scorecard, checks } of evaluations) {
    for (const check of checks) {
      const key = `${scorecard}/${check.rule}`;
      const rule = rules.get(key);
      if (rule === undefined) continue;
      if (check.outcome === 'fail') tally.failing.set(key, (tally.failing.get(key) ?? 0) + 1);
      if (check.outcome !== 'unknown') continue;
      const reason = reasonOf(check, rule);
      const counts = tally.reasons.get(reason) ?? { checks: 0, services: 0 };
      counts.checks += 1;
      counts.services += here.has(reason) ? 0 : 1;
      tally.reasons.set(reason, counts);
      here.add(reason);
    }
  }
  if (here.size > 0) tally.dark += 1;
}

/** What many checks share: the vendor's trouble rather than the fact that one of them reads. */
function reasonOf({ reason, why }: StoredCheck, { sensitive }: Rule): string {
  if (sensitive) return 'the reason is kept private';
  const part = why?.parts.find((one) => one.kind === 'not_known');
  return part?.reason ?? part?.lacking[0]?.lacks ?? reason ?? 'no reason is known';
}
