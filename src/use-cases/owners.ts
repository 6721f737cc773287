import type { Person, Team } from '../domain/catalog.ts';
import type { CatalogPort } from './ports.ts';

/** A team with what the catalog knows of its members. */
interface Owner {
  readonly team: Team;
  readonly people: readonly Person[];
}

interface Entries extends Pick<CatalogPort, 'teams'> {
  people(): Promise<readonly Person[]>;
}

/** The team of an id, for all services that are asked about: teams and people are read once for each revision. */
export function ownersReader(
  catalog: Pick<CatalogPort, 'revision'> & Entries,
): (team: string) => Promise<Owner | undefined> {
  let read: { readonly revision: number; readonly owners: Promise<ReadonlyMap<string, Owner>> } | undefined;
  return async (team) => {
    const revision = await catalog.revision();
    if (read?.revision !== revision) {
      const owners = readOwners(catalog);
      read = { revision, owners };
      // What failed is tried again by the next who asks.
      owners.catch(() => {
        read = undefined;
      });
    }
    return (await read.owners).get(team);
  };
}

async function readOwners(catalog: Entries): Promise<ReadonlyMap<string, Owner>> {
  const [teams, people] = await Promise.all([catalog.teams(), catalog.people()]);
  const known = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  return new Map(
    teams.map((team) => [
      team.id,
      { team, people: team.members.flatMap((member) => known.get(member.toLowerCase()) ?? []) },
    ]),
  );
}
