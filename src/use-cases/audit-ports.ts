/** The log of who did what: append-only, each entry bound to the one before. */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';

export interface AuditAct {
  readonly at: Instant;
  /** Slack user id, `cli:NAME`, `token:ID`; null = the bot itself, as time went by. */
  readonly actor: string | null;
  /** As the actor was called then. */
  readonly actorName: string | null;
  /** From where: `slack`, `cli`, `api`, `bot`. */
  readonly from: string;
  /** `exception.approve`, `exception.refused`, `token.create`, `catalog.import`, … */
  readonly act: string;
  /** Key of the service that it is about; null = of none. */
  readonly serviceKey: string | null;
  /** What it is about: the id of an exception, a token, an import. */
  readonly subject: string;
  readonly details: JsonObject;
}

export interface AuditEntry extends AuditAct {
  /** From 1, without gaps. */
  readonly number: number;
  /** SHA-256 over the entry and the hash of the one before, hex: nothing in between can be altered unseen. */
  readonly hash: string;
}

export interface AuditFilter {
  readonly serviceKey?: string;
  readonly since?: Instant;
  /** Not after. */
  readonly until?: Instant;
  readonly act?: string;
  readonly subject?: string;
}

export interface AuditPort {
  /** Adds the acts in their order, within the caller's transaction. */
  append(acts: readonly AuditAct[]): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter, limit: number): Promise<readonly AuditEntry[]>;
  /** In their order, after this number: at most `limit`. */
  after(number: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Follows the chain from the first entry to the last. */
  verify(): Promise<AuditVerdict>;
}

export interface AuditVerdict {
  /** Entries that are bound to the ones before them, up to the first that is not. */
  readonly sound: number;
  /** The first entry that was altered, or before which some are gone; null = none. */
  readonly broken: number | null;
  /** Of the last sound entry; empty for none. Kept elsewhere, it shows later that nothing was cut off at the end. */
  readonly hash: string;
}
