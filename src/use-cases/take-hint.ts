import type { Context } from './context.ts';
import { hastenCollection } from './hasten-collection.ts';

/** A vendor's word that something happened to repositories. */
export interface Hint {
  /** `github` */
  readonly vendor: string;
  /** The vendor's id of this delivery: it may come more than once. */
  readonly delivery: string;
  /** Normalised, as the catalog has them. */
  readonly repositories: readonly string[];
}

/**
 * Makes the services of these repositories due now; how many they are. A delivery counts once: what failed leaves no
 * trace, so that its repetition is a first again.
 */
export async function takeHint(
  { store, clock, collecting }: Pick<Context, 'store' | 'clock' | 'collecting'>,
  { vendor, delivery, repositories }: Hint,
): Promise<number> {
  const now = clock.now();
  const services = await store.transaction(async (ports) => {
    if (!(await ports.collections.isFirstDelivery(vendor, delivery, now))) return 0;
    const keys = new Set<string>();
    for (const repository of repositories)
      for (const { key } of await ports.catalog.byReference('repo', repository)) keys.add(key);
    // Woken once it is written: who looks earlier finds nothing due.
    await hastenCollection({ store: ports, clock, collecting: { wake: () => {} } }, [...keys]);
    return keys.size;
  });
  if (services > 0) collecting.wake();
  return services;
}
