import { type Duration, type Instant, MINUTE } from '../domain/instant.ts';
import type { Ports } from './ports.ts';

/**
 * Services that were never judged wait until each of their collectors was asked once: judged after the first of them,
 * their history would begin with a line for each rule that the next one lets us know about.
 */
export interface Newcomers {
  /** Those of these services that are to be judged now; the others wait. */
  readonly ready: (ports: Ports, keys: readonly string[], now: Instant) => Promise<readonly string[]>;
  /** Whether nobody waits any longer: there may be a slow vendor, and a card with gaps is better than none. */
  readonly isOver: (now: Instant) => boolean;
  /** Gives those who still wait, once. */
  readonly leave: () => readonly string[];
}

const PATIENCE: Duration = MINUTE;

export function waitForNewcomers(started: Instant): Newcomers {
  const waiting = new Set<string>();
  const isOver = (now: Instant) => now - started >= PATIENCE;
  return {
    isOver,
    async ready({ evaluations, collections }, keys, now) {
      if (isOver(now)) return keys;
      const judged = await evaluations.digests(keys);
      const fresh = keys.filter((key) => !judged.has(key));
      const unasked = fresh.length === 0 ? new Set() : await collections.unasked(fresh, now);
      for (const key of fresh) {
        if (unasked.has(key)) waiting.add(key);
        else waiting.delete(key);
      }
      return keys.filter((key) => !waiting.has(key));
    },
    leave() {
      const keys = [...waiting];
      waiting.clear();
      return keys;
    },
  };
}

export const NONE: Newcomers = { ready: async (_ports, keys) => keys, isOver: () => true, leave: () => [] };
