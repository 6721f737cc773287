import type { GithubContents, GithubRates } from './contents.ts';

/** GitHub counts REST and GraphQL apart. */
export type Resource = 'core' | 'graphql';

/** What an installation of a GitHub App has; https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const RATES: GithubRates = { core: 5_000, graphql: 5_000, window: 3_600_000, secondary: true };

/** Secondary limits, of the same page: a minute's points by resource, and requests at the same time. */
const POINTS_A_MINUTE: Readonly<Record<Resource, number>> = { core: 900, graphql: 2_000 };
const AT_ONCE = 100;
const MINUTE = 60_000;

export interface Standing {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Milliseconds. */
  readonly resetAt: number;
}

/** Keeps GitHub's account of whoever asks; there is one for all tokens. */
export function createAccount(contents: GithubContents, clock: { readonly now: () => number }) {
  const windows = { core: { used: 0, resetAt: 0 }, graphql: { used: 0, resetAt: 0 } };
  const minutes = { core: { used: 0, resetAt: 0 }, graphql: { used: 0, resetAt: 0 } };
  const state = { underWay: 0 };
  const rates = () => contents.rates ?? RATES;

  function windowOf(from: typeof windows, resource: Resource, length: number) {
    const window = from[resource];
    if (clock.now() >= window.resetAt) Object.assign(window, { used: 0, resetAt: clock.now() + length });
    return window;
  }

  function standing(resource: Resource): Standing {
    const { used, resetAt } = windowOf(windows, resource, rates().window);
    const limit = rates()[resource];
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), resetAt };
  }

  return {
    standing,
    /** Which limit, if any, refuses a request now. */
    exceeded(resource: Resource): 'primary' | 'secondary' | undefined {
      if (standing(resource).remaining === 0) return 'primary';
      if (!rates().secondary) return undefined;
      const minute = windowOf(minutes, resource, MINUTE);
      return state.underWay >= AT_ONCE || minute.used >= POINTS_A_MINUTE[resource] ? 'secondary' : undefined;
    },
    async during<T>(resource: Resource, work: () => Promise<T>): Promise<T> {
      windowOf(minutes, resource, MINUTE).used += 1;
      state.underWay += 1;
      try {
        return await work();
      } finally {
        state.underWay -= 1;
      }
    },
    spend(resource: Resource, points: number) {
      windowOf(windows, resource, rates().window).used += points;
    },
    headers(resource: Resource): Readonly<Record<string, string>> {
      const { limit, used, remaining, resetAt } = standing(resource);
      return {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
        'x-ratelimit-resource': resource,
      };
    },
  };
}

export type Account = ReturnType<typeof createAccount>;
