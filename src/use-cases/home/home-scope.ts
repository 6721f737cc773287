import type { Team } from '../../domain/catalog.ts';
import { withDescendants } from '../../domain/hierarchy.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { HomeChoice, HomeOf } from '../home-views.ts';
import { isNamed } from '../resolve-viewer.ts';
import type { ServiceFilter } from '../service-rows.ts';
import { ownTeams } from '../show-group.ts';

/** Whose services a Home is about, as they stand in the catalog. */
export interface HomeScope {
  readonly of: HomeOf;
  readonly name: string;
  /** Null: they are in no team. */
  readonly filter: ServiceFilter | null;
}

/**
 * Those who answer for others' services switch: members of a team that has teams below it, and admins. A menu of Slack's
 * has a hundred entries: their own first.
 */
export function homeChoices(
  viewer: Viewer,
  teams: readonly Team[],
  organisation: string,
): readonly HomeChoice[] {
  if (viewer.guest) return [];
  const direct = directTeams(viewer, teams);
  const led = direct.flatMap(({ id }) => {
    const below = withDescendants(id, teams);
    return below.size > 1 ? [...below] : [];
  });
  if (led.length === 0 && !viewer.admin) return [];
  const mine = new Set([...direct.map(({ id }) => id), ...led]);
  const shown = viewer.admin ? [...mine, ...teams.map(({ id }) => id)] : [...mine];
  const names = new Map(teams.map(({ id, name }) => [id, name]));
  return [
    { of: { kind: 'me' }, name: '' },
    { of: { kind: 'organisation' }, name: organisation },
    ...[...new Set(shown)].map((id) => ({ of: { kind: 'team', id }, name: names.get(id) ?? id }) as const),
  ];
}

function directTeams(viewer: Viewer, teams: readonly Team[]): readonly Team[] {
  return teams.filter((team) => isNamed(viewer, [...team.members, ...team.stewards]));
}

/** What was asked for, or the viewer's own where that is gone or not theirs to see. */
export function homeScope(
  {
    of,
    viewer,
    organisation,
  }: {
    readonly of: HomeOf;
    readonly viewer: Viewer;
    readonly organisation: string;
  },
  teams: readonly Team[],
): HomeScope {
  if (of.kind === 'organisation' && !viewer.guest) return { of, name: organisation, filter: {} };
  const team = of.kind === 'team' ? teams.find(({ id }) => id === of.id) : undefined;
  if (team !== undefined && !viewer.guest)
    return { of, name: team.name, filter: { teams: [...withDescendants(team.id, teams)] } };
  // Of a team above another one of theirs what it owns itself; its other teams are not what concerns them.
  const below = ownTeams(viewer, teams).flatMap(({ id }) => [...withDescendants(id, teams)]);
  const own = new Set([...directTeams(viewer, teams).map(({ id }) => id), ...below]);
  const filter = own.size === 0 ? null : { teams: [...own] };
  return { of: { kind: 'me' }, name: viewer.name, filter };
}
