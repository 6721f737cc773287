/** What initiatives look like to whoever starts, runs and reads them: the view models of their verbs. */
import type { Initiative, Progress, ProgressCounts } from '../domain/initiative.ts';
import type { Instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Named } from './initiatives/asked-for.ts';
import type { Page } from './service-rows.ts';

/** An initiative in a list. */
export interface InitiativeLine {
  readonly initiative: Initiative;
  /** As of the last time that somebody looked; of a draft all are 0. */
  readonly counts: ProgressCounts;
  /** In days of the organisation; negative once they are over. */
  readonly daysLeft: number;
}

export interface InitiativeListing {
  /** By deadline, the nearest first. */
  readonly running: readonly InitiativeLine[];
  /** Those that the viewer may start. */
  readonly drafts: readonly InitiativeLine[];
  /** Met, ended or cancelled, the newest first; at most `MOST_ENDED`. */
  readonly ended: readonly InitiativeLine[];
}

export interface TeamProgress {
  /** Null: services without owner. */
  readonly team: Named | null;
  readonly counts: ProgressCounts;
}

/** A service that is not there yet. */
export interface Laggard {
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly team: Named | null;
  readonly progress: Progress;
  readonly deadline: Instant;
  /** It came late and has its own deadline. */
  readonly late: boolean;
  readonly daysLeft: number;
  /** Titles of what is asked and not there; of an unknown one with why nobody knows, unless that is private. */
  readonly gaps: readonly { readonly title: string; readonly reason: string | null }[];
}

/** What keeps services from getting on: nobody can tell how they stand, or nobody is there to do it. */
export interface Blockers {
  readonly unknown: readonly Laggard[];
  readonly unknownTotal: number;
  readonly ownerless: readonly Laggard[];
  readonly ownerlessTotal: number;
}

/** An initiative as its owner, its channel and everybody who looks at it need it. */
export interface InitiativeView extends InitiativeLine {
  readonly scorecard: Named;
  /** The rules that it comes to, as the scorecard has them now. */
  readonly asked: readonly Named[];
  readonly teams: readonly TeamProgress[];
  /** What is open, the most overdue and most critical first. */
  readonly laggards: Page<Laggard> & { readonly offset: number; readonly size: number };
  readonly blockers: Blockers;
  /** One for each day that it was looked at, oldest first. */
  readonly days: readonly { readonly day: string; readonly counts: ProgressCounts }[];
  /** Of a draft: what it would be about. */
  readonly preview: InitiativePreview | null;
  /** Why its progress is not followed any more: its scorecard, rules or filter are gone. */
  readonly trouble: string | null;
  /** What this viewer may do now; the act itself is checked again. */
  readonly may: {
    readonly edit: boolean;
    readonly start: boolean;
    readonly extend: boolean;
    readonly cancel: boolean;
    readonly close: boolean;
  };
}

/** What can be asked for. */
export interface InitiativeChoices {
  readonly scorecards: readonly (Named & {
    /** Lowest first. */
    readonly levels: readonly string[];
    readonly rules: readonly Named[];
  })[];
  /** IANA; a deadline is at 10:00 there. */
  readonly timezone: string;
  /** ISO date: in a month. */
  readonly usualDate: string;
}

/** What somebody wants, as they typed it. */
export interface InitiativeAsk {
  readonly title: string;
  readonly why: string;
  readonly scorecard: string;
  readonly asks: Initiative['asks'];
  readonly filter: string;
  /** ISO date. */
  readonly date: string;
  /** Slack user id. */
  readonly owner: string;
  /** Slack id, or null for none. */
  readonly channel: string | null;
}

export type InitiativeField = 'title' | 'why' | 'asks' | 'filter' | 'date' | 'owner' | 'start';

/** What an initiative would be about. */
export interface InitiativePreview {
  /** Services that match the filter, and that something of it is asked of. */
  readonly services: number;
  /** Teams that own them. */
  readonly owners: number;
  /** How they stand today. */
  readonly counts: ProgressCounts;
  /** What is wrong with the filter, in a sentence; the counts are 0 then. */
  readonly problem: string | null;
}

export type InitiativeOutcome =
  | { readonly kind: 'kept'; readonly view: InitiativeView }
  /** Said at their fields; nothing was kept. */
  | {
      readonly kind: 'invalid';
      readonly problems: readonly { readonly field: InitiativeField; readonly message: string }[];
    };

/** What a person does to an initiative by a click. */
export type PersonsInitiativeAct =
  | { readonly kind: 'start' }
  /** `date`: ISO. */
  | { readonly kind: 'extend'; readonly date: string; readonly reason: string }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'close' };

/** The verbs of initiatives; bound beside the others. All throw a `UserError` for guests and strangers. */
export interface InitiativeVerbs {
  readonly list: (viewer: Viewer) => Promise<InitiativeListing>;
  /** `offset`: of the laggards. */
  readonly show: (viewer: Viewer, id: string, offset?: number) => Promise<InitiativeView>;
  readonly choices: (viewer: Viewer) => Promise<InitiativeChoices>;
  readonly preview: (
    viewer: Viewer,
    ask: Pick<InitiativeAsk, 'scorecard' | 'asks' | 'filter'>,
  ) => Promise<InitiativePreview>;
  /** `start`: at once instead of as a draft. */
  readonly add: (viewer: Viewer, ask: InitiativeAsk, start: boolean) => Promise<InitiativeOutcome>;
  /** Of a running one the deadline stays as it is: `extend` moves it. */
  readonly edit: (viewer: Viewer, id: string, ask: InitiativeAsk) => Promise<InitiativeOutcome>;
  /** Throws a `UserError` where it is not theirs to do, or cannot be done any more. */
  readonly act: (viewer: Viewer, id: string, act: PersonsInitiativeAct) => Promise<InitiativeView>;
}
