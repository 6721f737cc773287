/**
 * What a source of the catalog is: it knows one way of writing down services, teams and people.
 *
 * To add one whose entries stand in files:
 * 1. `src/sources/compass.ts`: `export const compass: CatalogSource = { … }`. `name` is the file's name.
 *    Translate every entry into the words of `src/domain/catalog.ts`. A reference that leads nowhere is left as
 *    it is: the merge resolves and flags it, since it may lead into another source.
 * 2. `tests/sources/compass.test.ts`, on real files.
 * 3. One line in `index.ts`.
 *
 * To add one that has to be asked over the net, the same with `AskedSource`: a system that does not answer, or not all
 * of it, is a `Rejection` of everything that it holds, so that the last good stays.
 *
 * An entry that cannot be taken is a `Rejection` with all its problems, while the others load; what is no entry
 * of ours at all is skipped and counted. Never throw for what somebody wrote: it is not our bug.
 */

import type { YamlDocument } from '../documents/yaml-document.ts';
import type { CatalogReading, Person } from '../domain/catalog.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { GithubDiscovery } from '../domain/organisation.ts';

/** One document of a catalog file. */
export interface CatalogDocument {
  readonly yaml: YamlDocument;
  /** Absolute path of the folder that the file stands in; relative paths start here. */
  readonly folder: string;
  /** Whether that folder is a checkout of a repository. */
  readonly checkout: boolean;
}

export interface CatalogSource {
  /** The file's name; kept as the origin of its entries. */
  readonly name: string;
  /** What it reads, in a sentence; printed in the README. */
  readonly summary: string;
  /** Whether a document is written in this format. The first source that says so reads it. */
  readonly recognises: (value: Json) => boolean;
  /** Begins to read a catalog. */
  readonly reader: () => CatalogReader;
}

/** Reads the documents of one catalog that are its source's. */
export interface CatalogReader {
  /**
   * Takes what it needs of the next document, and lets the document go: parsed, it is fifty times its text, and
   * there may be a hundred files. Never throws.
   */
  readonly take: (document: CatalogDocument) => void;
  /** What all of them come to, when the last was taken, since entries refer to each other. Never throws. */
  readonly finish: () => CatalogReading;
}

/** A source that finds services by asking a system; what it finds yields to files. */
export interface AskedSource<Discovery = GithubDiscovery> {
  readonly name: string;
  readonly summary: string;
  /** Never throws for what the system does or does not answer. */
  readonly discover: (discovery: Discovery, asking: Asking) => Promise<Discovered>;
}

/** A source of what people told the bot itself: the bot keeps it. */
export interface KeptSource {
  readonly name: string;
  readonly summary: string;
  /** Never throws for what somebody wrote. */
  readonly read: (said: readonly SaidInSlack[]) => CatalogReading;
}

/** What was said of one service. `fields` as our catalog files write them. */
export interface SaidInSlack {
  readonly id: string;
  readonly fields: JsonObject;
  readonly registered: boolean;
  readonly archived: boolean;
}

/** What a source finds around it when it asks. */
export interface Asking {
  /** Of the environment the variables with these names, without empty ones. */
  readonly secrets: (names: readonly string[]) => Readonly<Record<string, string>>;
  /** Those of ready.yml: who has which login. */
  readonly people: readonly Person[];
  readonly clock: { readonly now: () => Instant };
  readonly wait: (ms: Duration, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Discovered {
  readonly reading: CatalogReading;
  /** The system wants no question before. */
  readonly notBefore?: Instant;
}
