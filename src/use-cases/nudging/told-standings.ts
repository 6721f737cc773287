import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { ToldGap } from '../../domain/planner/gap.ts';
import type { Context } from '../context.ts';
import { endingGaps } from './endings.ts';

/** How what was told stands by now. */
export interface Standings {
  /** What nobody can tell just now is not mended: it counts as open. */
  readonly isOpen: (told: ToldGap) => boolean;
  /** Nobody can tell just now. */
  readonly isUnknown: (told: ToldGap) => boolean;
  /** Whether another answers for the service than when it was told. */
  readonly isMoved: (service: string, toldAt: Instant) => boolean;
}

/** Of these services, by what was last judged: whoever mended something sees it at once, stable or not. */
export async function standingsOf(
  context: Pick<Context, 'store' | 'policy'>,
  services: readonly string[],
  now: Instant,
): Promise<Standings> {
  const outcomes = new Map<string, Outcome>();
  for (let start = 0; start < services.length; start += 200)
    for (const [key, evaluations] of await context.store.evaluations.of(services.slice(start, start + 200)))
      for (const { scorecard, checks } of evaluations)
        for (const { rule, outcome } of checks) outcomes.set(`${key} ${scorecard}/${rule}`, outcome);
  const [endings, records] = await Promise.all([
    endingGaps(context, now),
    context.store.catalog.byKeys(services),
  ]);
  return {
    isUnknown: ({ service, id, kind }) => kind !== 'ending' && outcomes.get(`${service} ${id}`) === 'unknown',
    isOpen({ service, id, kind, since }) {
      if (kind === 'ending')
        return (endings.get(service) ?? []).some((one) => one.id === id && one.since === since);
      const outcome = outcomes.get(`${service} ${id}`);
      return outcome === 'fail' || outcome === 'unknown';
    },
    isMoved: (service, toldAt) => (records.get(service)?.ownerSince ?? 0) > toldAt,
  };
}
