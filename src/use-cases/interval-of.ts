import { collectionInterval } from '../domain/collection-interval.ts';
import type { FactSource } from '../domain/fact.ts';
import type { Duration } from '../domain/instant.ts';
import type { ScorecardsInForce } from './context.ts';

/** How often this collector asks, as the rules in force want it. */
export function intervalOf({ all }: ScorecardsInForce, source: FactSource): Duration {
  return collectionInterval(
    source,
    all.flatMap(({ compiled }) => compiled.rules),
  );
}
