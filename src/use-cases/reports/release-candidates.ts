import { combineBars } from '../../domain/combine-bars.ts';
import { type Exception, isInForce as isGranted } from '../../domain/exceptions/exception.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Candidate, CandidateCheck, ReleaseException } from '../../domain/release-check.ts';
import type { Rule } from '../../domain/scorecard.ts';
import type { Context } from '../context.ts';
import { countingRules, READ_AT_ONCE } from '../digests/tally-checks.ts';
import { rulesInForce } from '../exceptions/rules-in-force.ts';
import type { StoredCheck, StoredEvaluation } from '../ports.ts';
import { applies } from '../scorecard-view.ts';
import type { ReleasedService } from './release-scope.ts';

/** How these services stand now. Nothing of sensitive rules but their outcomes: what is made of it is shown to many. */
export async function releaseCandidates(
  { store, policy, scorecards }: Pick<Context, 'store' | 'policy' | 'scorecards'>,
  services: readonly ReleasedService[],
  now: Instant,
): Promise<readonly Candidate[]> {
  const inForce = await scorecards();
  const counting = countingRules(inForce, now);
  const all = rulesInForce(inForce);
  const titleOf = (rule: string) => all.get(rule)?.rule.title ?? rule;
  const candidates: Candidate[] = [];
  for (let start = 0; start < services.length; start += READ_AT_ONCE) {
    const slice = services.slice(start, start + READ_AT_ONCE);
    const keys = slice.map(({ key }) => key);
    const [evaluations, exceptions] = await Promise.all([
      store.evaluations.of(keys),
      store.exceptions.open(keys),
    ]);
    for (const { key, id, name, tier: tierId } of slice) {
      const stored = evaluations.get(key) ?? [];
      const tier = policy.tiers.find((one) => one.id === tierId);
      candidates.push({
        ...{ key, id, name, tier: tier?.name ?? tierId, unknown: tier?.unknown ?? 'warn' },
        judged: stored.length > 0 || inForce.all.length === 0,
        bar: combineBars(stored.filter(applies).map(({ verdict }) => verdict.bar)),
        checks: stored.flatMap((evaluation) => checksOf(evaluation, counting)),
        exceptions: exceptionsOf(exceptions.get(key) ?? [], titleOf, now),
      });
    }
  }
  return candidates;
}

function checksOf(
  { scorecard, checks }: StoredEvaluation,
  counting: ReadonlyMap<string, Rule>,
): readonly CandidateCheck[] {
  return checks.flatMap((check) => {
    const key = `${scorecard}/${check.rule}`;
    const rule = counting.get(key);
    return rule === undefined ? [] : [candidateCheck(key, rule, check)];
  });
}

function candidateCheck(
  key: string,
  { title, required, sensitive }: Rule,
  check: StoredCheck,
): CandidateCheck {
  const { outcome, standing, since, unprovenSince, reason } = check;
  return {
    rule: key,
    ...{ title, required, outcome, standing, since },
    unprovenSince: unprovenSince ?? null,
    reason: sensitive ? null : (reason ?? null),
  };
}

function exceptionsOf(
  open: readonly Exception[],
  titleOf: (rule: string) => string,
  now: Instant,
): readonly ReleaseException[] {
  return open
    .filter((exception) => isGranted(exception, now))
    .toSorted((a, b) => a.until - b.until)
    .map(({ rules, until, approvals }) => ({
      titles: rules.map(({ rule }) => titleOf(rule)),
      until,
      by: approvals.map(({ by }) => by.name),
    }));
}
