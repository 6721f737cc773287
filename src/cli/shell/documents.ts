import type { Skipped } from '../../domain/catalog.ts';
import type { Problem } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Json, JsonObject } from '../../domain/json.ts';

/** An instant as documents hold it: ISO, UTC. */
export function iso(at: Instant): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : iso(at);
}

/** Leaves out what is undefined, so that an absent key means "not there" and null means "known to be nothing". */
export function object(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const present = Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(present);
}

/** `{ message, file?, line?, column?, remedy? }` */
export function problemDocument({ message, file, line, column, remedy }: Problem): JsonObject {
  return object({ message, file, line, column, remedy });
}

/** `{ Template: 3 }` */
export function skippedDocument(skipped: readonly Skipped[]): JsonObject {
  return Object.fromEntries(skipped.map(({ what, count }) => [what, count]));
}
