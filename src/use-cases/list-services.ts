import type { Bar } from '../domain/outcome.ts';
import type { LevelView } from './show-readiness.ts';

/** One service in one line. */
export interface ServiceLine {
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** Null: no scorecard applies. */
  readonly standing: {
    readonly bar: Bar;
    readonly held: LevelView | null;
    readonly heldByExceptions: number;
    readonly score: number | null;
    readonly failing: number;
    readonly unknown: number;
  } | null;
}

export interface ServicePage {
  readonly lines: readonly ServiceLine[];
  /** Count of the first line, from 0. */
  readonly offset: number;
  readonly total: number;
}

/** How a set of services stands: the head of team, system and list answers. */
export interface Summary {
  readonly services: number;
  /** By level held on the primary scorecard, highest first, then those that reach none; levels without services included. */
  readonly levels: readonly { readonly level: LevelView | null; readonly services: number }[];
  readonly bar: { readonly met: number; readonly notMet: number; readonly unknown: number };
  /** Services to which no scorecard applies. */
  readonly without: number;
}

/** What `/ready list …` shows. */
export interface ServiceListing {
  /** The filters as understood, for the heading and for paging: `team:payments tier:tier-1`. */
  readonly query: string;
  readonly page: ServicePage;
  readonly summary: Summary;
}

/** What `/ready @TEAM`, `/ready SYSTEM` and a person's own `/ready` show, worst first. */
export interface GroupView {
  readonly kind: 'team' | 'system';
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly channel: string | null;
  readonly summary: Summary;
  /** A system is ready when all its services are; for a team the same question is asked of what it owns. */
  readonly ready: 'yes' | 'no' | 'unknown' | 'empty';
  readonly page: ServicePage;
}

/** What a bare `/ready` shows. */
export interface MineView {
  readonly groups: readonly GroupView[];
  /** The person is in no team of the catalog. */
  readonly newcomer: boolean;
  /** Services in the whole catalog, for the empty state. */
  readonly catalogSize: number;
}
