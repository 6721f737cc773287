import type { Person } from './catalog.ts';
import type { Duration } from './instant.ts';
import type { Policy } from './policy.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** All that an organisation decides in ready.yml, besides the settings of collectors. */
export interface Organisation extends Policy {
  /** Local times, in each person's own zone. */
  readonly workingHours: { readonly days: readonly Weekday[]; readonly from: string; readonly to: string };
  readonly rollout: { readonly mode: 'silent' | 'preview' | 'on'; readonly teams: readonly string[] };
  /** Paths and patterns of catalog files, relative to the home folder. */
  readonly catalog: readonly string[];
  readonly scorecards: readonly string[];
  /** Explicit mappings, where matching by e-mail is not enough. */
  readonly people: readonly Person[];
  readonly digest?: { readonly channel: string; readonly day: Weekday; readonly at: string };
  readonly exceptions?: { readonly channel: string };
  /** How long a hand-written `custom` value holds after it last changed. */
  readonly customValidFor: Duration;
}
