import type { FactDocument } from './fact.ts';
import type { Json } from './json.ts';

const SHOWN = 3;
const LONGEST = 60;

/**
 * What a collection changed, in words for the history: `git: last_commit_at 2026-03-01 → 2026-03-04`.
 * Empty when no value differs (a newer date on the same facts is no change).
 */
export function describeFactChanges(
  previous: readonly FactDocument[],
  next: readonly FactDocument[],
): string {
  const parts = next.flatMap((document) => {
    const before = previous.find(
      (one) => one.namespace === document.namespace && one.collector === document.collector,
    );
    const changes = differences(before?.value ?? null, document.value, '');
    return changes.length === 0 ? [] : [`${document.collector}: ${enumerate(changes)}`];
  });
  return parts.join('; ');
}

function enumerate(changes: readonly string[]): string {
  const more = changes.length - SHOWN;
  return `${changes.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function differences(before: Json | undefined, after: Json | undefined, path: string): readonly string[] {
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      differences(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  // A first or vanished document is one change, not one for each of its fields.
  if (path === '') return [isMap(after) ? 'first facts' : 'no facts any more'];
  return [`${path} ${shown(before)} → ${shown(after)}`];
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'none';
  if (Array.isArray(value)) return `${value.length} entries`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
