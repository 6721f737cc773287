/** Who decides about a request: as ready.yml names them, and who that is in Slack now. */
import type { Tier } from '../../domain/catalog.ts';
import { askedAtOnce, type Matter, namedApprovers } from '../../domain/exceptions/approvers.ts';
import type { Actor, Asking, Exception } from '../../domain/exceptions/exception.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Directory } from '../exception-views.ts';
import type { ServiceRecord } from '../ports.ts';
import { categoriesOf, type RulesInForce } from './rules-in-force.ts';

/** A request, as far as it decides who answers it. */
export interface Question {
  readonly tier: Tier;
  readonly matter: Matter;
  /** Slack user id: never asked about their own. */
  readonly requester: string;
  /** Of them how many must agree. */
  readonly required: number;
  /** May decide already, whoever else could be found. */
  readonly fallback: boolean;
  readonly admins: boolean;
}

export interface Deciders {
  readonly people: readonly Actor[];
  readonly fallback: boolean;
  readonly admins: boolean;
}

/** A new request's question, or with `asked` that of one that stands. */
export function questionAbout(
  { tier, rules, kind, requester }: Pick<Exception, 'tier' | 'rules' | 'kind' | 'requester'>,
  { service }: Pick<ServiceRecord, 'service'>,
  known: { readonly rules: RulesInForce; readonly policy: Policy },
  asked: Pick<Asking, 'fallback' | 'admins'> = { fallback: false, admins: false },
): Question {
  const keys = rules.map(({ rule }) => rule);
  const matter = { categories: categoriesOf(keys, known.rules), system: service.system ?? null, kind };
  const found = tierNamed(tier, known.policy);
  const { required } = namedApprovers(found, matter);
  return {
    tier: found,
    matter,
    requester: requester.id,
    required,
    fallback: asked.fallback,
    admins: asked.admins,
  };
}

/** The question of a request that stands: as many must agree as when it was asked. */
export function questionOf(
  exception: Exception,
  record: Pick<ServiceRecord, 'service'>,
  known: { readonly rules: RulesInForce; readonly policy: Policy },
): Question {
  const question = questionAbout(exception, record, known, exception.asked);
  return { ...question, required: exception.approvalsRequired };
}

/**
 * Who decides now. Where those that the tier names are too few, the fallback approvers do too, and where they are
 * still too few, the admins. Throws an `ExternalServiceError` when Slack does not say who is who.
 */
export async function decidersOf(
  directory: Directory,
  { admins }: Pick<Policy, 'admins'>,
  question: Question,
): Promise<Deciders> {
  const { requester, required } = question;
  const named = namedApprovers(question.tier, question.matter);
  const found = new Map<string, Actor>();
  const resolve = async (names: readonly string[]): Promise<readonly string[]> => {
    if (names.length === 0) return [];
    const { people } = await directory.resolve(names);
    for (const person of people) found.set(person.id, person);
    return people.map(({ id }) => id);
  };
  const approvers = (await resolve(named.approvers)).filter((id) => id !== requester);
  const isFew = approvers.length < required;
  const fallback = question.fallback || isFew ? await resolve(named.fallback) : [];
  const asked = askedAtOnce(approvers, fallback, {
    requester,
    required: question.fallback ? Number.POSITIVE_INFINITY : required,
  });
  const isStillFew = asked.length < required;
  const others = question.admins || isStillFew ? await resolve(admins) : [];
  const ids = new Set([...asked, ...others.filter((id) => id !== requester)]);
  return {
    people: [...found.values()].filter(({ id }) => ids.has(id)),
    fallback: question.fallback || isFew,
    admins: question.admins || isStillFew,
  };
}

/** Differs whenever other people may have to decide: what was found out for one question holds for an equal one. */
export function questionKey({ tier, matter, ...rest }: Question): string {
  const { approvers, fallback } = namedApprovers(tier, matter);
  return JSON.stringify([tier.id, approvers, fallback, rest]);
}

/** What was found out within the last minute will do: for showing and drafting, never for deciding. */
export function latelyDirectory({ resolve }: Directory): Directory {
  return { resolve: (names) => resolve(names, true) };
}

/** Asks Slack about the same names once. */
export function rememberingDirectory(directory: Directory): Directory {
  const known = new Map<string, ReturnType<Directory['resolve']>>();
  return {
    resolve(names) {
      const key = JSON.stringify(names);
      const answer = known.get(key) ?? directory.resolve(names);
      known.set(key, answer);
      return answer;
    },
  };
}

/** The tier of that name; of one that ready.yml no longer has, the default one. */
export function tierNamed(id: string, { tiers, defaultTier }: Policy): Tier {
  const tier =
    [id, defaultTier].map((name) => tiers.find((one) => one.id === name)).find(Boolean) ?? tiers[0];
  if (tier === undefined) throw new Error('ready.yml has no tiers');
  return tier;
}
