import type { Check } from '../domain/outcome.ts';
import type { Context } from './context.ts';

/** Who told what a check rests on, as people call it; null where that goes without saying. */
export type AnsweredBy = (check: Check) => string | null;

/** Names the vendor where several could have answered: with one alone, everybody knows whom to ask. */
export function answeredBy({ sources, collecting }: Pick<Context, 'sources' | 'collecting'>): AnsweredBy {
  const vendors = new Map(collecting.collectors.map(({ source, vendor }) => [source.collector, vendor]));
  const configured = sources.filter(({ configured }) => configured === true);
  const couldTell = (path: string) =>
    configured.filter(({ fills }) => fills.some((fill) => covers(fill, path))).length;
  // A card's many rules read few facts.
  const known = new Map<string, number>();
  const isContested = (path: string) => {
    const tellers = known.get(path) ?? couldTell(path);
    known.set(path, tellers);
    return tellers > 1;
  };
  return ({ evidence }) => {
    const contested = evidence.flatMap(({ collector, path }) =>
      collector !== undefined && isContested(path) ? [vendors.get(collector) ?? collector] : [],
    );
    return contested.length === 0 ? null : [...new Set(contested)].join(', ');
  };
}

/** Either may be the larger: a collector fills all of `vcs`, a rule reads a whole group. */
function covers(fill: string, path: string): boolean {
  return fill.length < path.length ? isWithin(fill, path) : isWithin(path, fill);
}

function isWithin(group: string, path: string): boolean {
  return path.startsWith(group) && (path.length === group.length || path[group.length] === '.');
}
