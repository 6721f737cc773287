import type { AdjustableClock } from '../../src/workspace/clock.ts';

/** The wait of a delivery that only `clock` ends; it stands in `waits` for as long as it lasts. */
export async function waitOn(
  clock: AdjustableClock,
  waits: Set<object>,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const wait = {};
  waits.add(wait);
  await new Promise<void>((resolve) => {
    const cancel = clock.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
  waits.delete(wait);
}
