import type { Directory } from '../use-cases/exception-views.ts';
import { NO_DIRECTORY } from '../use-cases/no-directory.ts';
import { NO_PROFILES, type Profiles } from '../use-cases/nudging/profiles.ts';
import type { CatalogPort } from '../use-cases/ports.ts';

export interface LaterDirectory extends Directory {
  /** From now on these are the people. */
  readonly connect: (directory: Directory) => void;
}

/** Slack's people for an app that is opened before Slack is: nobody until then. */
export function laterDirectory(): LaterDirectory {
  let connected = NO_DIRECTORY;
  return {
    resolve: (names, lately) => connected.resolve(names, lately),
    connect(directory) {
      connected = directory;
    },
  };
}

export interface LaterProfiles extends Profiles {
  /** From now on these are the people. */
  readonly connect: (profiles: Profiles) => void;
}

/** Who is there to be told something, in the same way. */
export function laterProfiles(): LaterProfiles {
  let connected = NO_PROFILES;
  return {
    of: (person) => connected.of(person),
    connect(profiles) {
      connected = profiles;
    },
  };
}

/** The Slack user id that ready.yml or the catalog gives for an address. */
export function accountsIn(catalog: Pick<CatalogPort, 'people'>) {
  return async (email: string): Promise<string | undefined> => {
    const people = await catalog.people();
    return people.find((one) => one.email.toLowerCase() === email.toLowerCase())?.slack;
  };
}
