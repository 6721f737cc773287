import { z } from 'zod';
import type { FactType } from '../../domain/fact.ts';
import { type Instant, parseDuration } from '../../domain/instant.ts';
import type { Json } from '../../domain/json.ts';

const isoMoment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * A moment as people write it: `2026-03-01`, `2026-03-01T09:30:00Z`, or counted from now: `2h ago`, `in 3d`.
 * What is counted from now never grows old: it keeps a demo alive whatever the date.
 */
export function momentOf(written: string, now: Instant): Instant | undefined {
  const [, ago, ahead] = /^(?:(\S+) ago|in (\S+))$/.exec(written) ?? [];
  const length = parseDuration(ago ?? ahead ?? '');
  if (length !== undefined) return ago === undefined ? now + length : now - length;
  return isoMoment.safeParse(written).success ? Date.parse(written) : undefined;
}

/**
 * The facts with their moments as the namespaces want them, where the type says that there is one. Where
 * anything goes only a text that counts from now is taken for a moment.
 */
export function withMoments(facts: Json, type: FactType, now: Instant): Json {
  if (typeof facts === 'string') return isMoment(facts, type) ? isoOf(facts, now) : facts;
  if (Array.isArray(facts)) return facts.map((item: Json) => withMoments(item, itemType(type), now));
  if (typeof facts !== 'object' || facts === null) return facts;
  const entries = Object.entries(facts).map(([key, value]) => [
    key,
    withMoments(value, fieldType(type, key), now),
  ]);
  return Object.fromEntries(entries);
}

function isMoment(text: string, type: FactType): boolean {
  return type.kind === 'timestamp' || (type.kind === 'any' && /^(in \S+|\S+ ago)$/.test(text));
}

/** What is no moment stays as it is, for the schema to complain about. */
function isoOf(written: string, now: Instant): string {
  const moment = momentOf(written, now);
  return moment === undefined ? written : new Date(moment).toISOString();
}

function itemType(type: FactType): FactType {
  return type.kind === 'list' ? type.of : ANYTHING;
}

function fieldType(type: FactType, key: string): FactType {
  if (type.kind === 'map') return type.of;
  if (type.kind !== 'object') return ANYTHING;
  return type.fields.find(({ name }) => name === key)?.type ?? ANYTHING;
}

const ANYTHING: FactType = { kind: 'any' };
