import type { Weekday } from '../policy.ts';

/** How somebody wants to be reminded; absent = as the organisation has it. */
export interface Preferences {
  /** `weekly`: on `day` alone. */
  readonly nudges: 'daily' | 'weekly';
  /** Gaps of the minimum bar alone. */
  readonly only: 'all' | 'minimum-bar';
  readonly day: Weekday;
  /** Local time from which on, within working hours: `09:00`; null = when they begin. */
  readonly at: string | null;
  /** IANA; null = as Slack, the catalog or the organisation says. */
  readonly timezone: string | null;
}

export const USUAL: Preferences = { nudges: 'daily', only: 'all', day: 'mon', at: null, timezone: null };
