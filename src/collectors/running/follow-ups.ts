import type { FollowUpState } from '../../domain/exceptions/follow-up.ts';

/** Of a collector whose system has issues: how one stands, by its address. Null = it is none, or none that is shown. */
export interface ReadsFollowUps<Shared> {
  /** May reject. */
  readonly followUp?: (shared: Shared, url: string, signal: AbortSignal) => Promise<FollowUpState | null>;
}

/** The same, bound to its settings; absent = its system has no issues, or it is not configured. */
export interface TellsFollowUps {
  readonly followUp?: (url: string, signal: AbortSignal) => Promise<FollowUpState | null>;
}
