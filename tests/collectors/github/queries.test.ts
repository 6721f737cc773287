import { schema as published } from '@octokit/graphql-schema';
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import {
  FILES_QUERY,
  foldersQuery,
  pagesQuery,
  REVIEWS_QUERY,
  repositoriesQuery,
} from '../../../src/collectors/github/queries.ts';

// GitHub publishes a type with a field twice, which graphql-js refuses to assume.
const SCHEMA = buildSchema(published.idl, { assumeValid: true, assumeValidSDL: true });

const PAGED = [
  ...(['repositoryTopics', 'rules', 'pullRequests', 'environments', 'deployments'] as const),
  ...(['vulnerabilityAlerts', 'files'] as const),
];

const QUERIES: [name: string, query: string][] = [
  ['repositories', repositoriesQuery(40)],
  ['folders', foldersQuery(20)],
  ['reviews', REVIEWS_QUERY],
  ['files', FILES_QUERY],
  ['pages', pagesQuery(PAGED)],
];

test.each(QUERIES)('asks for nothing that GitHub does not have, or is about to drop: %s', (_name, query) => {
  const wrong = validate(SCHEMA, parse(query), [...specifiedRules, NoDeprecatedCustomRule]);
  expect(wrong.map(({ message }) => message)).toEqual([]);
});

/** https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
describe('costs what GitHub counts', () => {
  test.each([
    ['forty repositories', repositoriesQuery(40), 5],
    ['twenty folders', foldersQuery(20), 1],
    ['a page', pagesQuery(['deployments']), 1],
    ['reviews of a hundred pull requests', REVIEWS_QUERY, 1],
    ['files of a hundred pull requests', FILES_QUERY, 1],
  ])('%s', (_name, query, points) => {
    expect(pointsOf(parse(query))).toBe(points);
  });

  test('ten thousand repositories cost less than 4,000 points, however many pull requests they have', () => {
    const batches = 10_000 / 40;
    expect(batches * pointsOf(parse(repositoriesQuery(40)))).toBeLessThan(4_000 - 1_000);
  });

  test('no query can have more nodes than GitHub allows', () => {
    for (const [, query] of QUERIES) expect(countOf(parse(query)).nodes).toBeLessThan(500_000);
  });
});

function pointsOf(document: DocumentNode): number {
  return Math.max(1, Math.round(countOf(document).requests / 100));
}

/** Requests that it would take to fill every connection, and nodes at most. */
function countOf(document: DocumentNode) {
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  const count = (set: SelectionSetNode | undefined, times: number): { requests: number; nodes: number } => {
    const sum = { requests: 0, nodes: 0 };
    for (const selection of set?.selections ?? []) {
      const isField = selection.kind === Kind.FIELD;
      const size = isField ? sizeOf(selection.arguments ?? []) : undefined;
      // `nodes(ids)` is no connection, but has as many entries.
      const within =
        times * (size ?? (isField && selection.name.value === 'nodes' && hasIds(selection) ? 100 : 1));
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? count(fragments.get(selection.name.value)?.selectionSet, times)
          : count(selection.selectionSet, within);
      sum.requests += inner.requests + (size === undefined ? 0 : times);
      sum.nodes += inner.nodes + (size === undefined ? 0 : within);
    }
    return sum;
  };
  return (
    document.definitions
      .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
      .map((one) => count(one.selectionSet, 1))[0] ?? { requests: 0, nodes: 0 }
  );
}

type Arguments = readonly {
  readonly name: { readonly value: string };
  readonly value: { readonly kind: string };
}[];

function sizeOf(given: Arguments): number | undefined {
  const size = given.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  return size !== undefined && 'value' in size ? Number(size.value) : undefined;
}

function hasIds({ arguments: given = [] }: { readonly arguments?: Arguments }): boolean {
  return given.some(({ name }) => name.value === 'ids');
}
