import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Gap, ToldGap } from '../../domain/planner/gap.ts';
import type { Context } from '../context.ts';
import { askedNow } from './asking-initiatives.ts';
import { endingGaps } from './endings.ts';

/** How what was told stands by now. */
export interface Standings {
  /** What nobody can tell just now is not mended: it counts as open. What was dropped does not. */
  readonly isOpen: (gap: ToldGap) => boolean;
  /** Nobody can tell just now. */
  readonly isUnknown: (gap: ToldGap) => boolean;
  /** It was told for an initiative, it is not mended, and none asks for it any more. */
  readonly isDropped: (gap: ToldGap) => boolean;
  /** Whether another answers for the service than when it was told. */
  readonly isMoved: (service: string, toldAt: Instant) => boolean;
}

const NO_ENDINGS: ReadonlyMap<string, readonly Gap[]> = new Map();

/** Of what was told, by what was last judged: whoever mended something sees it at once, stable or not. */
export async function standingsOf(
  context: Pick<Context, 'store' | 'policy' | 'scorecards'>,
  told: readonly ToldGap[],
  now: Instant,
): Promise<Standings> {
  const services = [...new Set(told.map(({ service }) => service))];
  const outcomes = new Map<string, Outcome>();
  for (let start = 0; start < services.length; start += 200)
    for (const [key, evaluations] of await context.store.evaluations.of(services.slice(start, start + 200)))
      for (const { scorecard, checks } of evaluations)
        for (const { rule, outcome } of checks) outcomes.set(`${key} ${scorecard}/${rule}`, outcome);
  const [endings, records, asked] = await Promise.all([
    // A question about all of the catalog, which few messages need to be asked.
    told.some(({ kind }) => kind === 'ending') ? endingGaps(context, now) : NO_ENDINGS,
    context.store.catalog.byKeys(services),
    askedNow(context, services),
  ]);
  const isGap = ({ service, id }: ToldGap) => {
    const outcome = outcomes.get(`${service} ${id}`);
    return outcome === 'fail' || outcome === 'unknown';
  };
  const isAsked = ({ service, id, kind }: ToldGap) => kind !== 'initiative' || asked.has(`${service} ${id}`);
  return {
    isUnknown: ({ service, id, kind }) => kind !== 'ending' && outcomes.get(`${service} ${id}`) === 'unknown',
    isOpen(gap) {
      const { service, id, kind, since } = gap;
      if (kind === 'ending')
        return (endings.get(service) ?? []).some((one) => one.id === id && one.since === since);
      return isGap(gap) && isAsked(gap);
    },
    isDropped: (gap) => isGap(gap) && !isAsked(gap),
    isMoved: (service, toldAt) => (records.get(service)?.ownerSince ?? 0) > toldAt,
  };
}
