import type { Instant } from '../domain/instant.ts';
import type { Context } from './context.ts';

/** Until when each vendor that wants silence now is to be left alone, by collector. */
export async function pausesOf({
  store,
  clock,
}: Pick<Context, 'store' | 'clock'>): Promise<ReadonlyMap<string, Instant>> {
  const now = clock.now();
  const states = await store.collections.states();
  return new Map(
    [...states.values()].flatMap(({ collector, pausedUntil }) =>
      pausedUntil !== null && pausedUntil > now ? [[collector, pausedUntil] as const] : [],
    ),
  );
}
