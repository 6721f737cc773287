import type { Tier } from './catalog.ts';
import type { Rollout } from './rollout.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** What an organisation decided in ready.yml, as far as the verbs need it. */
export interface Policy {
  readonly organisation: string;
  /** IANA; where nothing nearer says otherwise. */
  readonly timezone: string;
  /** Local times, in each person's own zone. */
  readonly workingHours: { readonly days: readonly Weekday[]; readonly from: string; readonly to: string };
  /** E-mails or Slack user ids. */
  readonly admins: readonly string[];
  /** Most critical first. */
  readonly tiers: readonly Tier[];
  readonly defaultTier: string;
  /** Id; absent = the first scorecard. */
  readonly primaryScorecard?: string;
  /** Who is told something unasked. */
  readonly rollout: Rollout;
  /** Where exceptions are told to everybody; absent = in the channels of their services alone. */
  readonly exceptions?: { readonly channel: string };
}
