/** What people stated because no system can tell. */
import type { Attestation } from '../domain/attestation.ts';
import type { Instant } from '../domain/instant.ts';

export interface AttestationsPort {
  /** Of these services, newest first, those that were since replaced included. */
  of(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Attestation[]>>;
  add(attestation: Attestation): Promise<void>;
  /** The newest of each service and rule, of those that end from `from` on and before `to`; earliest end first. */
  ending(from: Instant, to: Instant, limit: number): Promise<readonly Attestation[]>;
}
