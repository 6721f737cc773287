import { namedApprovers } from '../../domain/exceptions/approvers.ts';
import type { Terms } from '../../domain/exceptions/decide.ts';
import type { Exception } from '../../domain/exceptions/exception.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ServiceRecord } from '../ports.ts';
import { latestFor } from './check-ask.ts';
import { tierNamed } from './deciders.ts';
import { categoriesOf, meaningOfRule, type RulesInForce } from './rules-in-force.ts';

/** How the world stands to what was asked. */
export type TermsNow =
  | { readonly kind: 'same' }
  /** What it was about is gone. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** It would excuse something else than what was agreed to. */
  | { readonly kind: 'other'; readonly reason: string; readonly now: Terms };

export function termsNow(
  exception: Exception,
  record: ServiceRecord | undefined,
  { rules, policy }: { readonly rules: RulesInForce; readonly policy: Policy },
  now: Instant,
): TermsNow {
  if (record === undefined || record.archivedAt !== null)
    return { kind: 'gone', reason: 'the service is archived' };
  const left = exception.rules.flatMap(({ rule: key, meaning }) => {
    const found = rules.get(key);
    return found?.rule.exceptions === 'allowed' ? [{ key, found, meaning, now: meaningOfRule(found) }] : [];
  });
  if (left.length === 0) return { kind: 'gone', reason: goneReason(exception, rules) };
  const isRaised = isMoreCritical(record.service.tier, exception.tier, policy);
  const reason = isRaised
    ? `the service's tier was raised to “${tierNamed(record.service.tier, policy).name}”`
    : changedRule(exception, left, rules);
  if (reason === undefined) return { kind: 'same' };
  const tier = isRaised ? record.service.tier : exception.tier;
  const keys = left.map(({ key }) => key);
  const system = record.service.system ?? null;
  const matter = { categories: categoriesOf(keys, rules), system, kind: exception.kind };
  return {
    kind: 'other',
    reason,
    now: {
      tier,
      approvalsRequired: namedApprovers(tierNamed(tier, policy), matter).required,
      rules: left.map(({ key, now }) => ({ rule: key, meaning: now })),
      askedUntil: isRaised
        ? Math.min(exception.askedUntil, latestFor(tier, exception.kind, now, policy))
        : exception.askedUntil,
    },
  };
}

function goneReason({ rules: asked }: Exception, rules: RulesInForce): string {
  const isThere = asked.some(({ rule }) => rules.has(rule));
  if (isThere) return 'its rule allows no exceptions any more';
  return asked.length === 1 ? 'its rule is gone' : 'its rules are gone';
}

type Left = {
  readonly found: { readonly rule: { readonly title: string } };
  readonly meaning: string;
  readonly now: string;
};

function changedRule(exception: Exception, left: readonly Left[], rules: RulesInForce): string | undefined {
  const other = left.find(({ meaning, now }) => meaning !== now);
  if (other !== undefined) return `“${other.found.rule.title}” asks for something else now`;
  const never = exception.rules
    .map(({ rule }) => rules.get(rule)?.rule)
    .find((rule) => rule?.exceptions === 'never');
  return never === undefined ? undefined : `“${never.title}” allows no exceptions any more`;
}

/** ready.yml's tiers begin with the most critical. A tier that it no longer has is the least. */
function isMoreCritical(tier: string, than: string, { tiers }: Policy): boolean {
  const place = (id: string) => {
    const at = tiers.findIndex((one) => one.id === id);
    return at === -1 ? tiers.length : at;
  };
  return place(tier) < place(than);
}
