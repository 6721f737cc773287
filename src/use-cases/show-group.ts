import type { System, Team } from '../domain/catalog.ts';
import { UserError } from '../domain/errors.ts';
import { withDescendants } from '../domain/hierarchy.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { GroupView, MineView, Summary } from './list-services.ts';
import { refuseStrangers } from './reachable-service.ts';
import { pageOfServices } from './service-lines.ts';
import type { ServiceFilter } from './service-rows.ts';

/** A team or a system with its services, worst first, sub-teams and sub-systems included. */
export async function showGroup(
  context: Context,
  viewer: Viewer,
  kind: GroupView['kind'],
  id: string,
  offset: number,
): Promise<GroupView> {
  refuseStrangers(viewer);
  const all = kind === 'team' ? await context.store.catalog.teams() : await context.store.catalog.systems();
  const group = all.find((one) => one.id === id && (kind === 'team' ? seesTeam(viewer, id) : !viewer.guest));
  if (group === undefined)
    throw new UserError(`There is no ${kind} “${id}” any more. Type \`/ready list\` to look around.`);
  const ids = [...withDescendants(id, all)];
  const filter: ServiceFilter = kind === 'team' ? { teams: ids } : { systems: ids };
  const { page, summary } = await pageOfServices(context, viewer, filter, offset);
  return { kind, ...about(group), summary, ready: ready(summary), page };
}

/** Guests know of their own teams only. */
export function seesTeam(viewer: Viewer, team: string): boolean {
  return !viewer.guest || viewer.teams.includes(team);
}

/** The person's own services by team, worst first. */
export async function showMine(context: Context, viewer: Viewer): Promise<MineView> {
  refuseStrangers(viewer);
  const { primary } = await context.scorecards();
  const teams = await context.store.catalog.teams();
  const mine = ownTeams(viewer, teams);
  const groups = await Promise.all(mine.map((team) => showGroup(context, viewer, 'team', team.id, 0)));
  const everything = await context.store.catalog.tally({}, primary?.compiled.scorecard.id ?? null);
  return {
    groups: groups.toSorted((a, b) => openness(b.summary) - openness(a.summary)),
    newcomer: mine.length === 0,
    catalogSize: viewer.guest ? 0 : everything.services,
  };
}

/** The teams whose services concern this person. */
export function ownTeams(viewer: Viewer, teams: readonly Team[]): readonly Team[] {
  return teams.filter((team) => viewer.teams.includes(team.id) && !isAncestorOnly(team, viewer, teams));
}

/** A parent team is theirs too, but its other sub-teams are not what concerns them. */
function isAncestorOnly(team: Team, viewer: Viewer, teams: readonly Team[]): boolean {
  const below = withDescendants(team.id, teams);
  return teams.some(
    (other) => other.id !== team.id && below.has(other.id) && viewer.teams.includes(other.id),
  );
}

function about(group: Team | System): Pick<GroupView, 'id' | 'name' | 'description' | 'channel'> {
  return {
    id: group.id,
    name: group.name,
    description: 'description' in group ? (group.description ?? null) : null,
    channel: 'channel' in group ? (group.channel ?? null) : null,
  };
}

/** Ready when all its services are; one that is not decides, one that can't be told leaves it open. */
function ready({ services, without, bar }: Summary): GroupView['ready'] {
  if (services - without === 0) return 'empty';
  if (bar.notMet > 0) return 'no';
  return bar.unknown > 0 ? 'unknown' : 'yes';
}

/** The share of services below the bar: teams with the most to do come first. */
function openness({ services, bar }: Summary): number {
  return services === 0 ? 0 : (bar.notMet + bar.unknown / 2) / services;
}
