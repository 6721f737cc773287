import type { Tier } from './catalog.ts';
import type { Rollout } from './rollout.ts';

/** In their order. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What an organisation decided in ready.yml, as far as the verbs need it. */
export interface Policy {
  readonly organisation: string;
  /** IANA; where nothing nearer says otherwise. */
  readonly timezone: string;
  /** Local times, in each person's own zone. */
  readonly workingHours: {
    readonly days: readonly Weekday[];
    readonly from: string;
    readonly to: string;
    /** A country, or a part of it, whose public holidays are free: `GB`, `GB-SCT`. Teams and people may have another. */
    readonly holidays?: string;
  };
  /** E-mails or Slack user ids. */
  readonly admins: readonly string[];
  /** Most critical first. */
  readonly tiers: readonly Tier[];
  readonly defaultTier: string;
  /** Id; absent = the first scorecard. */
  readonly primaryScorecard?: string;
  /** Who is told something unasked. */
  readonly rollout: Rollout;
  /** How many reminders at once are held back until an admin says so; absent = {@link USUAL_STORM}. */
  readonly storm?: Storming;
  /** Where and when the organisation's digest is posted; absent = nowhere, and teams' at {@link USUAL_DIGEST}. */
  readonly digest?: { readonly channel: string; readonly day: Weekday; readonly at: string };
  /** Where exceptions are told to everybody; absent = in the channels of their services alone. */
  readonly exceptions?: { readonly channel: string };
}

export interface Storming {
  /** Messages within an hour. */
  readonly messagesPerHour: number;
  /** Of all owners, in per cent. */
  readonly shareOfOwners: number;
}

export const USUAL_STORM: Storming = { messagesPerHour: 200, shareOfOwners: 20 };
export const USUAL_DIGEST = { day: 'mon', at: '09:00' } as const;
