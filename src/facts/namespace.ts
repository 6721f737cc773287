import { z } from 'zod';

/**
 * A capability about which facts can exist: one file per namespace, named after it, listed in `index.ts`.
 *
 * To add a field, add a line to its namespace: snake case, a sentence that says what it means, and the words by
 * which a person would call the value ("approvals required"), since cards say "0 approvals required, needs 1".
 * The expressions' types, the reference page and the collectors' validation all come from here.
 *
 * Every field is optional: a collector leaves out what has no value (missing, a fact) and reports what it could
 * not see as unreadable (unknown). It never fills in a zero, a false or an empty list that it did not measure.
 */
export interface NamespaceSchema<Schema extends z.ZodType = z.ZodType> {
  /** As rules write it: `vcs`. */
  readonly name: string;
  /** As people call it: "version control". */
  readonly words: string;
  readonly summary: string;
  readonly schema: Schema;
}

/** What a collector answers for a namespace: `FactsOf<typeof vcs>`. */
export type FactsOf<N extends NamespaceSchema> = z.infer<N['schema']>;

type Described = Pick<NamespaceSchema, 'name' | 'words' | 'summary'>;

/** Declares a namespace with typed fields. */
export function defineNamespace<Fields extends z.ZodRawShape>(about: Described, fields: Fields) {
  return { ...about, schema: z.strictObject(fields).partial() } satisfies NamespaceSchema;
}

/** Declares a namespace below which anything goes. */
export function defineOpenNamespace(about: Described) {
  return { ...about, schema: z.record(z.string(), z.json()) } satisfies NamespaceSchema;
}

/** A yes or no. `yes` and `no` are whole phrases: "branch protection is on". */
export function flag(description: string, words: string, yes: string, no: string) {
  return z.boolean().meta({ description, words, phrases: { yes, no } });
}

/** A number of things, zero included. */
export function count(description: string, words: string) {
  return z.int().min(0).meta({ description, words });
}

/** A measured number with its unit. */
export function measure(description: string, words: string, unit: string) {
  return z.number().meta({ description, words, unit });
}

export function text(description: string, words: string) {
  return z.string().meta({ description, words });
}

/** One of a closed set of words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  values: Words,
  description: string,
  words: string,
) {
  return z.enum(values).meta({ description, words });
}

/** A moment, as an ISO 8601 string with an offset: `2026-03-01T09:30:00Z`. */
export function moment(description: string, words: string) {
  return z.iso.datetime({ offset: true }).meta({ description, words });
}

export function list<Item extends z.ZodType>(item: Item, description: string, words: string) {
  return z.array(item).meta({ description, words });
}

/** A map from any key to values of one type. */
export function map<Value extends z.ZodType>(value: Value, description: string, words: string) {
  return z.record(z.string(), value).meta({ description, words });
}

/** Fields that belong together, below one name. */
export function group<Fields extends z.ZodRawShape>(fields: Fields, description: string, words: string) {
  return z.strictObject(fields).partial().meta({ description, words });
}

/** One entry of a list. */
export function entry<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.strictObject(fields).partial();
}
