/** What exceptions need to have kept. */
import type { Exception, ExceptionState } from '../domain/exceptions/exception.ts';
import type { Instant } from '../domain/instant.ts';
import type { ExceptionInForce } from '../domain/outcome.ts';
import type { Page } from './service-rows.ts';

export interface ExceptionFilter {
  /** Absent = whatever state. */
  readonly states?: readonly ExceptionState[];
  readonly serviceKeys?: readonly string[];
  /** `scorecard/rule`. */
  readonly rule?: string;
  /** Slack user id. */
  readonly requester?: string;
  /** Ends before. */
  readonly until?: Instant;
  readonly batch?: string;
}

export interface ExceptionsPort {
  byId(id: string): Promise<Exception | undefined>;
  /** Newest first. */
  list(
    filter: ExceptionFilter,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<Page<Exception>>;
  /** Pending and approved ones of these services, newest first, by service key: what every card asks. */
  open(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Exception[]>>;
  /** Approved ones of these services that have not ended by `now`, as evaluation sees them, by service key. */
  inForce(keys: readonly string[], now: Instant): Promise<ReadonlyMap<string, readonly ExceptionInForce[]>>;
  add(exception: Exception): Promise<void>;
  /** Compare-and-set: false = somebody was first, and nothing was written. */
  replace(exception: Exception, knownVersion: number): Promise<boolean>;
  /** Pending and approved ones whose end has come by `now`, earliest first. */
  over(now: Instant, limit: number): Promise<readonly Exception[]>;
}
