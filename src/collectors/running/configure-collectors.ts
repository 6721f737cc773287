import type { Settings } from '../../documents/ready-yml.ts';
import type { Problem } from '../../domain/errors.ts';
import { didYouMean } from '../../domain/nearest-word.ts';
import type { Collector, ConfiguredCollector, Given } from '../collector.ts';
import type { Memory } from './surroundings.ts';

/** What an operator gave to all of them: a `Config` has it. */
export interface GivenToAll extends Omit<Given, 'settings' | 'memory'> {
  /** ready.yml's `collectors`, by name; their order is the order of precedence. */
  readonly collectors: ReadonlyMap<string, Settings>;
  /** What each collector keeps, by its name. */
  readonly memoryOf: (collector: string) => Memory;
}

/**
 * Binds all collectors, in order of precedence: those that ready.yml names in its order, then the others in the
 * registry's. `problems` must refuse the start.
 */
export function configureCollectors(
  registry: readonly Collector[],
  { collectors: settings, memoryOf, ...around }: GivenToAll,
): { collectors: readonly ConfiguredCollector[]; problems: readonly Problem[] } {
  const named = [...settings.keys()];
  const rank = ({ name }: Collector) => (settings.has(name) ? named.indexOf(name) : named.length);
  const bound = registry
    .toSorted((a, b) => rank(a) - rank(b))
    .map((collector) =>
      collector.configure({
        ...around,
        memory: memoryOf(collector.name),
        settings: settings.get(collector.name),
      }),
    );
  const known = registry.map(({ name }) => name);
  const strange = [...settings].flatMap(([name, written]) =>
    known.includes(name) ? [] : [written.problem([], ...noSuchCollector(name, known))],
  );
  return {
    collectors: bound.map(({ collector }) => collector),
    problems: [...strange, ...bound.flatMap(({ problems }) => problems)],
  };
}

function noSuchCollector(name: string, known: readonly string[]): [message: string, remedy: string] {
  return [`there is no collector "${name}"${didYouMean(name, known)}`, `There are: ${known.join(', ')}`];
}

/** For whoever only looks at what is configured, beside or without a database: nothing is remembered. */
export const WITHOUT_MEMORY: Pick<GivenToAll, 'memoryOf'> = {
  memoryOf: () => ({ read: async () => new Map(), write: async () => {} }),
};
