/** What reminders look like to their readers, and what can be done about them. `slack/` renders these, nothing else. */
import type { Duration, Instant } from '../domain/instant.ts';
import type { Preferences } from '../domain/planner/preferences.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Rollout } from '../domain/rollout.ts';
import type { Storm } from './nudge-ports.ts';
import type { CheckView, ServiceHeading } from './show-readiness.ts';
import type { OwnershipClaimView } from './upkeep-views.ts';
import type { CollectorTrouble } from './verbs.ts';

/** Something with an id and a name: a team, a system. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export type NudgedService = Pick<ServiceHeading, 'key' | 'id' | 'name' | 'tier'>;

/** A check that is to be mended. */
export interface CheckItem {
  readonly kind: 'check';
  /** As the service's own people see it. A message to a channel leaves out what is `sensitive`. */
  readonly view: CheckView;
  /** The weightiest of those that hold. */
  readonly why: 'bar' | 'initiative' | 'regression';
  readonly due: Instant | null;
  /** The initiative's title. */
  readonly initiative: string | null;
  /** Not in the nudge before. */
  readonly isNew: boolean;
}

/** Something granted or stated that runs out. */
export interface EndingItem {
  readonly kind: 'ending';
  readonly what: 'exception' | 'attestation' | 'verification';
  /** Of the exception or attestation; of a verification the service's key. */
  readonly id: string;
  /** The rule's title, or what is to be confirmed. */
  readonly title: string;
  readonly until: Instant;
  readonly isNew: boolean;
}

export type NudgeItem = CheckItem | EndingItem;

export interface NudgeService {
  readonly service: NudgedService;
  /** The nearest of its items; null = no date. */
  readonly due: Instant | null;
  /** Title of the initiative that the nearest date is of. */
  readonly initiative: string | null;
  /** What is still open: new first, then by date, then repeats. All of them; views clip. */
  readonly items: readonly NudgeItem[];
  readonly snoozedUntil: Instant | null;
}

/** The message kind `nudge`, subject `{ nudge: ID }`: as things stand now, of what was told then. */
export interface NudgeView {
  /** Of the log; of a sample the empty string: nothing can be done about that. */
  readonly id: string;
  readonly to:
    | { readonly kind: 'person'; readonly id: string; readonly name: string }
    | { readonly kind: 'channel'; readonly channel: string };
  /** Whose reminders these are: "You are Payments' steward". */
  readonly teams: readonly Named[];
  /** In the order in which they are to be read: what is new first, then what is due, then repeats. */
  readonly services: readonly NudgeService[];
  /** Services of it that are another's since; null = nobody's. */
  readonly moved: readonly { readonly service: NudgedService; readonly to: Named | null }[];
  /** Nothing of it is left. */
  readonly done: boolean;
  /** Things that it told and that are no more. */
  readonly fixed: number;
  /** Things that are open, and that no initiative asks for any more. */
  readonly dropped: number;
  readonly plannedAt: Instant;
  /** The first that this person, or channel, ever gets: it says who we are. */
  readonly first: boolean;
}

export interface CheckedAll {
  /** As it is after checking. */
  readonly nudge: NudgeView;
  readonly trouble: readonly CollectorTrouble[];
}

/** The message kind `escalation`, subject `{ service: KEY, gap, step }`. */
export interface EscalationView {
  readonly service: NudgedService;
  readonly team: Named | null;
  readonly step: 'channel' | 'approvers';
  readonly item: CheckItem;
  /** Reminders that were delivered and not answered. */
  readonly reminders: number;
}

/** The message kind `storm`, subject `{ storm: ID }`. */
export interface StormView extends Storm {
  /** Name of who decided. */
  readonly decidedByName: string | null;
}

export interface Snoozed {
  readonly service: NudgedService;
  /** Null: it is not snoozed any more. */
  readonly until: Instant | null;
}

/** What somebody says who gets reminders of what is not theirs. */
export interface NotMine {
  /** Id of the team that it is of; null = they don't know. */
  readonly team: string | null;
  readonly note: string | null;
}

export interface PreferencesView {
  readonly preferences: Preferences;
  /** They never chose: these are the usual ones. */
  readonly usual: boolean;
  /** The zone that counts where they name none. */
  readonly timezone: string;
  readonly workingHours: { readonly from: string; readonly to: string };
  /** Teams that they are reminded for. */
  readonly stewardOf: readonly Named[];
}

/** What one team would get, were it told today. */
export interface RolloutTeam {
  readonly team: Named;
  /** It is told already. */
  readonly told: boolean;
  /** Added in Slack; those of ready.yml can only be taken out there. */
  readonly addedInSlack: boolean;
  /** Services with something to tell, and how much that is. */
  readonly services: number;
  readonly gaps: number;
  /** Who would get it; null = nobody could. */
  readonly to: NudgeView['to'] | null;
  /** Why nobody could: "Nobody of Payments is known in Slack." */
  readonly trouble: string | null;
}

export interface RolloutView {
  readonly mode: Rollout['mode'];
  /** Teams that are told. With the mode `on` all of them are. */
  readonly told: readonly Named[];
  /** The one that “Add next team” adds: that with the least to tell of the others; null = none is left. */
  readonly next: Named | null;
  /** Told ones first, then as they would be added. */
  readonly teams: readonly RolloutTeam[];
  readonly counts: {
    /** Messages on the first day if all were told. */
    readonly messages: number;
    readonly gaps: number;
    readonly services: number;
    /** Services whose gaps reach nobody: no owner. */
    readonly ownerless: number;
  };
}

export interface JobView {
  readonly name: string;
  readonly summary: string;
  /** Cron pattern. */
  readonly every: string;
  readonly last: {
    readonly at: Instant;
    readonly took: Duration;
    readonly ok: boolean;
    readonly error: string | null;
  } | null;
  readonly next: Instant | null;
  /** What waits for its next run, in words; null = nothing, or it does not say. */
  readonly due: string | null;
}

export interface JobsView {
  readonly jobs: readonly JobView[];
  /** Reminders that are held back until an admin decides. */
  readonly held: StormView | null;
  /** Messages that wait to be sent. */
  readonly waiting: number;
  readonly at: Instant;
}

export interface OwnerlessService {
  readonly service: NudgedService;
  /** `left`: the owning team is there, and none of its people is. */
  readonly why: 'none' | 'unknown-team' | 'left';
  /** What the catalog says, word for word. */
  readonly declared: string | null;
  /** Counted gaps of it, which reach nobody. */
  readonly failing: number;
  /** Best first. */
  readonly suggestions: readonly { readonly team: Named; readonly because: string }[];
}

/** The message kind `ownerless`, subject `{ week: ISO date of its Monday }`. */
export interface OwnerlessView {
  /** The most critical first. */
  readonly services: readonly OwnerlessService[];
  /** All teams that may be chosen. */
  readonly teams: readonly Named[];
}

export interface NudgeVerbs {
  /**
   * No reminder of this service for so many days: to this person, and in its team's channel where that is reminded.
   * That counts as an answer.
   */
  readonly snooze: (viewer: Viewer, service: string, days: 1 | 7) => Promise<Snoozed>;
  readonly unsnooze: (viewer: Viewer, service: string) => Promise<Snoozed>;
  /** A nudge as it stands; for its people, and admins. */
  readonly show: (viewer: Viewer, nudge: string) => Promise<NudgeView>;
  /** Asks all collectors about all services of it, judges them, and counts as an answer. */
  readonly checkAll: (viewer: Viewer, nudge: string) => Promise<CheckedAll>;
  /** That somebody did something about a service: it stops the counting towards an escalation. */
  readonly answer: (viewer: Viewer, service: string) => Promise<void>;
  /** Told in the channel of the team that it is said to be of, or else of the one that it is of now. */
  readonly notMine: (viewer: Viewer, service: string, claim: NotMine) => Promise<OwnershipClaimView>;
  /** Teams whose id or name holds these letters, for typeahead; for whoever may see the catalog. At most `limit`. */
  readonly teams: (viewer: Viewer, letters: string, limit: number) => Promise<readonly Named[]>;
  readonly preferences: (viewer: Viewer) => Promise<PreferencesView>;
  /** Throws a `UserError` for a time or zone that is none. */
  readonly prefer: (viewer: Viewer, preferences: Preferences) => Promise<PreferencesView>;
  /** For admins, as is everything below. */
  readonly rollout: (viewer: Viewer) => Promise<RolloutView>;
  /** `team`: its id; null = the next one. */
  readonly addTeam: (viewer: Viewer, team: string | null) => Promise<RolloutView>;
  readonly removeTeam: (viewer: Viewer, team: string) => Promise<RolloutView>;
  /** What a team would get, were it told now; null = nothing. */
  readonly sample: (viewer: Viewer, team: string) => Promise<NudgeView | null>;
  readonly jobs: (viewer: Viewer) => Promise<JobsView>;
  readonly decideStorm: (viewer: Viewer, id: string, decision: 'send' | 'discard') => Promise<StormView>;
  readonly ownerless: (viewer: Viewer) => Promise<OwnerlessView>;
  /** Has a service without owner owned by this team from now on. */
  readonly assign: (viewer: Viewer, service: string, team: string) => Promise<OwnerlessView>;
}
