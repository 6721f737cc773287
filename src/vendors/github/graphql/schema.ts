import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The part of GitHub's schema that we answer. */
export function readSchema(): GraphQLSchema {
  return buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
}
