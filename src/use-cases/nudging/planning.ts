import type { Instant } from '../../domain/instant.ts';
import type { Reach } from './reach-teams.ts';

/** Why nobody needs to look at an audience for a while: `hard` holds whatever happens to their services. */
export interface Quiet {
  readonly until: Instant;
  readonly hard: boolean;
}

/** What this process remembers of its looks. A restart costs one look at everybody, no message. */
export interface Planning {
  /** The catalog is read, facts are collected and outcomes computed: what is planned rests on them. */
  readonly settled: () => boolean;
  readonly settle: () => void;
  readonly quiet: Map<string, Quiet>;
  /** Since when facts are asked for once more before somebody is told, by `service collector`. */
  readonly asked: Map<string, Instant>;
  /** Who is told, found out a while ago; for one state of catalog and rollout. */
  reach: { readonly of: string; readonly at: Instant; readonly found: Reach } | null;
  /** Until when changes were looked at. */
  lookedUntil: Instant | null;
  /** Somebody chose something: everybody is looked at anew. */
  readonly forget: () => void;
}

export function createPlanning(): Planning {
  const quiet = new Map<string, Quiet>();
  let settled = false;
  return {
    settled: () => settled,
    settle() {
      settled = true;
    },
    quiet,
    asked: new Map(),
    reach: null,
    lookedUntil: null,
    forget() {
      quiet.clear();
      this.reach = null;
    },
  };
}
