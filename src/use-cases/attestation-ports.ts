/** What people stated because no system can tell. */
import type { Instant } from '../domain/instant.ts';

export interface Attestation {
  readonly id: string;
  readonly serviceKey: string;
  /** `scorecard/rule`. */
  readonly rule: string;
  readonly statement: string;
  /** A link; null = none. */
  readonly evidence: string | null;
  /** Slack user id and name of who stated it. */
  readonly by: string;
  readonly byName: string;
  readonly at: Instant;
  /** It counts until then; not included. */
  readonly until: Instant;
}

export interface AttestationsPort {
  /** Of these services, newest first, those that were since replaced included. */
  of(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Attestation[]>>;
  add(attestation: Attestation): Promise<void>;
  /** The newest of each service and rule that end between the two instants. */
  ending(from: Instant, to: Instant, limit: number): Promise<readonly Attestation[]>;
}
