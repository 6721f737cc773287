import type { FactDocument } from './fact.ts';
import type { Json } from './json.ts';

const SHOWN = 3;
const LONGEST = 60;

/** How the fields are told, by whole path (`vcs.default_branch.required_approvals`). */
export interface Telling {
  /** As people call the field: "approvals required". */
  readonly words: (path: string) => string;
  /** Everybody reads the history: of these it tells that they changed, and no value. */
  readonly sensitive: (path: string) => boolean;
}

/**
 * What a collection changed, in words for the history: `git: last commit 2026-03-01 → 2026-03-04`, each collector
 * once. Empty when no value differs (a newer date on the same facts is no change).
 */
export function describeFactChanges(
  previous: readonly FactDocument[],
  next: readonly FactDocument[],
  telling: Telling,
): string {
  const changes = next.map((document) => ({
    collector: document.collector,
    ...changeOf(counterpart(document, previous), document, telling),
  }));
  const of = (kind: Change['kind']) => changes.filter((change) => change.kind === kind);
  const values = [...Map.groupBy(of('values'), ({ collector }) => collector)].map(
    ([collector, all]) => `${collector}: ${enumerate(all.flatMap(({ told }) => told))}`,
  );
  return [
    ...from(
      'first facts from',
      of('first').map(({ collector }) => collector),
    ),
    ...values,
    ...from(
      'no facts any more from',
      of('gone').map(({ collector }) => collector),
    ),
  ].join('; ');
}

function from(lead: string, collectors: readonly string[]): readonly string[] {
  return collectors.length === 0 ? [] : [`${lead} ${enumerate([...new Set(collectors)])}`];
}

function enumerate(words: readonly string[]): string {
  const more = words.length - SHOWN;
  return `${words.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function counterpart(document: FactDocument, previous: readonly FactDocument[]): FactDocument | undefined {
  return previous.find((one) => one.namespace === document.namespace && one.collector === document.collector);
}

interface Change {
  /** A first or vanished document is one change, not one for each of its fields. */
  readonly kind: 'values' | 'first' | 'gone' | 'none';
  readonly told: readonly string[];
}

function changeOf(before: FactDocument | undefined, after: FactDocument, telling: Telling): Change {
  const had = before?.value ?? null;
  if (had === null) return { kind: after.value === null ? 'none' : 'first', told: [] };
  if (after.value === null) return { kind: 'gone', told: [] };
  const told = differences(had, after.value, after.namespace, telling);
  return { kind: told.length === 0 ? 'none' : 'values', told };
}

function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
  telling: Telling,
): readonly string[] {
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differences(before[key], after[key], `${path}.${key}`, telling));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const words = telling.words(path);
  return [telling.sensitive(path) ? `${words} changed` : `${words} ${shown(before)} → ${shown(after)}`];
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'none';
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
