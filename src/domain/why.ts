import type { Instant } from './instant.ts';
import type { Json } from './json.ts';

/**
 * Why a check does not pass, in parts that a view can say in its reader's words, locale and zone.
 * `sayWhy` says it in plain English, without times.
 */
export interface Why {
  /** Whether all parts have to change, or any one of them would do. */
  readonly mend: 'all' | 'any';
  readonly parts: readonly WhyPart[];
}

export type WhyPart =
  | Group
  | Compared
  | Flagged
  | Absent
  | Present
  | Counted
  | Held
  | Unmet
  | NotKnown
  | Broken;

/** Parts that mend together, or any one of them: "a, or b" inside of a longer list. */
export interface Group extends Why {
  readonly kind: 'group';
}

/** The fact that a part is about. */
interface About {
  /** `vcs.default_branch.required_approvals`; null where more than one fact, or none, was measured. */
  readonly path: string | null;
  /** How a person calls what was measured: "approvals required". */
  readonly words: string;
}

export type Operator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A comparison that came out wrong: "0 approvals required, needs 1". */
export interface Compared extends About {
  readonly kind: 'compared';
  /**
   * What was compared:
   * - `value`: the value itself; `count`: how many entries it has;
   * - `moment`: two moments, as UTC milliseconds since the epoch;
   * - `age`, `time_left`: how long ago the moment `value` was, or how far ahead it is, against `wanted`
   *   milliseconds. Told as a moment, since an age is wrong a day later;
   * - `span`: two lengths of time in milliseconds.
   */
  readonly measure: 'value' | 'count' | 'moment' | 'age' | 'time_left' | 'span';
  readonly value: Json;
  readonly op: Operator;
  readonly wanted: Json;
  /** Written after both numbers: `%`. */
  readonly unit?: string;
}

/** A yes that should be a no, or the other way round: "branch protection is off". */
export interface Flagged extends About {
  readonly kind: 'flag';
  readonly value: boolean;
  /** The whole phrase, where the fact has one. */
  readonly phrase?: string;
}

/** A fact without a value. */
export interface Absent extends About {
  readonly kind: 'absent';
  /** What the collector says about it, with the remedy: "not linked to on-call: add `pagerduty.com/service-id`". */
  readonly note: string | null;
}

/** A fact that has a value and should have none. */
export interface Present extends About {
  readonly kind: 'present';
}

/** A list of which too many or too few entries are as they should be. */
export interface Counted extends About {
  readonly kind: 'counted';
  readonly matching: number;
  readonly of: number;
  /** How many should match; `not_all` = at least one should not. */
  readonly wanted: 'all' | 'some' | 'one' | 'none' | 'not_all' | 'not_one';
  /** The condition as the rule writes it: `l.type == "runbook"`. */
  readonly condition: string;
}

/** A text or list that does not hold what it should, or holds what it should not. */
export interface Held extends About {
  readonly kind: 'holds';
  readonly value: Json;
  readonly op: 'is_in' | 'has' | 'contains' | 'starts_with' | 'ends_with' | 'matches';
  /** Whether it should hold. */
  readonly should: boolean;
  readonly wanted: Json;
}

/** A condition that has no better words than its own source. */
export interface Unmet {
  readonly kind: 'unmet';
  /** `custom.a + custom.b > 3` */
  readonly source: string;
  /** Whether it should have been true. */
  readonly should: boolean;
}

/** A fact that could not be known. */
export interface NotKnown extends About {
  readonly kind: 'not_known';
  readonly cause: 'not_collected' | 'unreadable' | 'stale';
  /** `oncall`, and as people call it: "on-call". */
  readonly namespace: string;
  readonly namespaceWords: string;
  /** Who should know; null = nobody that is configured. */
  readonly collector: string | null;
  /** Why not, in the collector's words: "PagerDuty answers 403". */
  readonly reason: string | null;
  /** Since when: of the failure, or since the last good answer is too old. */
  readonly since: Instant | null;
  readonly lastGoodAt: Instant | null;
  /** Collectors that would know if they were configured, with what they lack. */
  readonly lacking: readonly { readonly collector: string; readonly lacks: string }[];
}

/** The rule itself erred: it goes to the scorecard's maintainers, never to owners. */
export interface Broken {
  readonly kind: 'broken';
  readonly message: string;
}
