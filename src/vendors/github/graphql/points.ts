import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a query costs before anything of it is answered. */
export interface QueryCost {
  readonly points: number;
  readonly nodes: number;
}

/** https://docs.github.com/en/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api */
const MOST_NODES = 500_000;
const LARGEST_PAGE = 100;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sum: { requests: number; nodes: number };
}

type Parent = GraphQLObjectType | GraphQLInterfaceType;

/**
 * GitHub's count: the requests needed to fill each connection, supposing that all pages are full, divided by 100.
 * Throws a `GraphQLError` where a connection is not bounded, or too much is asked for.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): QueryCost {
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const sum = { requests: 0, nodes: 0 };
  const walk = { schema, variables, sum, fragments: new Map(fragments.map((one) => [one.name.value, one])) };
  const root = schema.getQueryType();
  if (root) walkSelections(walk, operation.selectionSet, root, 1, []);
  if (sum.nodes > MOST_NODES)
    throw refusal(
      'MAX_NODE_LIMIT_EXCEEDED',
      `This query requests up to ${sum.nodes.toLocaleString('en')} possible nodes which exceeds the maximum limit of 500,000.`,
    );
  return { points: Math.max(1, Math.round(sum.requests / 100)), nodes: sum.nodes };
}

function walkSelections(
  walk: Walk,
  { selections }: SelectionSetNode,
  parent: Parent,
  times: number,
  path: readonly string[],
): void {
  for (const selection of selections) {
    if (!isWanted(walk, selection)) continue;
    if (selection.kind === Kind.FIELD) walkField(walk, selection, parent, times, path);
    else {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
      const on = fragment?.typeCondition ? walk.schema.getType(fragment.typeCondition.name.value) : parent;
      // A union's members are reached by their own fragments.
      const type = isObjectType(on) || isInterfaceType(on) ? on : parent;
      if (fragment !== undefined) walkSelections(walk, fragment.selectionSet, type, times, path);
    }
  }
}

function walkField(
  walk: Walk,
  node: FieldNode,
  parent: Parent,
  times: number,
  above: readonly string[],
): void {
  const field = parent.getFields()[node.name.value];
  if (field === undefined || node.selectionSet === undefined) return;
  const path = [...above, node.alias?.value ?? node.name.value];
  const given = getArgumentValues(field, node, walk.variables);
  const type = getNamedType(field.type);
  let inner = times;
  if (type.name.endsWith('Connection')) {
    const size = pageSize(node, given, path);
    walk.sum.requests += times;
    walk.sum.nodes += times * size;
    inner = times * size;
  } else if (Array.isArray(given.ids)) inner = times * given.ids.length;
  if (isObjectType(type) || isInterfaceType(type)) walkSelections(walk, node.selectionSet, type, inner, path);
  else {
    const query = walk.schema.getQueryType();
    if (query) walkSelections(walk, node.selectionSet, query, inner, path);
  }
}

function pageSize(
  { name: { value: name } }: FieldNode,
  given: Readonly<Record<string, unknown>>,
  path: readonly string[],
): number {
  const [bound, size] = typeof given.first === 'number' ? ['first', given.first] : ['last', given.last];
  if (typeof size !== 'number')
    throw refusal(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      path,
    );
  if (size > LARGEST_PAGE)
    throw refusal(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${LARGEST_PAGE} records.`,
      path,
    );
  return size;
}

function isWanted({ variables }: Walk, selection: SelectionSetNode['selections'][number]): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, { ...variables });
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, { ...variables });
  return skip?.if !== true && include?.if !== false;
}

function refusal(type: string, message: string, path?: readonly string[]): GraphQLError {
  return new GraphQLError(message, { extensions: { type }, ...(path ? { path } : {}) });
}
