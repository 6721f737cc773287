import type { Problem } from './errors.ts';
import type { JsonObject } from './json.ts';

/** The kinds of link that the card knows by name come first on it; any other type is shown after them. */
export interface Link {
  readonly type: string;
  readonly title: string;
  readonly url: string;
}

/** A repository, or with `paths` a part of a monorepo. `url` is normalised: `github.com/acme/shop`. */
export interface Repository {
  readonly url: string;
  readonly paths: readonly string[];
}

/** Anything a team runs and is held ready. */
export interface Service {
  /** Slug, unique over the catalog, stable for ever. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly type: string;
  readonly lifecycle: string;
  /** Id of a tier of ready.yml. */
  readonly tier: string;
  readonly system?: string;
  /** Id of the team that answers; absent when what was declared does not resolve. */
  readonly owner?: string;
  /** What the source says about the owner, word for word. */
  readonly ownerDeclared?: string;
  /** Ids of teams that see it. */
  readonly also: readonly string[];
  readonly repos: readonly Repository[];
  readonly channel?: string;
  readonly links: readonly Link[];
  readonly tags: readonly string[];
  /** Ids of services. Empty = said out loud that there are none; absent = unsaid. */
  readonly dependsOn?: readonly string[];
  /** Ids in other systems, such as `pagerduty.com/service-id`. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly custom: JsonObject;
  /** Earlier ids and nicknames: they go on working. */
  readonly formerly: readonly string[];
  /** An absolute path to a local checkout, read by the `git` collector. */
  readonly path?: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly channel?: string;
  /** E-mails, or Slack user ids where people have no e-mail. */
  readonly members: readonly string[];
  /** Who is nudged; the first member where none is named. */
  readonly stewards: readonly string[];
  readonly nudges: 'dm' | 'channel';
  readonly slackUsergroup?: string;
  readonly parent?: string;
  /** IANA; absent = as its people's, or the organisation's. */
  readonly timezone?: string;
  /** Whose public holidays it has: `GB`, `GB-SCT`. */
  readonly holidays?: string;
}

/** Who is told of a team's services: whom it names, or its first member. E-mails or Slack user ids. */
export function stewardsOf({ stewards, members }: Pick<Team, 'stewards' | 'members'>): readonly string[] {
  return stewards.length > 0 ? stewards : members.slice(0, 1);
}

/** Services that together are a product for customers; systems nest. */
export interface System {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly parent?: string;
  readonly owner?: string;
}

/** Somebody the catalog names. Matched over systems by e-mail, then by the explicit mapping of ready.yml. */
export interface Person {
  readonly email: string;
  readonly name?: string;
  readonly slack?: string;
  readonly github?: string;
  readonly timezone?: string;
  /** Whose public holidays they have: `GB`, `GB-SCT`. */
  readonly holidays?: string;
}

/** How much customers depend on it, and the policy that follows. The first of ready.yml is the most critical. */
export interface Tier {
  readonly id: string;
  readonly name: string;
  /** Customers' jobs to be done: "A shopper pays". */
  readonly jobs: readonly string[];
  readonly approvers: readonly string[];
  readonly approversFor: Readonly<Record<string, readonly string[]>>;
  readonly ask: 'dm' | 'channel';
  readonly approvalsRequired: number;
  readonly fallbackApprovers: readonly string[];
  readonly exceptionMaxDays: number;
  readonly followUpRequired: boolean;
  readonly nudgeEveryDays: number;
  readonly escalateAfter: number;
  readonly gate: 'block' | 'warn' | 'off';
  readonly unknown: 'block' | 'warn' | 'allow';
  readonly confidence?: number;
  /** After how many days its teams are asked whether all is still true; absent = {@link USUAL_VERIFY_DAYS}. */
  readonly verifyEveryDays?: number;
}

export const USUAL_VERIFY_DAYS = 90;

/** Where an entry, or a field of it, was written. `line` counts from 1. */
export interface Origin {
  /** The source's name: `yaml`, `backstage`, … */
  readonly source: string;
  readonly file?: string;
  readonly line?: number;
}

/**
 * A service as a source declares it. References (`owner`, `also`, `system`, `dependsOn`) are ids that may lead
 * nowhere; the merge resolves them. `tier` is absent where the source says nothing.
 */
export interface DeclaredService extends Omit<Service, 'tier'> {
  readonly tier?: string;
  /** Fields that every service has and that this source does not say: they hold a default, and another may say them. */
  readonly assumed?: readonly (keyof Service)[];
}

/** What is said of a service beside its entry, whichever source that is of. */
export interface Overlay extends Sourced<DeclaredService> {
  /** The service's id, or a former one. */
  readonly id: string;
  /** Where no file speaks of it, this is its entry. */
  readonly registered: boolean;
  /** Nothing is said any more. */
  readonly archived: boolean;
}

/** What a source read: entries with their origins, and what it had to reject or skip. */
export interface CatalogReading {
  readonly services: readonly Sourced<DeclaredService>[];
  readonly teams: readonly Sourced<Team>[];
  readonly systems: readonly Sourced<System>[];
  readonly people: readonly Sourced<Person>[];
  readonly rejections: readonly Rejection[];
  readonly skipped: readonly Skipped[];
  /** Found rather than written: where files speak of the same thing, they go before it. */
  readonly discovered?: true;
  /** What was not looked at this time: all that is kept of it stays. */
  readonly unread?: readonly Origin[];
  /** What is said beside other sources' entries. */
  readonly overlays?: readonly Overlay[];
}

/** What was left out on purpose, counted by what it is: "Template", "User without an e-mail". */
export interface Skipped {
  readonly what: string;
  readonly count: number;
}

/**
 * An entry, or a whole file, that could not be taken. It is not *removed*: what is known of it stays as it was.
 * Without `id` everything that the file may hold of this kind stays; without `kind` everything that it may hold.
 */
export interface Rejection {
  readonly kind?: 'service' | 'team' | 'system' | 'person';
  readonly id?: string;
  readonly origin: Origin;
  readonly problems: readonly Problem[];
}

export interface Sourced<T> {
  readonly entry: T;
  readonly origin: Origin;
}

/** A doubt about an entry that is kept: no owner, a dependency cycle, a dangling reference. */
export interface Flag {
  readonly kind:
    | 'no-owner'
    | 'dangling-dependency'
    | 'dependency-cycle'
    | 'unknown-system'
    | 'unknown-tier'
    | 'unknown-team'
    | 'former-id-taken';
  /** A sentence for people. */
  readonly message: string;
}
