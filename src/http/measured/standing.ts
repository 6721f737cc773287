import { type Duration, type Instant, SECOND } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Context } from '../../use-cases/context.ts';
import type { StorePort } from '../../use-cases/ports.ts';
import type { Metric } from '../route.ts';
import { FAMILIES } from './families.ts';

/** However often somebody scrapes: the counts of 10,000 services with 50 rules take some 20 ms. */
const FRESH: Duration = 60 * SECOND;

type Counted = Pick<Context, 'clock' | 'scorecards'> & {
  readonly store: Pick<StorePort, 'catalog' | 'evaluations' | 'collections'>;
};

/** How the services stand, counted in the database once a minute at most. */
export function measureStanding(counted: Counted): () => Promise<readonly Metric[]> {
  let last: { readonly at: Instant; readonly metrics: Promise<readonly Metric[]> } | undefined;
  return () => {
    const now = counted.clock.now();
    if (last !== undefined && now - last.at < FRESH) return last.metrics;
    const counting = { at: now, metrics: count(counted) };
    last = counting;
    // What failed is no count: the next scrape tries again.
    counting.metrics.catch(() => {
      if (last === counting) last = undefined;
    });
    return counting.metrics;
  };
}

async function count({ store, scorecards, clock }: Counted): Promise<readonly Metric[]> {
  const { all, primary } = await scorecards();
  const { byBar, without } = await store.catalog.tally({}, primary?.compiled.scorecard.id ?? null);
  const checks = await Promise.all(
    all.map(async ({ compiled: { scorecard } }) =>
      checkSamples(scorecard.id, await store.evaluations.countsByRule(scorecard.id)),
    ),
  );
  const bars = Object.entries({ ...byBar, unjudged: without });
  return [
    {
      ...FAMILIES.services,
      samples: bars.map(([bar, value]) => ({ labels: { minimum_bar: bar }, value })),
    },
    { ...FAMILIES.checks, samples: checks.flat() },
    ...(await countCollections(store.collections, clock.now())),
  ];
}

async function countCollections(
  collections: StorePort['collections'],
  now: Instant,
): Promise<readonly Metric[]> {
  const [tallies, states] = await Promise.all([collections.tally(now), collections.states()]);
  const all = [...tallies].map(([collector, tally]) => ({ collector, ...tally }));
  return [
    {
      ...FAMILIES.collections,
      samples: all.flatMap(({ collector, services, failing, due }) => [
        { labels: { collector, state: 'ok' }, value: services - failing },
        { labels: { collector, state: 'failing' }, value: failing },
        { labels: { collector, state: 'due' }, value: due },
      ]),
    },
    {
      ...FAMILIES.collectorAnswered,
      samples: all.flatMap(({ collector, lastGoodAt }) =>
        lastGoodAt === null ? [] : [{ labels: { collector }, value: lastGoodAt / SECOND }],
      ),
    },
    {
      ...FAMILIES.collectorOut,
      samples: all.map(({ collector }) => ({
        labels: { collector },
        value: (states.get(collector)?.outageSince ?? null) === null ? 0 : 1,
      })),
    },
  ];
}

function checkSamples(
  scorecard: string,
  byRule: ReadonlyMap<string, Readonly<Record<Outcome, number>>>,
): Metric['samples'] {
  const sums = new Map<string, number>();
  for (const counts of byRule.values())
    for (const [outcome, services] of Object.entries(counts))
      sums.set(outcome, (sums.get(outcome) ?? 0) + services);
  return [...sums].map(([outcome, value]) => ({ labels: { scorecard, outcome }, value }));
}
