import type { CollectorInUse } from './context.ts';
import { SLICE } from './evaluate-services.ts';

/** Services whose answers are kept together: some full questions. */
export function sliceSize({ most }: Pick<CollectorInUse, 'most'>): number {
  return most * Math.max(1, Math.floor(SLICE / most));
}

/** Slices under way: enough to use all of a collector's concurrency, and one so that none waits for a slow answer. */
export function lanes({ most, concurrency }: Pick<CollectorInUse, 'most' | 'concurrency'>): number {
  return Math.ceil((concurrency * most) / sliceSize({ most })) + 1;
}
