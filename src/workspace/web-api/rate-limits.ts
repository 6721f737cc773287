/** Slack's rate limits as token buckets: per method, and for posting per channel. */
import type { Clock } from '../clock.ts';
import type { Method, Tier } from '../methods/method.ts';

type Bucket = { tokens: number; at: number };

/** Calls that may come at once, and how many a second after that. */
const RATES: Record<Tier, { burst: number; perSecond: number }> = {
  1: { burst: 1, perSecond: 1 / 60 },
  2: { burst: 20, perSecond: 20 / 60 },
  3: { burst: 50, perSecond: 50 / 60 },
  4: { burst: 100, perSecond: 100 / 60 },
  posting: { burst: 1, perSecond: 1 },
};

export type RateLimits = {
  /** Counts a call. Whole seconds to wait if it is one too many, else null. */
  take(method: Method, channel: unknown): number | null;
};

export function rateLimits(clock: Clock): RateLimits {
  const buckets = new Map<string, Bucket>();
  return {
    take(method, channel) {
      const { burst, perSecond } = RATES[method.tier];
      const key = method.tier === 'posting' ? `${method.name} ${String(channel)}` : method.name;
      const now = clock.now();
      const before = buckets.get(key) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1000) * perSecond);
      const isAllowed = tokens >= 1;
      buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, at: now });
      return isAllowed ? null : Math.ceil((1 - tokens) / perSecond);
    },
  };
}
