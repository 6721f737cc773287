/** Who may speak to the HTTP API. */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';

/** A token as it is kept. Its secret is shown once, when it is made, and kept nowhere. */
export interface Token {
  readonly id: string;
  /** SHA-256 of the secret, hex. */
  readonly hash: string;
  /** What it is for, as its maker called it. */
  readonly name: string;
  /** `facts:custom`: may push this namespace. */
  readonly scopes: readonly string[];
  /** Keys of services; null = all, those of the future too. */
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
  /** Of the request: the same key with another request is a mistake. */
  readonly digest: string;
  readonly at: Instant;
  readonly answer: JsonObject;
}

export interface TokensPort {
  byHash(hash: string): Promise<Token | undefined>;
  /** Newest first. */
  list(): Promise<readonly Token[]>;
  /** Adds it, or replaces the one with its id. */
  write(token: Token): Promise<void>;
  answered(tokenId: string, key: string): Promise<KeptAnswer | undefined>;
  /** Throws when this key has an answer already. Forgets answers older than `forgetBefore`. */
  keep(answer: KeptAnswer, forgetBefore: Instant): Promise<void>;
}
