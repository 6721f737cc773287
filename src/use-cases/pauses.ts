import type { Instant } from '../domain/instant.ts';
import type { CollectorState } from './collection-ports.ts';
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

/** Keeps that a vendor wants no question before. */
export async function keepPause(
  { store }: Pick<Context, 'store'>,
  collector: string,
  until: Instant,
): Promise<void> {
  await store.transaction(async ({ collections }) => {
    const before = (await collections.states()).get(collector) ?? { ...UNTOLD, collector };
    const pausedUntil = Math.max(before.pausedUntil ?? 0, Math.ceil(until));
    await collections.setStates([{ ...before, pausedUntil }]);
  });
}

/** Of a collector that nothing is known of yet. */
export const UNTOLD: Omit<CollectorState, 'collector'> = {
  pausedUntil: null,
  lastGoodAt: null,
  lastError: null,
  lastErrorAt: null,
  outageSince: null,
};
