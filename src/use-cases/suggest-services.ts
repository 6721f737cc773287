import { nearest } from '../domain/nearest.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import { visibleNames } from './look-up.ts';
import { refuseStrangers } from './reachable-service.ts';

/** Services for a typeahead: with nothing typed the viewer's own, else those that begin with or contain it. */
export async function suggestServices(
  context: Context,
  viewer: Viewer,
  typed: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  refuseStrangers(viewer);
  const prefix = typed.trim();
  if (prefix === '') return mine(context, viewer, limit);
  const names = await visibleNames(context, viewer, await context.store.catalog.names());
  return nearest(prefix, names, limit).map(({ id, name }) => ({ id, name }));
}

async function mine({ store, scorecards }: Context, viewer: Viewer, limit: number) {
  const { primary } = await scorecards();
  const filter = viewer.teams.length > 0 || viewer.guest ? { teams: viewer.teams } : {};
  const rows = await store.catalog.list(filter, { offset: 0, limit }, primary?.compiled.scorecard.id ?? null);
  return rows.items.map(({ id, name }) => ({ id, name }));
}
