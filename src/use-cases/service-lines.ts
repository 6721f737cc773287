import type { Team } from '../domain/catalog.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context, VersionedScorecard } from './context.ts';
import type { ServiceLine, ServicePage, Summary } from './list-services.ts';
import { levelView } from './scorecard-view.ts';
import type { ServiceFilter, ServiceRow, Tally } from './service-rows.ts';

/** Lines of one page in Slack: short enough to be read, long enough for most teams. */
const PAGE_SIZE = 12;

/** A filter's services as one page and a summary, within what the viewer may see. `rows`: of the same page. */
export async function pageOfServices(
  context: Context,
  viewer: Viewer,
  filter: ServiceFilter,
  offset: number,
  limit = PAGE_SIZE,
): Promise<{ readonly page: ServicePage; readonly summary: Summary; readonly rows: readonly ServiceRow[] }> {
  const { primary } = await context.scorecards();
  const within = visible(filter, viewer);
  const id = primary?.compiled.scorecard.id ?? null;
  const { catalog } = context.store;
  const tiers = context.policy.tiers.map((tier) => tier.id);
  const [tally, teams] = await Promise.all([catalog.tally(within, id), catalog.teams()]);
  // A button can be older than the list, which may have become shorter since.
  const from = Math.min(offset, Math.floor(Math.max(0, tally.services - 1) / limit) * limit);
  const { items, total } = await catalog.list(within, { offset: from, limit }, id, tiers);
  const lines = items.map((row) => serviceLine(row, primary, teams));
  return { page: { lines, offset: from, size: limit, total }, summary: summary(tally, primary), rows: items };
}

/** Guests see the services of their own teams and nothing else, whatever they filter by. */
export function visible(filter: ServiceFilter, viewer: Viewer): ServiceFilter {
  if (!viewer.guest) return filter;
  const teams =
    filter.teams === undefined ? viewer.teams : filter.teams.filter((team) => viewer.teams.includes(team));
  return { ...filter, teams, alsoTeams: true };
}

/** One service in one line. */
export function serviceLine(
  row: ServiceRow,
  primary: VersionedScorecard | null,
  teams: readonly Team[],
): ServiceLine {
  const owner = teams.find((team) => team.id === row.owner);
  return {
    id: row.id,
    name: row.name,
    tier: row.tier,
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
    standing: standing(row, primary),
  };
}

function standing(
  { standing: together, verdict }: ServiceRow,
  primary: VersionedScorecard | null,
): ServiceLine['standing'] {
  if (together === null || primary === null) return null;
  if (verdict === null) return { ...together, primary: null };
  const { heldByExceptions, score } = verdict;
  const held = levelView(verdict.held, primary.compiled.scorecard.levels);
  return { ...together, primary: { held, heldByExceptions, score } };
}

function summary(tally: Tally, primary: VersionedScorecard | null): Summary {
  const levels = primary?.compiled.scorecard.levels ?? [];
  const reached = levels
    .toReversed()
    .map((id) => ({ level: levelView(id, levels), services: tally.byLevel[id] ?? 0 }));
  return {
    services: tally.services,
    levels: [...reached, { level: null, services: tally.byLevel[''] ?? 0 }],
    bar: {
      met: tally.byBar.met + tally.byBar.met_by_exception,
      notMet: tally.byBar.not_met,
      unknown: tally.byBar.unknown,
    },
    without: tally.without,
  };
}
