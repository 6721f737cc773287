/** Services that nobody answers for: what fails there reaches no one, so admins get a list. */
import type { Team } from '../../domain/catalog.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Context } from '../context.ts';
import type { Named, OwnerlessService, OwnerlessView } from '../nudge-views.ts';
import type { ServiceRecord } from '../ports.ts';
import { nudgedService } from './nudged-services.ts';
import { reachTeams } from './reach-teams.ts';

const MOST_SUGGESTIONS = 3;

export async function ownerlessView(context: Context): Promise<OwnerlessView> {
  const { store, policy, scorecards } = context;
  const { primary } = await scorecards();
  const page = { offset: 0, limit: 100_000 };
  const tiers = policy.tiers.map(({ id }) => id);
  const [{ items }, teams, edits] = await Promise.all([
    store.catalog.list({}, page, primary?.compiled.scorecard.id ?? null, tiers),
    store.catalog.teams(),
    store.upkeep.edits(),
  ]);
  const deserted = await desertedTeams(context, teams);
  // Assigned, though the catalog has not taken it over: a file may name somebody who has left.
  const assigned = new Map(
    edits.flatMap(({ id, fields: { owner } }) => (typeof owner === 'string' ? [[id, owner]] : [])),
  );
  const isLeft = (owner: string | null) => owner === null || deserted.has(owner);
  const rows = items.filter(({ id, owner }) => isLeft(owner) && isLeft(assigned.get(id) ?? null));
  const records = await store.catalog.byKeys(rows.map(({ key }) => key));
  const suggest = suggester(
    items,
    teams.filter(({ id }) => !deserted.has(id)),
  );
  const services = rows.flatMap(({ key, standing }): readonly OwnerlessService[] => {
    const record = records.get(key);
    if (record === undefined) return [];
    const { owner, ownerDeclared } = record.service;
    return [
      {
        service: nudgedService(context, record),
        why: owner !== undefined ? 'left' : ownerDeclared === undefined ? 'none' : 'unknown-team',
        declared: ownerDeclared ?? null,
        failing: standing?.failing ?? 0,
        suggestions: suggest(record),
      },
    ];
  });
  const place = ({ service }: OwnerlessService) => tiers.indexOf(service.tier.id);
  return { services: services.toSorted((a, b) => place(a) - place(b)), teams: teams.map(named) };
}

/** Teams of which nobody is there any more. Where Slack does not say, none is. */
async function desertedTeams(context: Context, teams: readonly Team[]): Promise<ReadonlySet<string>> {
  const reach = await reachTeams(context, teams).catch(() => null);
  if (reach === null) return new Set();
  return new Set(teams.filter(({ id }) => (reach.everybody.get(id) ?? []).length === 0).map(({ id }) => id));
}

type Suggested = OwnerlessService['suggestions'];

/** By what is written: the declared name, the system, the channel, whoever sees it. Evidence of work is upkeep's. */
function suggester(
  rows: readonly { readonly system: string | null; readonly owner: string | null }[],
  teams: readonly Team[],
): (record: ServiceRecord) => Suggested {
  const inSystem = Map.groupBy(
    rows.filter(({ owner, system }) => owner !== null && system !== null),
    ({ system }) => system,
  );
  const teamOf = (id: string | null | undefined) => teams.find((team) => team.id === id);
  return ({ service }) => {
    const { ownerDeclared, system, channel, also } = service;
    const near = ownerDeclared === undefined ? undefined : nearest(ownerDeclared, teams, 1)[0];
    const owners = Map.groupBy(inSystem.get(system ?? '') ?? [], ({ owner }) => owner);
    const [most] = [...owners].toSorted(([, a], [, b]) => b.length - a.length);
    const found: readonly (readonly [Team | undefined, string])[] = [
      [teamOf(near?.id), `the catalog says “${ownerDeclared ?? ''}”`],
      [
        channel === undefined ? undefined : teams.find((team) => team.channel === channel),
        `it uses ${channel ?? ''}`,
      ],
      ...also.map((id) => [teamOf(id), 'it sees the service'] as const),
      [teamOf(most?.[0]), `it owns ${most?.[1].length ?? 0} of ${system ?? ''}`],
    ];
    const suggestions = found.flatMap(([team, because]) =>
      team === undefined ? [] : [{ team: named(team), because }],
    );
    const seen = new Set<string>();
    return suggestions
      .filter(({ team }) => !seen.has(team.id) && seen.add(team.id))
      .slice(0, MOST_SUGGESTIONS);
  };
}

function named({ id, name }: Team): Named {
  return { id, name };
}
