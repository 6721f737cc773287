/**
 * A verb of `/ready`. To add one, say `report`:
 * 1. write `report.ts` beside this file: one exported {@link Command} of that name, whose `run` asks the use-cases and
 *    gives back an answer drawn by a view; it never talks to Slack itself;
 * 2. add it to the list in `index.ts`, in the order in which `/ready help` shows it;
 * 3. write `tests/slack/commands/report.test.ts`.
 * Help, the README's table and the playground's hints follow from `usage` and `summary`. A word that is exactly a
 * service's id beats the verb of that name, so a new verb never hides a service.
 */
import type { Instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import type { Acknowledgement, Answer } from '../views/answer.ts';
import type { VerbHint } from '../views/help.ts';
import type { Modal } from '../views/message.ts';

export interface Command extends VerbHint {
  /** The file's name; for `by-name` also what is typed, with blanks for hyphens: `admin-sources` is `admin sources`. */
  readonly name: string;
  /** By its name, by no words at all, or by any words that are no verb. */
  readonly invoked: 'by-name' | 'bare' | 'otherwise';
  /** Default `first`. */
  readonly ack?: Acknowledgement;
  /** A modal that opens at once, because Slack allows three seconds for it; `run` fills it. */
  readonly opens?: (words: string) => Modal;
  /** `words`: what follows the verb, in plain words. Throws a `UserError` for what the person can mend. */
  readonly run: (words: string, context: CommandContext) => Promise<Answer>;
}

export interface CommandContext {
  readonly viewer: Viewer;
  readonly verbs: Verbs;
  readonly now: Instant;
  /** The slash command as it is installed: `/ready`. */
  readonly slash: string;
  /** All verbs, for help. */
  readonly hints: readonly VerbHint[];
}
