import { USUAL_VERIFY_DAYS } from '../../domain/catalog.ts';
import type { Instant } from '../../domain/instant.ts';
import { GRACE } from '../../domain/planner/gap.ts';
import { verificationDue } from '../../domain/planner/verification.ts';
import type { Context } from '../context.ts';
import { tierNamed } from '../exceptions/deciders.ts';
import type { Tenure } from '../service-rows.ts';

export interface DueVerification {
  readonly key: string;
  /** When it was said last; null = never. */
  readonly verifiedAt: Instant | null;
  /** Until when it is to be said; past = since when. */
  readonly due: Instant;
}

/**
 * Living services, of those that `concerns` lets through, whose teams are asked by now whether all of it is still
 * true, the longest first. Whoever was given a service has its first weeks to look at it.
 */
export async function dueVerifications(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  now: Instant,
  concerns: (tenure: Tenure & { readonly owner: string }) => boolean = () => true,
): Promise<readonly DueVerification[]> {
  const owned = (await store.catalog.tenures()).flatMap((tenure) => {
    const { owner, ownerSince } = tenure;
    return owner === null || now - (ownerSince ?? 0) < GRACE ? [] : [{ ...tenure, owner }];
  });
  const asked = owned.filter(concerns);
  if (asked.length === 0) return [];
  const verified = await store.upkeep.lastVerified();
  return asked
    .flatMap(({ key, owner, tier, addedAt }) => {
      const everyDays = tierNamed(tier, policy).verifyEveryDays ?? USUAL_VERIFY_DAYS;
      const verifiedAt = verified.get(key) ?? null;
      const { due, toldFrom } = verificationDue({ owner, verifiedAt, addedAt }, everyDays);
      return now < toldFrom ? [] : [{ key, verifiedAt, due }];
    })
    .toSorted((a, b) => a.due - b.due);
}
