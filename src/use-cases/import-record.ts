import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';

/** An import that changed something, as the history of imports keeps it. */
export interface ImportRecord {
  readonly id: string;
  readonly at: Instant;
  /** Who or what caused it: `start`, `cli`, a Slack user id. */
  readonly by: string;
  /** The report, as stored and shown later. */
  readonly report: JsonObject;
}
