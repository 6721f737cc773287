/** Who may speak to the HTTP API. */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';

/** `facts:custom`: push this namespace. `read`: what a member may see. */
export type Scope = `facts:${string}` | 'read';

export interface Token {
  readonly id: string;
  /** SHA-256 of the secret, hex: the secret itself is shown once and never kept. */
  readonly hash: string;
  /** What it is for, as its maker called it. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Ids of services; null = all. */
  readonly services: readonly string[] | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** What was answered to a request with an idempotency key. */
export interface KeptAnswer {
  readonly tokenId: string;
  readonly key: string;
  /** Of the request: the same key with another body is a mistake. */
  readonly digest: string;
  readonly at: Instant;
  readonly answer: JsonObject;
}

export interface TokensPort {
  byHash(hash: string): Promise<Token | undefined>;
  list(): Promise<readonly Token[]>;
  write(token: Token): Promise<void>;
  /** At most once a minute. */
  used(id: string, at: Instant): Promise<void>;
  answered(tokenId: string, key: string): Promise<KeptAnswer | undefined>;
  keep(answer: KeptAnswer): Promise<void>;
}
