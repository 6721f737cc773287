import type { Tier } from './catalog.ts';

/** What an organisation decided in ready.yml, as far as the verbs need it. */
export interface Policy {
  readonly organisation: string;
  /** IANA; where nothing nearer says otherwise. */
  readonly timezone: string;
  /** E-mails or Slack user ids. */
  readonly admins: readonly string[];
  /** Most critical first. */
  readonly tiers: readonly Tier[];
  readonly defaultTier: string;
  /** Id; absent = the first scorecard. */
  readonly primaryScorecard?: string;
}
