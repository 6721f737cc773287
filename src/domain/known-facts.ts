import type { FactDocument, FactType } from './fact.ts';
import { type FactPlan, holdsMoments, type PlannedSlot } from './fact-plan.ts';
import { type FactTrace, isSilent, valueAt } from './fact-trace.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';
import { asMoment } from './rules/selection.ts';
import { followShortcut, type KnownFacts, traceFact } from './trace-fact.ts';

const OPEN: ReadonlySet<string> = new Set(['custom', 'attested']);
/** What people wrote into the catalog gives way to whatever else is said about the same key. */
const CATALOG = 'catalog';

/** Puts each document where the plan looks for it, and sees at once which of them are plain to read. */
export function arrangeFacts(documents: readonly FactDocument[], plan: FactPlan, now: Instant): KnownFacts {
  const placed = new Array<FactDocument | undefined>(plan.width).fill(undefined);
  const open: FactDocument[] = [];
  for (const document of documents) {
    const place = placeOf(document, plan);
    if (place !== -1) placed[place] = document;
    else if (OPEN.has(document.namespace)) open.push(document);
  }
  if (open.length > 1) open.sort((a, b) => precedence(a, plan) - precedence(b, plan));
  const { plain, calmUntil } = readPlainly(placed, plan, now);
  return { plan, placed, plain, calmUntil, open, now };
}

/** -1 = no rule reads it. */
function placeOf({ namespace, collector }: FactDocument, { places }: FactPlan): number {
  const taken = places.get(namespace);
  if (taken === undefined) return -1;
  for (let index = 0; index < taken.length; index++) {
    if (taken[index]?.collector === collector) return taken[index]?.place ?? -1;
  }
  return -1;
}

function precedence({ collector }: FactDocument, { sources }: FactPlan): number {
  if (collector === CATALOG) return sources.length;
  return sources.findIndex((source) => source.collector === collector);
}

function readPlainly(
  placed: readonly (FactDocument | undefined)[],
  { readings }: FactPlan,
  now: Instant,
): Pick<KnownFacts, 'plain' | 'calmUntil'> {
  const plain = new Array<JsonObject | null | undefined>(readings.length).fill(null);
  let calmUntil = Number.POSITIVE_INFINITY;
  for (let index = 0; index < readings.length; index++) {
    const reading = readings[index];
    const document = reading === undefined ? undefined : placed[reading.place];
    if (reading === undefined || document === undefined) continue;
    if (isSilent(document)) {
      plain[index] = undefined;
      continue;
    }
    const staleAt = document.collectedAt === null ? now : document.collectedAt + reading.maxAge + 1;
    const isCalm = staleAt > now && document.expiring === undefined;
    calmUntil = Math.min(calmUntil, isCalm ? staleAt : now);
    if (isCalm && document.unreadable.length === 0) plain[index] = document.value;
  }
  return { plain, calmUntil };
}

/** What rules see in each slot: the value, with moments as `Date`, or a stop. */
export function resolveFacts(facts: KnownFacts): readonly unknown[] {
  const { slots } = facts.plan;
  const seen = new Array<unknown>(slots.length);
  for (let place = 0; place < slots.length; place++) {
    const slot = slots[place];
    if (slot === undefined) continue;
    const found = slot.shortcut === null ? undefined : followShortcut(slot.shortcut, facts);
    seen[place] = found === undefined ? resolveCarefully(slot, facts) : found;
  }
  return seen;
}

/** In a namespace where anything goes: the value of the first document with the key, if it is plain to read. */
function findOpen({ path, keys, maxAge }: PlannedSlot, { open, plan, now }: KnownFacts): Json | undefined {
  const [top] = keys;
  for (const document of open) {
    const { namespace, value, collectedAt, unreadable, expiring } = document;
    if (namespace !== path[0] || value === null || top === undefined || !Object.hasOwn(value, top)) continue;
    const limit = maxAge ?? plan.maxAges.get(document.collector) ?? Number.POSITIVE_INFINITY;
    const isPlain = collectedAt !== null && now - collectedAt <= limit && unreadable.length === 0;
    return isPlain && expiring === undefined ? valueAt(value, keys) : undefined;
  }
  return undefined;
}

function resolveCarefully(slot: PlannedSlot, facts: KnownFacts): unknown {
  const said = slot.open ? findOpen(slot, facts) : undefined;
  if (said !== undefined) return said;
  const { candidates, keys, type } = slot;
  let answered = false;
  for (const { reading } of candidates) {
    const value = facts.plain[reading];
    if (value === undefined) continue;
    if (value === null) return asSeen(slot, traceFact(slot, facts, null));
    const found = valueAt(value, keys);
    if (found !== undefined && found !== null) return inTheirTypes(found, type);
    answered = true;
  }
  return answered ? slot.missing : asSeen(slot, traceFact(slot, facts, null));
}

/** The same of an answer that has been traced. */
export function asSeen(slot: PlannedSlot, trace: FactTrace): unknown {
  if (trace.state === 'value') return inTheirTypes(trace.value, slot.type);
  return trace.state === 'missing' ? slot.missing : slot.unknown;
}

/** Dates are text in JSON; they become moments once for all rules. */
function inTheirTypes(value: Json, type: FactType): unknown {
  if (!holdsMoments(type)) return value;
  return Array.isArray(value) ? value.map(asMoment) : asMoment(value);
}
