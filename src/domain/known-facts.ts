import type { FactDocument, FactType } from './fact.ts';
import type { FactPlan, PlannedSlot } from './fact-plan.ts';
import { type FactTrace, valueAt } from './fact-trace.ts';
import type { Duration, Instant } from './instant.ts';
import type { Json } from './json.ts';
import { asMoment } from './rules/selection.ts';
import { type KnownFacts, traceFact } from './trace-fact.ts';

const OPEN: ReadonlySet<string> = new Set(['custom', 'attested']);
/** What people wrote into the catalog gives way to whatever else is said about the same key. */
const CATALOG = 'catalog';

export function arrangeFacts(documents: readonly FactDocument[], plan: FactPlan, now: Instant): KnownFacts {
  const placed = new Array<FactDocument | undefined>(plan.width).fill(undefined);
  const open: FactDocument[] = [];
  for (const document of documents) {
    const place = plan.places.get(document.namespace)?.get(document.collector);
    if (place !== undefined) placed[place] = document;
    else if (OPEN.has(document.namespace)) open.push(document);
  }
  if (open.length > 1) open.sort((a, b) => precedence(a, plan) - precedence(b, plan));
  return { plan, placed, open, now };
}

function precedence({ collector }: FactDocument, { sources }: FactPlan): number {
  if (collector === CATALOG) return sources.length;
  return sources.findIndex((source) => source.collector === collector);
}

/** What rules see in a slot: the value, with moments as `Date`, or a stop. */
export function resolveFact(slot: PlannedSlot, facts: KnownFacts): unknown {
  const { candidates, keys } = slot;
  if (candidates.length === 0) return asSeen(slot, traceFact(slot, facts, null));
  for (const { place, maxAge } of candidates) {
    const document = facts.placed[place];
    if (document === undefined || !isPlain(document, maxAge, facts.now))
      return asSeen(slot, traceFact(slot, facts, null));
    const found = document.value === null ? undefined : valueAt(document.value, keys);
    if (found !== undefined && found !== null) return inTheirTypes(found, slot.type);
  }
  return slot.missing;
}

/** Good, fresh, and without anything that would have to be looked at more closely. */
function isPlain(
  { value, collectedAt, unreadable, expiring }: FactDocument,
  maxAge: Duration,
  now: Instant,
): boolean {
  if (value === null || collectedAt === null || now - collectedAt > maxAge) return false;
  return unreadable.length === 0 && expiring === undefined;
}

/** The same of an answer that has been traced. */
export function asSeen(slot: PlannedSlot, trace: FactTrace): unknown {
  if (trace.state === 'value') return inTheirTypes(trace.value, slot.type);
  return trace.state === 'missing' ? slot.missing : slot.unknown;
}

/** Dates are text in JSON; they become moments once for all rules. */
function inTheirTypes(value: Json, type: FactType): unknown {
  if (type.kind === 'timestamp') return asMoment(value);
  if (type.kind === 'list' && type.of.kind === 'timestamp' && Array.isArray(value))
    return value.map(asMoment);
  return value;
}
