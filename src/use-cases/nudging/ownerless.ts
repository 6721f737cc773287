/** Services that nobody answers for: what fails there reaches no one, so admins get a list. */
import type { Team } from '../../domain/catalog.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Context } from '../context.ts';
import type { Named, OwnerlessService, OwnerlessView } from '../nudge-views.ts';
import type { ServiceRecord } from '../ports.ts';
import { suggestionsFor } from '../upkeep/suggest-owners.ts';
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
  const there = teams.filter(({ id }) => !deserted.has(id));
  const written = cluesIn(items, there);
  const ofWork = await cluesOfWork(context, [...records.values()], there);
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
        suggestions: ranked([...written(record), ...(ofWork.get(key) ?? [])]),
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

/** Something that speaks for a team; `worth`: of 1. */
interface Clue {
  readonly team: Team;
  readonly words: string;
  readonly worth: number;
}

/** Of 1, beside what evidence of work is worth. */
const WORTH = { declared: 0.7, channel: 0.6, system: 0.3, sees: 0.3 } as const;

/** By what is written: the declared name, the channel, the system, whoever sees it. */
function cluesIn(
  rows: readonly { readonly system: string | null; readonly owner: string | null }[],
  teams: readonly Team[],
): (record: ServiceRecord) => readonly Clue[] {
  const inSystem = Map.groupBy(
    rows.filter(({ owner, system }) => owner !== null && system !== null),
    ({ system }) => system,
  );
  return ({ service }) => {
    const { ownerDeclared, system, channel, also } = service;
    const near = ownerDeclared === undefined ? undefined : nearest(ownerDeclared, teams, 1)[0];
    const owners = Map.groupBy(inSystem.get(system ?? '') ?? [], ({ owner }) => owner);
    const [most] = [...owners].toSorted(([, a], [, b]) => b.length - a.length);
    const clue = (kind: keyof typeof WORTH, is: (team: Team) => boolean, words: string): readonly Clue[] =>
      teams.filter(is).map((team) => ({ team, words, worth: WORTH[kind] }));
    return [
      ...clue('declared', ({ id }) => id === near?.id, `the catalog says “${ownerDeclared ?? ''}”`),
      ...clue('channel', (team) => channel !== undefined && team.channel === channel, `it uses ${channel}`),
      ...clue(
        'system',
        ({ id }) => id === most?.[0],
        `it owns ${most?.[1].length ?? 0} services of ${system}`,
      ),
      ...clue('sees', ({ id }) => also.includes(id), 'it sees the service'),
    ];
  };
}

/** By who works on it: CODEOWNERS, commits, on-call. */
async function cluesOfWork(
  context: Context,
  records: readonly ServiceRecord[],
  teams: readonly Team[],
): Promise<ReadonlyMap<string, readonly Clue[]>> {
  const suggested = await suggestionsFor(context, records);
  return new Map(
    Array.from(suggested, ([key, { suggestions }]) => {
      const clues = suggestions.flatMap(({ team: { id }, confidence, evidence }) =>
        teams
          .filter((team) => team.id === id)
          .map((team) => ({
            team,
            words: evidence.map(({ words }) => words).join(', '),
            worth: confidence / 100,
          })),
      );
      return [key, clues];
    }),
  );
}

/** The likeliest teams first, each with all that speaks for it: every clue leaves a doubt, and several leave less. */
function ranked(clues: readonly Clue[]): Suggested {
  return [...Map.groupBy(clues, ({ team }) => team)]
    .map(([team, some]) => ({
      team: named(team),
      because: some
        .toSorted((a, b) => b.worth - a.worth)
        .map(({ words }) => words)
        .join(', '),
      doubt: some.reduce((left, { worth }) => left * (1 - worth), 1),
    }))
    .toSorted((a, b) => a.doubt - b.doubt || (a.team.id < b.team.id ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ team, because }) => ({ team, because }));
}

function named({ id, name }: Team): Named {
  return { id, name };
}
