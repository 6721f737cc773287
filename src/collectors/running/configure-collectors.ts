import { didYouMean } from '../../domain/nearest-word.ts';
import type { Collector, ConfiguredCollector, Given } from '../collector.ts';

/** What an operator gave to all of them. */
export interface GivenToAll extends Pick<Given, 'environment' | 'home'> {
  /** ready.yml's `collectors`; the order of its keys is the order of precedence. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Binds all collectors, in order of precedence: those that ready.yml names in its order, then the others in the
 * registry's. `problems` are sentences about ready.yml or the environment that must refuse the start.
 */
export function configureCollectors(
  collectors: readonly Collector[],
  { settings, environment, home }: GivenToAll,
): { collectors: readonly ConfiguredCollector[]; problems: readonly string[] } {
  const named = Object.keys(settings);
  const rank = ({ name }: Collector) => (named.includes(name) ? named.indexOf(name) : named.length);
  const bound = collectors
    .toSorted((a, b) => rank(a) - rank(b))
    .map((collector) => collector.configure({ settings: settings[collector.name], environment, home }));
  const known = collectors.map(({ name }) => name);
  const strange = named
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `collectors.${name}: there is no such collector${didYouMean(name, known) || `; there are ${known.join(', ')}`}`,
    );
  return {
    collectors: bound.map(({ collector }) => collector),
    problems: [...strange, ...bound.flatMap(({ problems }) => problems)],
  };
}
