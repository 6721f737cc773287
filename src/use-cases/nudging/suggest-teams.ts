import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { Named } from '../nudge-views.ts';

/** Teams whose id or name holds these letters, those that begin with them first; none for who may not see the catalog. */
export async function suggestTeams(
  { store }: Pick<Context, 'store'>,
  viewer: Viewer,
  letters: string,
  limit: number,
): Promise<readonly Named[]> {
  if (!may(viewer, 'see-catalog')) return [];
  const wanted = letters.trim().replace(/^@/, '').toLowerCase();
  const teams = await store.catalog.teams();
  const words = ({ id, name }: Named) => [id.toLowerCase(), name.toLowerCase()];
  const begins = (team: Named) => words(team).some((word) => word.startsWith(wanted));
  return teams
    .filter((team) => words(team).some((word) => word.includes(wanted)))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)) || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map(({ id, name }) => ({ id, name }));
}
