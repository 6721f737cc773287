import type { Instant } from '../../domain/instant.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { plain } from './text.ts';

/** A fact's value as a person would write it, at most `most` units: "yes", "3", "a, b and 4 more". */
export function valueWords(value: Json, most: number): string {
  return plain(words(value), most);
}

function words(value: Json): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  if (!isList(value)) return fieldsInWords(value);
  const separator = value.some((entry) => typeof entry === 'object') ? '; ' : ', ';
  const shown = value.slice(0, 5).map(words).join(separator);
  const rest = value.length - 5;
  if (value.length === 0) return 'none';
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** `{type: 'runbook', paths: []}` is "type runbook, paths none". */
function fieldsInWords(value: JsonObject): string {
  const fields = Object.entries(value).map(([name, inner]) => `${name.replaceAll('_', ' ')} ${words(inner)}`);
  return fields.length === 0 ? 'none' : fields.join(', ');
}

/** Instants are ISO strings in documents; anything else is null. */
export function instantIn(value: Json): Instant | null {
  const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  const at = isInstant ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** `Array.isArray` does not narrow read-only arrays. */
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
