/**
 * One cycle of every knot of services that depend on each other in a circle: the shortest through its first
 * service, starting there. Sorted, and the same whatever the order of the map. Takes linear time and no
 * recursion, since a chain of dependencies may be as long as the catalog.
 */
export function dependencyCycles(
  dependsOn: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const knots = components(dependsOn).filter((knot) => isCircular(knot, dependsOn));
  return knots
    .map((knot) => shortestCycle(knot, dependsOn))
    .toSorted((a, b) => compare(a[0] ?? '', b[0] ?? ''));
}

type Graph = ReadonlyMap<string, readonly string[]>;

function isCircular(knot: readonly string[], graph: Graph): boolean {
  const [only = ''] = knot;
  return knot.length > 1 || (graph.get(only) ?? []).includes(only);
}

/** Breadth first from the first service back to itself, within the knot. */
function shortestCycle(knot: readonly string[], graph: Graph): readonly string[] {
  const inside = new Set(knot);
  const first = knot.toSorted(compare)[0] ?? '';
  const cameFrom = new Map<string, string>();
  const waiting = [first];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const target of (graph.get(next) ?? []).toSorted(compare)) {
      if (target === first) return pathTo(next, cameFrom);
      if (!inside.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, next);
      waiting.push(target);
    }
  }
  return [first]; // unreachable: a knot of several leads back to each of them
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const path: string[] = [];
  for (let at: string | undefined = end; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
  return path;
}

interface Visit {
  readonly node: string;
  readonly edges: Iterator<string>;
}

/** Strongly connected components, by Tarjan's algorithm with a stack of its own. */
function components(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: string[][] = [];
  const enter = (node: string): Visit => {
    order.set(node, order.size);
    lowest.set(node, order.get(node) ?? 0);
    open.push(node);
    isOpen.add(node);
    return { node, edges: (graph.get(node) ?? [])[Symbol.iterator]() };
  };
  const lower = (node: string, to: number | undefined) =>
    lowest.set(node, Math.min(lowest.get(node) ?? 0, to ?? 0));
  const leave = (node: string) => {
    if (lowest.get(node) !== order.get(node)) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const member of component) isOpen.delete(member);
    found.push(component);
  };
  for (const root of graph.keys()) {
    if (order.has(root)) continue;
    const visits = [enter(root)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const edge = visit.edges.next();
      if (edge.done) {
        leave(visit.node);
        visits.pop();
        const parent = visits.at(-1);
        if (parent !== undefined) lower(parent.node, lowest.get(visit.node));
      } else if (!order.has(edge.value)) visits.push(enter(edge.value));
      else if (isOpen.has(edge.value)) lower(visit.node, order.get(edge.value));
    }
  }
  return found;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
