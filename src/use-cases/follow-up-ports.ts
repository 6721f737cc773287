import type { FollowUpState } from '../domain/exceptions/follow-up.ts';
import type { Instant } from '../domain/instant.ts';

/** How follow-up work stands, by its address. */
export interface FollowUps {
  /**
   * As its tracker says it, or said it within the last minutes; null = nobody can tell: it is no issue of a system that
   * is asked, or that did not answer. Answers within two seconds and never rejects.
   */
  readonly stateOf: (url: string, now: Instant) => Promise<FollowUpState | null>;
  /** As it was told within the last minutes, without asking anybody: where Slack waits for an answer. */
  readonly known: (url: string, now: Instant) => FollowUpState | null;
}

/** Of a process that asks no tracker. */
export const NO_FOLLOW_UPS: FollowUps = { stateOf: async () => null, known: () => null };

/** Nobody is asked: what is known will do. */
export function knownFollowUps({ known }: FollowUps): FollowUps {
  return { stateOf: async (url, now) => known(url, now), known };
}
