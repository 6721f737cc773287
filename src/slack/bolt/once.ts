import { type Instant, MINUTE } from '../../domain/instant.ts';

/** Slack repeats an event for about six minutes, and accepts requests signed up to five minutes ago. */
const REMEMBERED = 15 * MINUTE;
const MOST_KEYS = 20_000;

/** Remembers what was handled, so that a repetition does nothing twice. */
export interface Once {
  /** True the first time that a key is seen. */
  readonly first: (key: string, now: Instant) => boolean;
}

export function createOnce(): Once {
  // A map keeps the order in which keys came: the oldest are the first to go.
  const seen = new Map<string, Instant>();
  return {
    first(key, now) {
      const before = seen.get(key);
      if (before !== undefined && now - before < REMEMBERED) return false;
      seen.delete(key);
      seen.set(copied(key), now);
      forget(seen, now);
      return true;
    },
  };
}

/** A piece of a request's text keeps all of that text in memory, and there are many keys. */
function copied(key: string): string {
  return Buffer.from(key).toString();
}

function forget(seen: Map<string, Instant>, now: Instant): void {
  for (const [key, at] of seen) {
    if (seen.size <= MOST_KEYS && now - at < REMEMBERED) return;
    seen.delete(key);
  }
}
