import type { Rate, VendorOptions } from '../vendor.ts';

/** What was spent of a rate in the window of now. */
export interface Account {
  readonly isSpent: () => boolean;
  readonly spend: (cost: number) => void;
  /** The answer with the account as it stands. */
  readonly withHeaders: (response: Response) => Response;
  /** Whole seconds until the window ends, rounded up. */
  readonly secondsLeft: () => number;
}

/** Counts in fixed windows: each begins with the first request after the last one's end. */
export function createAccount({ limit, window }: Rate, clock: VendorOptions['clock']): Account {
  const state = { ends: Number.NEGATIVE_INFINITY, spent: 0 };
  const current = () => {
    if (clock.now() >= state.ends) Object.assign(state, { ends: clock.now() + window, spent: 0 });
    return state;
  };
  return {
    isSpent: () => current().spent >= limit,
    spend(cost) {
      current().spent += cost;
    },
    withHeaders(response) {
      const { ends, spent } = current();
      const headers = new Headers(response.headers);
      headers.set('x-ratelimit-limit', String(limit));
      headers.set('x-ratelimit-remaining', String(Math.max(0, limit - spent)));
      headers.set('x-ratelimit-reset', String(Math.ceil(ends / 1000)));
      return new Response(response.body, { status: response.status, headers });
    },
    secondsLeft: () => Math.ceil((current().ends - clock.now()) / 1000),
  };
}

/** The refusal of whoever has spent all. */
export function limited(account: Account): Response {
  const headers = { 'content-type': 'application/json', 'retry-after': String(account.secondsLeft()) };
  return account.withHeaders(
    new Response(JSON.stringify({ message: 'rate limit exceeded' }), { status: 429, headers }),
  );
}
