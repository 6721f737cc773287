/**
 * What a digest tells: how services stand, and what moved within a week. Types are aliases, since a digest is kept as
 * JSON and shows the same whenever it is looked at again.
 */
import type { Instant } from './instant.ts';
import type { Bar } from './outcome.ts';

/** What a channel's people can leave out; the counts by level and the minimum bar are always there. */
export const DIGEST_PARTS = ['movement', 'rules', 'exceptions', 'initiatives', 'unknown', 'map'] as const;
export type DigestPart = (typeof DIGEST_PARTS)[number];

/** A level with its place in its scorecard, 0 the lowest; null: none reached. */
export type DigestLevel = { readonly id: string; readonly rank: number; readonly of: number } | null;

export type Digest = {
  /** Of the teams or the organisation. */
  readonly name: string;
  /** Null: the organisation. */
  readonly team: string | null;
  readonly services: number;
  /** To which a scorecard applies. */
  readonly judged: number;
  /** The first day (ISO date) whose changes are told; null: there is nothing to compare with yet. */
  readonly since: string | null;
  /** The primary scorecard is another one than then. */
  readonly rulesChanged: boolean;
  /** Highest first, then those that reach none. */
  readonly levels: readonly {
    readonly level: DigestLevel;
    readonly services: number;
    readonly moved: number;
  }[];
  /** Averages, rounded down. `moved`: of services whose score counts the same rules as then; null: of none. */
  readonly score: {
    readonly now: number | null;
    readonly moved: number | null;
    /** A week apart, oldest first, now last; null = not kept. Absent or empty: too few for a line. */
    readonly weekly?: readonly (number | null)[];
  };
  readonly bar: {
    readonly met: number;
    readonly of: number;
    readonly unknown: number;
    readonly moved: number;
  };
  /** The furthest first. */
  readonly improved: readonly Move[];
  readonly dropped: readonly Move[];
  /** Ids of services that nothing was known of a week ago. */
  readonly added: readonly string[];
  /** Whose labels ask less of them since: changed in files, where nobody had to agree. */
  readonly relabelled: readonly Relabelled[];
  /** The most services first. */
  readonly failing: readonly FailedRule[];
  readonly granted: readonly TimedException[];
  /** Within a week, the next first. */
  readonly ending: readonly TimedException[];
  readonly initiatives: readonly InitiativeProgress[];
  readonly unknown: UnknownPart;
  /** Nothing happened that anybody has to read. */
  readonly quiet: boolean;
};

export type Move = {
  /** Id. */
  readonly service: string;
  readonly from: DigestLevel;
  readonly to: DigestLevel;
  /** The minimum bar, where it was lost or reached. */
  readonly bar: 'lost' | 'met' | null;
  /** Points; null: not comparable. */
  readonly score: number | null;
  /** Titles of rules that fail since. */
  readonly because: readonly string[];
};

export type Relabelled = {
  readonly service: string;
  readonly labels: readonly { readonly label: string; readonly from: string; readonly to: string }[];
};

export type FailedRule = { readonly rule: string; readonly title: string; readonly services: number };

export type TimedException = {
  readonly service: string;
  readonly titles: readonly string[];
  readonly until: Instant;
  /** Who agreed, by name. */
  readonly by: readonly string[];
};

export type InitiativeProgress = {
  readonly id: string;
  readonly title: string;
  readonly deadline: Instant;
  readonly done: number;
  readonly open: number;
  readonly excused: number;
  readonly unknown: number;
  /** Done within the week. */
  readonly fresh: number;
};

export type UnknownPart = {
  /** Of which at least one check that counts is not known. */
  readonly services: number;
  /** Whose minimum bar can't be told since this week. */
  readonly fresh: number;
  readonly reasons: readonly UnknownReason[];
};

export type UnknownReason = {
  readonly reason: string;
  readonly checks: number;
  readonly services: number;
};

/** A service at a moment. */
export interface Standing {
  readonly key: string;
  readonly id: string;
  /** Over all scorecards that apply. */
  readonly bar: Bar;
  /** On the primary scorecard; null: it says nothing of this service. */
  readonly primary: {
    readonly held: string | null;
    readonly score: number | null;
    readonly version: string;
  } | null;
}

export interface DigestSources
  extends Pick<Digest, 'name' | 'team' | 'services' | 'failing' | 'granted' | 'ending' | 'initiatives'> {
  /** Absent = none. */
  readonly relabelled?: readonly Relabelled[];
  /** The primary scorecard's, lowest first. */
  readonly levels: readonly string[];
  /** Services to which a scorecard applies. */
  readonly now: readonly Standing[];
  /** The same a week ago, by key; those that were not there then are missing. */
  readonly before: ReadonlyMap<string, Standing>;
  readonly since: string;
  readonly unknown: Omit<UnknownPart, 'fresh'>;
  /** Deadlines until then are pressing. */
  readonly ends: Instant;
}
