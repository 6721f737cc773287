import type { Duration, Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';

/** The type of a fact, as rules are checked against it. `any` is for `custom` and `attested`. */
export type FactType =
  | { readonly kind: 'bool' | 'int' | 'double' | 'timestamp' | 'any' }
  /** `oneOf`: the only words that a collector may answer; absent = any text. */
  | { readonly kind: 'string'; readonly oneOf?: readonly string[] }
  | { readonly kind: 'list'; readonly of: FactType }
  | { readonly kind: 'map'; readonly of: FactType }
  | { readonly kind: 'object'; readonly fields: readonly FactField[] };

export interface FactField {
  /** Snake case, as rules write it: `required_approvals`. */
  readonly name: string;
  /** What it means, in a sentence. */
  readonly description: string;
  /** How a person would call the value: "approvals required". Falls back to the name with spaces. */
  readonly words?: string;
  /** For a yes or no: how each is said, "branch protection is off". */
  readonly phrases?: { readonly yes: string; readonly no: string };
  /** For a number: written after it, such as "%". */
  readonly unit?: string;
  readonly type: FactType;
}

/** A capability about which facts exist: `vcs`, `oncall`, … Never a vendor. */
export interface FactNamespace {
  readonly name: string;
  /** As people call it: "on-call", "version control". */
  readonly words: string;
  readonly summary: string;
  readonly type: Extract<FactType, { kind: 'object' }> | { readonly kind: 'any' };
}

/** Everything that can be known. Reaches the domain as a value, from `facts/`. */
export type FactCatalogue = ReadonlyMap<string, FactNamespace>;

/** Something about a path below a namespace; an empty path is the namespace itself. */
export interface PathNote {
  readonly path: string;
  readonly reason: string;
}

/** A value below a namespace that counts until an instant. */
export interface PathExpiry {
  readonly path: string;
  readonly until: Instant;
}

/**
 * What one collector last learned about one namespace of one service.
 * A failed call changes only `error` and `failedAt`: the last good answer stays.
 */
export interface FactDocument {
  readonly namespace: string;
  readonly collector: string;
  /** The last good answer; null when there has never been one. */
  readonly value: JsonObject | null;
  /** When `value` was true in the vendor's system. */
  readonly collectedAt: Instant | null;
  /** Fields that this call could not see: unknown, though the rest of the document holds. */
  readonly unreadable: readonly PathNote[];
  /** Why a field has no value, in words with a remedy ("not linked to on-call: add …"): missing, a fact. */
  readonly absent: readonly PathNote[];
  /** Values that count no longer from an instant on, such as a hand-written `custom` value: missing thereafter. */
  readonly expiring?: readonly PathExpiry[];
  /** The last attempt's failure, when it failed. */
  readonly error: string | null;
  /** Since when attempts have failed. */
  readonly failedAt: Instant | null;
  /** When it was last asked, whatever came of it; absent = the later of the two instants above. */
  readonly attemptedAt?: Instant;
}

/** A collector as evaluation sees it. A list of these is in order of precedence. */
export interface FactSource {
  readonly collector: string;
  /** Namespaces (`oncall`) or field paths (`vcs.default_branch`) that it answers for. */
  readonly fills: readonly string[];
  /** Configured, or what it lacks in words: "GITHUB_TOKEN is not set". */
  readonly configured: true | { readonly lacks: string };
  readonly interval: Duration;
  /** It is never asked: its facts are told to us. */
  readonly told?: true;
  /** Older than this, an answer is stale, unless the rule says otherwise. */
  readonly maxAge: Duration;
}

/** A measured value with where it comes from: what proves an outcome. */
export interface Evidence {
  /** The whole path: `vcs.default_branch.required_approvals`. */
  readonly path: string;
  /** Absent when the fact has no value. */
  readonly value?: Json;
  /** For a list or map that is too long to be kept as proof: how many entries it has, instead of the value. */
  readonly count?: number;
  readonly collector?: string;
  readonly collectedAt?: Instant;
}
