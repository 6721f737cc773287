import { z } from 'zod';
import { defineRoute, type Operation, type Route } from './route.ts';

/** The OpenAPI document of everything below `/api/v1`, drawn from the routes themselves. */
export const openapi = defineRoute({
  name: 'openapi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'What the HTTP API takes and answers, as OpenAPI 3.1',
  answer: (context, { routes, version }) => context.json(openApiDocument(routes, version)),
});

type Described = Route & { readonly api: Operation };

/** OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.1 */
function openApiDocument(routes: readonly Route[], version: string) {
  const described = routes.flatMap((route) =>
    route.api === undefined ? [] : [{ ...route, api: route.api }],
  );
  const byPath = Map.groupBy(described, ({ path }) => path.replaceAll(/:(\w+)/g, '{$1}'));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Readybot',
      version,
      description: 'Tells Readybot what pipelines know. Tokens: `npx ready token create`.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: namedSchemas(described),
    },
    paths: Object.fromEntries(
      [...byPath].map(([path, operations]) => [
        path,
        Object.fromEntries(
          operations.map(({ method, summary, api }) => [
            method.toLowerCase(),
            operationOf(path, summary, api),
          ]),
        ),
      ]),
    ),
  };
}

function operationOf(
  path: string,
  summary: string,
  { id, description, headers = [], body, answers }: Operation,
) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inHeader = headers.map((header) => ({ ...header, in: 'header', schema: { type: 'string' } }));
  return {
    operationId: id,
    summary,
    description,
    parameters: [...inPath, ...inHeader],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: jsonOf(schemaOf(body, 'input')) } }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        {
          description: answer.description,
          ...(answer.body === undefined ? {} : { content: jsonOf(schemaOf(answer.body, 'output')) }),
        },
      ]),
    ),
  };
}

/** A schema's own name, or the schema where it has none. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, $defs: __, ...rest } = jsonSchemaOf(schema, io);
  const { id } = schema.meta() ?? {};
  return id === undefined ? rest : { $ref: `#/components/schemas/${id}` };
}

/** All schemas that have a name, also those that others are made of. */
function namedSchemas(routes: readonly Described[]): Record<string, object> {
  const bodies = routes.flatMap(({ api: { body, answers } }) => [
    ...(body === undefined ? [] : [jsonSchemaOf(body, 'input')]),
    ...Object.values(answers).flatMap((answer) =>
      answer.body === undefined ? [] : [jsonSchemaOf(answer.body, 'output')],
    ),
  ]);
  return Object.fromEntries(
    bodies.flatMap(({ $schema: _, $defs = {}, ...whole }) => [
      ...(whole.id === undefined ? [] : [[whole.id, whole] as const]),
      ...Object.entries($defs),
    ]),
  );
}

/** In OpenAPI named schemas stand below `components`, wherever they are used. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const text = JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io }));
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
}

function jsonOf(schema: object) {
  return { 'application/json': { schema } };
}
