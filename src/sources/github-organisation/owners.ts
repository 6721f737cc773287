import type { FoundTeam } from './read-organisation.ts';

export interface Owners {
  /** Slugs of the teams that seem to own the repository of this name. */
  readonly of: (repository: string) => readonly string[];
}

/** From the strongest: whoever has it before others is taken for the owner. */
const RIGHTS = ['ADMIN', 'MAINTAIN'];

/**
 * GitHub knows no owner, only rights: who administers a repository owns it, or else who maintains it. A right that a
 * team has through its parent is its parent's too, so the teams above count only where no team below has it.
 */
export function ownersAmong(teams: readonly FoundTeam[]): Owners {
  const parents = new Map(teams.map(({ slug, parentTeam }) => [slug, parentTeam?.slug]));
  const byRepository = new Map<string, { readonly slug: string; readonly permission: string }[]>();
  for (const { slug, repositories } of teams)
    for (const { permission, node } of repositories) {
      const holders = byRepository.get(node.name) ?? [];
      holders.push({ slug, permission });
      byRepository.set(node.name, holders);
    }
  return {
    of(repository) {
      const holders = byRepository.get(repository) ?? [];
      const right = RIGHTS.find((one) => holders.some(({ permission }) => permission === one));
      const slugs = holders.filter(({ permission }) => permission === right).map(({ slug }) => slug);
      return slugs.filter((slug) => !slugs.some((other) => isAbove(slug, other, parents)));
    },
  };
}

function isAbove(slug: string, other: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(other); at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === slug) return true;
    seen.add(at);
  }
  return false;
}
