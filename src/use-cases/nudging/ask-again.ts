/** Before somebody is interrupted their facts are looked at once more: what was mended an hour ago is told to nobody. */
import { type Duration, type Instant, MINUTE } from '../../domain/instant.ts';
import type { Context } from '../context.ts';
import type { Look } from './due-nudges.ts';

/** So long an answer is waited for; then what was known last is told. */
const PATIENCE: Duration = 20 * MINUTE;
const NEXT_LOOK: Duration = 5 * MINUTE;

/** Those whose gaps were confirmed lately. Of the others the facts are asked for, and they are looked at anew soon. */
export async function confirmed<T extends Look>(
  { store, planning, collecting }: Pick<Context, 'store' | 'planning' | 'collecting'>,
  due: readonly T[],
  now: Instant,
): Promise<readonly T[]> {
  const ready = due.filter(({ reached: { key }, doubts }) => {
    const since = planning.asked.get(key);
    const waits = doubts.size > 0 && (since === undefined || now - since < PATIENCE);
    if (!waits) planning.asked.delete(key);
    return !waits;
  });
  const waiting = due.filter((look) => !ready.includes(look));
  if (waiting.length === 0) return ready;
  const pairs = waiting.flatMap(({ doubts }) =>
    [...doubts].flatMap(([service, collectors]) => collectors.map((collector) => ({ service, collector }))),
  );
  for (const [collector, asked] of Map.groupBy(pairs, (pair) => pair.collector))
    await store.collections.hasten([...new Set(asked.map(({ service }) => service))], now, [collector]);
  for (const { reached } of waiting) {
    if (!planning.asked.has(reached.key)) planning.asked.set(reached.key, now);
    planning.quiet.set(reached.key, { until: now + NEXT_LOOK, hard: false });
  }
  collecting.wake();
  return ready;
}
