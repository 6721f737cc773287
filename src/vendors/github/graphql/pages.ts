/** A connection's arguments. */
export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A page of a list, as all of GitHub's connections have it. `edge` adds what this connection's edges tell. */
export function connection<T>(
  list: readonly T[],
  { first, last, after, before }: PageArguments,
  toNode: (one: T) => unknown,
  edge: (one: T) => object = () => ({}),
) {
  let from = after ? placeOf(after) + 1 : 0;
  let to = before ? placeOf(before) : list.length;
  if (typeof first === 'number') to = Math.min(to, from + first);
  if (typeof last === 'number') from = Math.max(from, to - last);
  const page = list.slice(from, to);
  return {
    totalCount: list.length,
    nodes: () => page.map(toNode),
    edges: () =>
      page.map((one, place) => ({ ...edge(one), cursor: cursorAt(from + place), node: toNode(one) })),
    pageInfo: {
      hasNextPage: to < list.length,
      hasPreviousPage: from > 0,
      startCursor: page.length === 0 ? null : cursorAt(from),
      endCursor: page.length === 0 ? null : cursorAt(from + page.length - 1),
    },
  };
}

function cursorAt(place: number): string {
  return Buffer.from(`cursor:v2:${place}`).toString('base64');
}

function placeOf(cursor: string): number {
  return Number(Buffer.from(cursor, 'base64').toString().replace('cursor:v2:', ''));
}
