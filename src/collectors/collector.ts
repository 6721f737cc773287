/**
 * A collector asks one system what it knows about a service; what the answer means is for the rules to say.
 *
 * To add one:
 * 1. `src/collectors/opsgenie.ts`: `export const opsgenie = defineCollector({ … })`. `name` is the file's name.
 *    Look up the namespaces that it can fill in `src/facts/`; add a field there when none fits.
 * 2. `tests/collectors/opsgenie.test.ts`, on recorded payloads of the vendor.
 * 3. One line in `index.ts`.
 *
 * In `collect`, translate the vendor's words into facts and say plainly what you could not see:
 * - the vendor did not answer, or not as its contract says: throw an `ExternalServiceError` whose message is a
 *   sentence for people ("PagerDuty answers 403"). The last good facts stay, with that sentence beside them;
 * - this call may not see one field (a permission is lacking): `unreadable`, and answer the rest;
 * - the vendor answered and there is nothing (the service names no id there): `absent`, with what to add.
 *   That is a fact, and the rule fails;
 * - this collector has nothing to do with the service, and another may know: `silent`, with the reason;
 * - leave everything else alone. Never turn a failure into a zero, a false or an empty list, and do not catch
 *   what you do not understand: it is our bug, and the runner logs it and goes on with the other services.
 *
 * HTTP goes through `calling/caller.ts`, which keeps the manners: rates, waits, sizes, schemas.
 */
import type { z } from 'zod';
import type { Settings } from '../documents/ready-yml.ts';
import type { Flag, Person, Service, Team } from '../domain/catalog.ts';
import type { ExternalServiceError, Problem } from '../domain/errors.ts';
import type { FactDocument, FactSource, PathExpiry, PathNote } from '../domain/fact.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { configure } from './running/configure.ts';
import type { ReadsFollowUps, TellsFollowUps } from './running/follow-ups.ts';
import type { Budget, Surroundings } from './running/surroundings.ts';

/** Facts as a collector writes them: JSON in which what is undefined has no value (`satisfies FactsOf<typeof vcs>`). */
export interface Facts {
  readonly [field: string]: Json | Facts | readonly Facts[] | undefined;
}

/** What was learned about one namespace. */
export interface Answer {
  readonly value: Facts;
  /** When it was true in the vendor's system; absent = now. */
  readonly collectedAt?: Instant;
  /** Fields that this call could not see, with the reason; an empty path is the whole namespace. */
  readonly unreadable?: readonly PathNote[];
  /** Fields without a value, with the reason and its remedy. */
  readonly absent?: readonly PathNote[];
  /** Values that count no longer from an instant on. */
  readonly expiring?: readonly PathExpiry[];
  /** Where some of it stands as it last was, since its part of the vendor failed: the error, kept beside it. */
  readonly failing?: string;
}

/** By namespace. One that is left out is silent. */
export type Answers = Readonly<Record<string, Answer | Failure | Silence>>;

/** The vendor failed for this namespace only; to fail them all, throw an `ExternalServiceError`. */
export interface Failure {
  readonly failed: string;
  /** Since when, where the vendor says; absent = since the first of our attempts in a row that failed. */
  readonly failedAt?: Instant;
  /** The vendor wants no question before: it was not answered, rather than it failed. */
  readonly notBefore?: Instant;
  /** What whoever runs the bot can do about it; owners are not told. */
  readonly remedy?: string;
  /** The last good answer, where the collector keeps it itself; absent = as we remember it. */
  readonly lastGood?: Answer;
}

/** The collector has nothing to say about this service here: not known by it, and nobody's failure. */
export interface Silence {
  readonly silent: string;
}

/** A service that is asked about, with what is known of it. */
export interface Asked {
  readonly service: Service;
  /** Doubts of the catalog about the service. */
  readonly flags: readonly Flag[];
  /** Ids of the services that say they depend on it; undefined = not looked up. */
  readonly dependents?: readonly string[];
  /** When its team last verified its entry; null = never, undefined = not looked up. */
  readonly verifiedAt?: Instant | null;
  /** The team that owns it; undefined = none, or not looked up. */
  readonly owner?: OwnerTeam;
  /** What this collector said of the service before, as it is kept. */
  readonly previous?: readonly FactDocument[];
}

/** A team as the catalog knows it. */
export interface OwnerTeam {
  readonly team: Team;
  /** Of its members those of whom more is known than their address. */
  readonly people: readonly Person[];
}

/** When and under which conditions it is asked. */
export interface Occasion {
  readonly now: Instant;
  /** Fires when time is up or the process stops: hand it to every call. */
  readonly signal: AbortSignal;
  /** For how long a hand-written `custom` value counts after it last changed; absent = for ever. */
  readonly customValidFor?: Duration;
  /** Somebody waits for it and wants to know how it is now: a list that was read for others is not young any more. */
  readonly waiting?: boolean;
}

/** What `collect` gets beside the service. */
export interface Asking<Chosen, Secrets, Shared> extends Occasion {
  readonly settings: Chosen;
  readonly secrets: Secrets;
  /** What `open` returned. */
  readonly shared: Shared;
}

type AskOne<Chosen, Secrets, Shared> = (
  service: Service,
  asking: Asking<Chosen, Secrets, Shared> & Omit<Asked, 'service'>,
) => Promise<Answers>;

/** For a system that tells about many services in one call. */
export interface InBatches<Chosen, Secrets, Shared> {
  /** Services asked about together, at most. */
  readonly most: number;
  /** Answers by service id: an `ExternalServiceError` there fails that service, thrown the batch. None is left out. */
  readonly ask: (
    asked: readonly Asked[],
    asking: Asking<Chosen, Secrets, Shared>,
  ) => Promise<ReadonlyMap<string, Answers | ExternalServiceError>>;
}

/** A `z.object`, whose keys are the names of the variables. */
export type SecretsSchema<Secrets> = z.ZodType<Secrets> & {
  readonly shape: Readonly<Record<string, unknown>>;
};

export interface CollectorSpec<Chosen, Secrets, Shared> extends ReadsFollowUps<Shared> {
  /** The file's name. */
  readonly name: string;
  /** The system as people call it: "PagerDuty". Default: the name. */
  readonly vendor?: string;
  /** What it asks, in a sentence; printed in the README and in `ready sources`. */
  readonly summary: string;
  /** Namespaces (`oncall`) or field paths (`vcs.default_branch`) that it answers for. */
  readonly fills: readonly string[] | ((settings: Chosen) => readonly string[]);
  /** Its facts are told to us, over the HTTP API: it is never asked, and `collect` never called. */
  readonly told?: true;
  /** It is not configured until ready.yml names it, though nothing else lacks. */
  readonly onlyIfNamed?: true;
  /** How often it asks. */
  readonly interval: Duration;
  /** Older than this, an answer is stale. */
  readonly maxAge: Duration | ((settings: Chosen) => Duration);
  /** How long one service, or one batch, may take. Default: 30 seconds. */
  readonly timeout?: Duration;
  /** Services, or batches, asked about at the same time. Default: 4. */
  readonly concurrency?: number;
  /** ready.yml, `collectors.NAME`. Give defaults to what can have them: what lacks makes it "not configured". */
  readonly settings: z.ZodType<Chosen>;
  /** What it reads of the environment, by variable. An empty variable counts as absent. */
  readonly secrets: SecretsSchema<Secrets>;
  /** Variables that the settings mention; they join the secrets, and what is not set lacks. */
  readonly mentions?: (settings: Chosen) => readonly string[];
  /** Makes what all services share (a client with its connections), once per process. No I/O here. */
  readonly open: (given: { settings: Chosen; secrets: Secrets } & Surroundings) => Shared;
  readonly collect: AskOne<Chosen, Secrets, Shared> | InBatches<Chosen, Secrets, Shared>;
  /** For `ready sources`. */
  readonly budget?: (shared: Shared) => Budget;
  /**
   * For a collector that reads what people write: everything that is wrong there, for `ready validate`.
   * @param services ids and former ids of all services of the catalog
   */
  readonly validate?: (
    shared: Shared,
    services: ReadonlySet<string>,
    now: Instant,
  ) => Promise<readonly Problem[]>;
}

/** An answer that fits its namespace, complete. */
export interface Fresh extends Required<Omit<Answer, 'expiring' | 'failing'>> {
  readonly value: JsonObject;
  readonly expiring?: readonly PathExpiry[];
  readonly failing?: string;
}

/** Outcome of one attempt for one namespace. */
export type Collected =
  | { readonly namespace: string; readonly fresh: Fresh }
  | {
      readonly namespace: string;
      readonly failed: string;
      readonly failedAt?: Instant;
      readonly lastGood?: Fresh;
      /** The vendor wants no question before: it was not answered, rather than it failed. */
      readonly notBefore?: Instant;
      readonly remedy?: string;
    }
  | { readonly namespace: string; readonly silent: string };

/** Bound to its settings: the collector as an organisation uses it. */
export interface ConfiguredCollector extends TellsFollowUps {
  readonly source: FactSource;
  readonly vendor: string;
  /** Services that `collect` takes at most; 1 = one at a time. */
  readonly most: number;
  /** How many `collect` may be under way at the same time. */
  readonly concurrency: number;
  /**
   * Asks about services; the answers by service id, each of them there. A vendor's failure is a result; what is
   * thrown is our bug, or the reason of `signal` when it fired. Must not be called while `source.configured` says
   * that something lacks.
   */
  readonly collect: (
    asked: readonly Asked[],
    occasion: Occasion,
  ) => Promise<ReadonlyMap<string, readonly Collected[]>>;
  readonly budget: () => Budget;
  /** What is wrong in the files that it reads; see {@link CollectorSpec.validate}. */
  readonly validate: (services: ReadonlySet<string>, now: Instant) => Promise<readonly Problem[]>;
}

/** What an operator gave to one collector, and what it finds around it. */
export interface Given extends Surroundings {
  /** ready.yml's `collectors.NAME`; undefined = no such key. */
  readonly settings: Settings | undefined;
  /** Of the environment the variables with these names, without empty ones. */
  readonly secrets: (names: readonly string[]) => Readonly<Record<string, string>>;
}

export interface Collector {
  readonly name: string;
  readonly vendor: string;
  readonly summary: string;
  readonly interval: Duration;
  readonly settings: z.ZodType;
  readonly secrets: SecretsSchema<unknown>;
  /**
   * Binds it. Settings that are missing leave it "not configured", with what it lacks in words; settings that
   * are wrong are returned as `problems`, since a misspelt one must refuse the start.
   */
  readonly configure: (given: Given) => { collector: ConfiguredCollector; problems: readonly Problem[] };
}

/** Makes a collector of its description, with the failure policy that all of them share. */
export function defineCollector<Chosen, Secrets, Shared>(
  spec: CollectorSpec<Chosen, Secrets, Shared>,
): Collector {
  const { name, vendor = name, summary, interval, settings, secrets } = spec;
  return { name, vendor, summary, interval, settings, secrets, configure: (given) => configure(spec, given) };
}
