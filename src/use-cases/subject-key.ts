import type { Json, JsonObject } from '../domain/json.ts';

/** A subject as one text that does not depend on the order of its keys: what sent messages are found again by. */
export function subjectKey(subject: JsonObject): string {
  return JSON.stringify(sorted(subject));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
