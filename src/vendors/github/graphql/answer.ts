import {
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
} from 'graphql';
import { costOf, type QueryCost } from './points.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

export interface GraphqlAnswer {
  readonly body: { readonly data?: unknown; readonly errors?: readonly object[] };
  /** What it costs; nothing where it is refused before it is carried out. */
  readonly points: number;
}

/** Carries out one query; `root` is made once its cost is known, since a query may ask for it. */
export async function answerQuery(
  schema: GraphQLSchema,
  { query, variables, operationName }: GraphqlRequest,
  root: (cost: QueryCost) => unknown,
): Promise<GraphqlAnswer> {
  try {
    const document = parse(query);
    const wrong = validate(schema, document);
    if (wrong.length > 0) return refused(wrong);
    const operation = getOperationAST(document, operationName);
    if (!operation) return refused([new GraphQLError('An operation name is required')]);
    const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
    if (coerced.errors) return refused(coerced.errors);
    const cost = costOf(schema, document, operation, coerced.coerced);
    const { data, errors } = await execute({
      schema,
      document,
      rootValue: root(cost),
      variableValues: variables,
      operationName,
    });
    return {
      body: { data, ...(errors === undefined ? {} : { errors: errors.map(asGithubSays) }) },
      points: cost.points,
    };
  } catch (error) {
    if (error instanceof GraphQLError) return refused([error]);
    throw error;
  }
}

function refused(errors: readonly GraphQLError[]): GraphqlAnswer {
  return { body: { errors: errors.map(asGithubSays) }, points: 0 };
}

/** GitHub puts the kind of an error at its top, not into the extensions. */
function asGithubSays(error: GraphQLError): object {
  const { originalError } = error;
  // What is none of GitHub's errors is our bug and must not look like one of theirs.
  if (originalError !== undefined && !(originalError instanceof GraphQLError)) throw originalError;
  const { message, locations, path, extensions } = error;
  return { ...(extensions.type === undefined ? {} : { type: extensions.type }), path, locations, message };
}
