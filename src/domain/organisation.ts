import type { Person } from './catalog.ts';
import type { Duration } from './instant.ts';
import type { Policy } from './policy.ts';

/** All that an organisation decides in ready.yml, besides the settings of collectors. */
export interface Organisation extends Policy {
  /** Paths and patterns of catalog files, relative to the home folder. */
  readonly catalog: readonly string[];
  /** Where services and teams are found, besides the files. */
  readonly discovery: readonly (GithubDiscovery | SlackDiscovery)[];
  readonly scorecards: readonly string[];
  /** Explicit mappings, where matching by e-mail is not enough. */
  readonly people: readonly Person[];
  /** How long a hand-written `custom` value holds after it last changed. */
  readonly customValidFor: Duration;
}

/** Which user groups of Slack are teams. */
export interface SlackDiscovery {
  /** Handles, or patterns of them: `*-team`. */
  readonly userGroups: readonly string[];
}

/** Which repositories of one organisation of GitHub are services. Its teams and their members come with them. */
export interface GithubDiscovery {
  /** Its login. */
  readonly organisation: string;
  /** Only those with one of these topics; empty = all. */
  readonly topics: readonly string[];
  readonly excludeTopics: readonly string[];
  /** Only those whose custom properties have these values. */
  readonly property: Readonly<Record<string, string>>;
  /** Only those in one of these languages; empty = all. */
  readonly languages: readonly string[];
  /** Archived ones too, as deprecated services. */
  readonly archived: boolean;
  readonly forks: boolean;
  /** Only those whose name fits: `*-api`. */
  readonly name?: string;
  /** Which custom property says what of a service: `{tier: criticality}`. By default those of the same name. */
  readonly properties: Readonly<Record<string, string>>;
}
