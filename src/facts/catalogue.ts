import { z } from 'zod';
import type { FactCatalogue, FactField, FactNamespace, FactType } from '../domain/fact.ts';
import type { NamespaceSchema } from './namespace.ts';

/**
 * Translates the namespaces' schemas into the types that expressions are checked against.
 * Throws on a schema that no fact can have (a union, a tuple): that is a mistake in a namespace file.
 */
export function catalogueOf(namespaces: readonly NamespaceSchema[]): FactCatalogue {
  return new Map(namespaces.map((namespace) => [namespace.name, namespaceOf(namespace)]));
}

function namespaceOf({ name, words, summary, schema }: NamespaceSchema): FactNamespace {
  const type = typeOf(z.toJSONSchema(schema), name);
  if (type.kind === 'object') return { name, words, summary, type };
  return { name, words, summary, type: { kind: 'any' } };
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

function typeOf(schema: JsonSchema, place: string): FactType {
  switch (schema.type) {
    case 'boolean':
      return { kind: 'bool' };
    case 'integer':
      return { kind: 'int' };
    case 'number':
      return { kind: 'double' };
    case 'string':
      return stringTypeOf(schema);
    case 'array':
      return { kind: 'list', of: typeOf(nested(schema.items, place), `${place}[]`) };
    case 'object':
      return objectTypeOf(schema, place);
    default:
      return { kind: 'any' };
  }
}

function stringTypeOf(schema: JsonSchema): FactType {
  if (schema.format === 'date-time') return { kind: 'timestamp' };
  return schema.enum === undefined ? { kind: 'string' } : { kind: 'string', oneOf: schema.enum.map(String) };
}

function objectTypeOf(schema: JsonSchema, place: string): FactType {
  if (schema.properties === undefined) {
    return { kind: 'map', of: typeOf(nested(schema.additionalProperties, place), `${place}[]`) };
  }
  const fields = Object.entries(schema.properties).map(([name, field]) =>
    fieldOf(name, nested(field, place), `${place}.${name}`),
  );
  return { kind: 'object', fields };
}

/** What {@link file://./namespace.ts} puts beside the description. */
const FieldMeta = z.object({
  description: z.string().min(1),
  words: z.string().min(1),
  unit: z.string().optional(),
  phrases: z.object({ yes: z.string(), no: z.string() }).optional(),
});

function fieldOf(name: string, schema: JsonSchema, place: string): FactField {
  const meta = FieldMeta.safeParse(schema);
  if (!meta.success) throw new Error(`${place} lacks a description or words`, { cause: meta.error });
  return { name, ...meta.data, type: typeOf(schema, place) };
}

function nested(schema: unknown, place: string): JsonSchema {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    throw new Error(`${place} has no type that a fact can have`);
  }
  // zod put it there: below `items` and `properties` stands a schema or a boolean.
  return schema as JsonSchema;
}
