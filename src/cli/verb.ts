import type { Skipped } from '../domain/catalog.ts';
import type { Problem } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import type { Viewer } from '../domain/rights.ts';
import type { CollectionReport } from '../use-cases/collect-due.ts';
import type { EvaluationReport } from '../use-cases/evaluate-services.ts';
import type { ImportReport, ImportRequest } from '../use-cases/import-catalog.ts';
import type { Clock } from '../use-cases/ports.ts';
import type { TokenRequest, TokenView } from '../use-cases/tokens.ts';
import type { Verbs } from '../use-cases/verbs.ts';
import type { Page } from './terminal/page.ts';
import type { Progress } from './terminal/progress.ts';

/**
 * One verb of `npx ready`. To add one: write `src/cli/NAME.ts` exporting `defineVerb({ name: 'NAME', … })`, name it
 * in `index.ts`, test it in `tests/cli/NAME.test.ts` through `runShell`. Help, `--json`, exit codes, colours, Ctrl-C
 * and errors are seen to: a verb gathers, and returns what it found twice, as a document for programs and as text
 * for people. It never writes to the terminal itself.
 */
export interface ShellVerb {
  /** Same as the file's name. */
  readonly name: string;
  readonly summary: string;
  /** In commander's notation: `<service>` must be there, `[services...]` may be any number. */
  readonly arguments: readonly { readonly usage: string; readonly description: string }[];
  readonly options: readonly { readonly flags: string; readonly description: string }[];
  /** What `--json` prints, field by field: a contract. Fields may be added, never renamed. */
  readonly json: string;
  readonly run: (call: Call, workshop: Workshop) => Promise<Answer>;
}

export interface Call {
  /** The arguments, those that may be several one after the other. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Answer {
  /** 0 = all is fine, 1 = found problems. That it could not run (2) is said by throwing. */
  readonly exit: 0 | 1;
  readonly document: Json;
  /** Ends without a line break. */
  readonly render: (page: Page) => string;
}

/** What verbs work with; bound by `shell.ts`. Whatever was opened is closed when the verb has ended. */
export interface Workshop {
  readonly clock: Clock;
  /** Where the person is, and the home folder that paths of problems start from; absolute. */
  readonly cwd: string;
  /** Login name of the person at the shell. */
  readonly user: string;
  readonly home: () => Promise<string>;
  /** What `init` writes, each from an absolute path to one relative to the new home. */
  readonly starter: () => Promise<readonly { readonly from: string; readonly to: string }[]>;
  /** Reads and checks every file of the home, without the database. */
  readonly checkHome: () => Promise<HomeReport>;
  /** Opens the database to read: also while the bot runs. */
  readonly read: () => Promise<Reading>;
  /** Opens the database to write; throws a `UserError` that says what to do while the bot holds it. */
  readonly write: () => Promise<Writing>;
  readonly progress: (what: string, total: number) => Progress;
  /** Aborted by Ctrl-C: long work ends at its next safe point. */
  readonly interrupted: AbortSignal;
}

export interface Reading {
  readonly verbs: Verbs;
  /** The person at the shell: whoever may read the database file sees everything in it. */
  readonly viewer: Viewer;
  readonly tokens: Tokens;
}

/** What may be done with the tokens of the HTTP API; only `list` where the database is opened to read. */
export interface Tokens {
  readonly create: (request: TokenRequest) => Promise<{ readonly token: TokenView; readonly secret: string }>;
  readonly list: () => Promise<readonly TokenView[]>;
  readonly revoke: (id: string, by: string) => Promise<TokenView>;
}

export interface Writing extends Reading {
  /** Reads the catalog's files and takes them over; a mass removal without `confirm` is a `UserError`. */
  readonly importCatalog: (options: Pick<ImportRequest, 'confirm' | 'dryRun'>) => Promise<ImportReport>;
  /** Collects what is due and judges what is outdated, of all living services; or both anew, of these ids. */
  readonly evaluate: (
    services: readonly string[] | 'all',
    progress: (done: number) => void,
  ) => Promise<CollectionReport & EvaluationReport>;
  readonly countServices: () => Promise<number>;
}

/** What the files of a home hold, and what is wrong with them. */
export interface HomeReport {
  /** Absolute; the paths of problems are relative to it. */
  readonly home: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly catalogFiles: number;
  readonly services: number;
  readonly teams: number;
  readonly systems: number;
  /** `stated`: rules that rest on what somebody states, since no system tells it. */
  readonly scorecards: readonly { readonly id: string; readonly rules: number; readonly stated: number }[];
  /** What was left out on purpose. */
  readonly skipped: readonly Skipped[];
  /** Collectors that would know more if they were set up. */
  readonly notConfigured: readonly { readonly collector: string; readonly lacks: string }[];
}

export function defineVerb(verb: ShellVerb): ShellVerb {
  return verb;
}
