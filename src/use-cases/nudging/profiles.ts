import { ExternalServiceError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';

/** Somebody who may be told something, as Slack describes them. */
export interface Reachable {
  /** Slack user id. */
  readonly id: string;
  readonly name: string;
  /** IANA; null = Slack does not say. */
  readonly timezone: string | null;
  /** Their status says that they are on holiday, ill or out of the office. */
  readonly away: boolean;
  /** False: their account was deactivated, or they are no full member of this workspace. */
  readonly active: boolean;
}

export interface Profiles {
  /**
   * Who an e-mail or a Slack user id means, as of an hour ago at most; null = nobody. Throws an
   * `ExternalServiceError` where Slack does not answer.
   */
  readonly of: (person: string) => Promise<Reachable | null>;
}

/** Of a process that is not connected to Slack: it knows nobody, and says so. */
export const NO_PROFILES: Profiles = {
  async of() {
    throw new ExternalServiceError('Slack', 'I am not connected to Slack, so I cannot tell who is there.');
  },
};

/** Of an ISO date, whether it is a public holiday. */
export type IsHoliday = (date: string) => boolean;

/** What a job is, for those who look after the bot. */
export interface JobFacts {
  readonly name: string;
  readonly summary: string;
  /** Cron pattern. */
  readonly every: string;
  readonly next: (now: Instant) => Instant | null;
  /** What waits for it, in words; null = nothing. */
  readonly due: (now: Instant) => Promise<string | null>;
}
