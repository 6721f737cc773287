import type { Origin, Person, Sourced, Team } from '../catalog.ts';

/**
 * Everybody whom the catalog names, by e-mail: what ready.yml says first, then what sources say, then bare
 * e-mails of teams. What one leaves out the next may add. A Slack id or GitHub login is one person's: whoever
 * claims it later goes without.
 */
export function mergePeople(
  explicit: readonly Person[],
  read: readonly Sourced<Person>[],
  teams: readonly Team[],
): readonly Person[] {
  const inOrder = read.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).map(({ entry }) => entry);
  const named = teams.flatMap(({ members, stewards }) => [...members, ...stewards]);
  const mails = named.filter((name) => name.includes('@')).map((email): Person => ({ email }));
  const people = new Map<string, Person>();
  for (const person of [...explicit, ...inOrder, ...mails]) {
    const email = person.email.toLowerCase();
    people.set(email, { ...given(person), ...given(people.get(email)), email });
  }
  return withOwnIdentities([...people.values()]).toSorted((a, b) => (a.email < b.email ? -1 : 1));
}

/** Earlier people keep what later ones claim too. */
export function withOwnIdentities<P extends Person>(people: readonly P[]): readonly P[] {
  const taken = new Set<string>();
  const isFree = (system: string, id: string | undefined) => {
    if (id === undefined || taken.has(`${system}:${id.toLowerCase()}`)) return false;
    taken.add(`${system}:${id.toLowerCase()}`);
    return true;
  };
  return people.map((person) => {
    const { slack, github, ...same } = person;
    return {
      ...same,
      ...(isFree('slack', slack) ? { slack } : {}),
      ...(isFree('github', github) ? { github } : {}),
    } as P; // the same person without what is not theirs
  });
}

function given(person: Person | undefined): Partial<Person> {
  return Object.fromEntries(Object.entries(person ?? {}).filter(([, value]) => value !== undefined));
}

function placeOf({ entry, origin }: Sourced<Person>): string {
  const { file = '', line = 0 }: Origin = origin;
  return JSON.stringify([file, String(line).padStart(9, '0'), entry]);
}
