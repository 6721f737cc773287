import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dependencyCycles } from '../../../src/domain/merge/dependency-cycles.ts';

function cycles(graph: Readonly<Record<string, readonly string[]>>) {
  return dependencyCycles(new Map(Object.entries(graph)));
}

describe('cycles of dependencies', () => {
  test.each([
    ['none in a diamond', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
    ['a service that depends on itself', { a: ['a'] }, [['a']]],
    ['two services', { b: ['a'], a: ['b'] }, [['a', 'b']]],
    ['the shortest of a knot, once', { a: ['b', 'c'], b: ['c'], c: ['a', 'd'], d: ['a'] }, [['a', 'c']]],
    [
      'two knots, in order',
      { z: ['y'], y: ['z', 'a'], a: ['b'], b: ['a'] },
      [
        ['a', 'b'],
        ['y', 'z'],
      ],
    ],
    ['none through what is not in the catalog', { a: ['ghost'] }, []],
  ])('%s', (_what, graph, wanted) => {
    expect(cycles(graph as Record<string, string[]>)).toEqual(wanted);
  });

  test('a chain as long as a catalog is no trouble', () => {
    const chain = new Map(
      Array.from({ length: 50_000 }, (_, index) => [`s${index}`, [`s${(index + 1) % 50_000}`]]),
    );
    expect(dependencyCycles(chain)).toHaveLength(1);
  });

  test('are real ones, one for each knot, whatever the order of the map', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(
        fc.dictionary(id, fc.array(id, { maxLength: 3 })),
        fc.infiniteStream(fc.nat()),
        (graph, order) => {
          const found = cycles(graph);
          for (const cycle of found) {
            cycle.forEach((member, index) => {
              expect(graph[member]).toContain(cycle[(index + 1) % cycle.length]);
            });
          }
          const reaches = (from: string, to: string) => reachable(graph, from).has(to);
          const inKnots = Object.keys(graph).filter((member) => reaches(member, member));
          const knots = new Set(
            inKnots.map((member) =>
              inKnots.filter((other) => reaches(member, other) && reaches(other, member)).join(),
            ),
          );
          expect(found).toHaveLength(knots.size);
          const shuffled = Object.fromEntries(
            Object.entries(graph)
              .map((entry) => [order.next().value, entry] as const)
              .toSorted(([a], [b]) => a - b)
              .map(([, entry]) => entry),
          );
          expect(cycles(shuffled)).toEqual(found);
        },
      ),
    );
  });
});

function reachable(graph: Readonly<Record<string, readonly string[]>>, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(graph[from] ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(graph[next] ?? []));
  }
  return found;
}
