/** What can be told to the people of a service, before anybody decides whether it is. */
import { DAY, type Duration, type Instant } from '../instant.ts';

/** How long whoever was given a service has before they are reminded of it. */
export const GRACE: Duration = 14 * DAY;

/**
 * - `bar`: a required rule fails; `initiative`: a rule of a running initiative does;
 * - `regression`: a rule fails that passed before;
 * - `ending`: an exception, an attestation or a verification runs out.
 */
export type GapKind = 'bar' | 'initiative' | 'regression' | 'ending';

/** Something about one service that its owners can do something about. */
export interface Gap {
  /** The service's key. */
  readonly service: string;
  /** `scorecard/rule`, `exception:ID`, `attestation:ID` or `verification`: unique within the service. */
  readonly id: string;
  readonly kind: GapKind;
  /** Since when it is so: one that closed and opened again is a new one. */
  readonly since: Instant;
  /** By when it is to be done; null = no date. */
  readonly due: Instant | null;
  /** The initiative that asks for it. */
  readonly initiative: string | null;
}

/** A gap as it was told: enough to know it again. */
export type ToldGap = Pick<Gap, 'service' | 'id' | 'kind' | 'since'>;

/** What tells one gap from another, a later occurrence from an earlier one included. */
export function gapKey({ service, id, since }: ToldGap): string {
  return `${service} ${id} ${since}`;
}
