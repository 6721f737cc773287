import type { Tier } from '../catalog.ts';
import type { Exception } from './exception.ts';

/** What a request is about, as far as it decides who is asked. */
export interface Matter {
  /** Of the rules, each once. */
  readonly categories: readonly string[];
  readonly system: string | null;
  readonly kind: Exception['kind'];
}

/** As ready.yml names them: e-mails, Slack user ids, `@group`. */
export interface NamedApprovers {
  readonly approvers: readonly string[];
  readonly fallback: readonly string[];
  /** Of the approvers how many must agree. */
  readonly required: number;
}

/**
 * Who decides about a request at a service of this tier: the tier's approvers and those whom `approvers_for` adds for
 * a category or system. What is meant to stand takes one more than usual, since nobody will look at it again soon.
 */
export function namedApprovers(tier: Tier, { categories, system, kind }: Matter): NamedApprovers {
  const keys = [
    ...categories.map((category) => `category:${category}`),
    ...(system === null ? [] : [`system:${system}`]),
  ];
  const added = keys.flatMap((key) => tier.approversFor[key] ?? []);
  return {
    approvers: [...new Set([...tier.approvers, ...added])],
    fallback: tier.fallbackApprovers,
    required: tier.approvalsRequired + (kind === 'standing' ? 1 : 0),
  };
}

/**
 * Whom to ask at once, given the people that the names resolve to: where those who may (everybody but the requester)
 * are too few to agree, the fallback approvers too.
 */
export function askedAtOnce(
  approvers: readonly string[],
  fallback: readonly string[],
  { requester, required }: { readonly requester: string; readonly required: number },
): readonly string[] {
  const others = approvers.filter((person) => person !== requester);
  const more = fallback.filter((person) => person !== requester && !others.includes(person));
  return others.length >= required ? others : [...others, ...more];
}
