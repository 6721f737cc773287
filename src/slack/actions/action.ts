/**
 * Something that a person presses, chooses or picks from a message's menu. To add one, say `snooze`:
 * 1. add `snooze` to `ActionName` in `views/action-names.ts`, and an element that names it to a view; what it is about
 *    rides in the element's value (`views/targets.ts`), never in prose;
 * 2. write `snooze.ts` beside this file: one exported {@link Action} of that name, whose `run` asks the use-cases and
 *    gives back an answer; it never talks to Slack itself;
 * 3. add it to the list in `index.ts`, and write `tests/slack/actions/snooze.test.ts`.
 * A button that opens a modal with a Submit owns that modal too: its view has the action's name for a `callback_id` and
 * what it is about in `private_metadata`, and `submit` gets what was typed.
 * Seeing a button is no permission to press it: the use-case reads the rights again at the moment of the press.
 */
import type { Instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import type { ActionName } from '../views/action-names.ts';
import type { Acknowledgement, Answer } from '../views/answer.ts';
import type { Modal } from '../views/message.ts';

export interface Action {
  /** The file's name, and the `action_id` of its elements (`open`, `open:2`), or the shortcut's `callback_id`. */
  readonly name: ActionName | Shortcut;
  /** An element's press or choice, or an entry of every message's menu. */
  readonly by: 'press' | 'shortcut';
  /** Default `first`. */
  readonly ack?: Acknowledgement;
  /** The person's profile is read anew instead of from the cache: for whatever decides or publishes. */
  readonly fresh?: boolean;
  /** Its verb refuses strangers, and logs that they tried; of all else nobody asks it for them. */
  readonly refusesStrangers?: boolean;
  /** Alters the Home that it is pressed in; for all else pressed there a window opens, which shows the answer. */
  readonly staysHome?: boolean;
  /** A modal that opens at once, because Slack allows three seconds for it; `run` fills it. Undefined: none does. */
  readonly opens?: (press: Press) => Modal | undefined;
  /** Throws a `UserError` for what the person can mend. */
  readonly run: (press: Press, context: ActionContext) => Promise<Answer>;
  /**
   * Its modal was submitted. The result travels in the acknowledgement, so it is the database's work alone: `errors`
   * keep the modal open, `modal` and `private` take its place, `nothing` closes it. The profile is always read anew.
   */
  readonly submit?: (form: Form, context: ActionContext) => Promise<Answer>;
  /** What an external select of this name offers for what was typed so far. */
  readonly options?: (query: string, context: ActionContext) => Promise<Answer>;
}

/** Shortcuts have no element; the manifest names them. */
export type Shortcut = 'check-readiness';

export interface Press {
  /** The element's value, or the chosen option's; empty where it has none. */
  readonly value: string;
  readonly from: 'message' | 'modal' | 'shortcut';
  /** What the modal holds that was pressed in; empty for messages. */
  readonly form: Form;
  /** For a shortcut: the message that it was used on, as Slack writes it. */
  readonly text: string;
}

/** What is typed and chosen in a modal. */
export interface Form {
  /** What its view wrote into `private_metadata`: opaque ids, which anybody may have altered. */
  readonly about: string;
  /** By `block_id`: the text, the date, or the values of what is chosen; an empty input has none. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

export interface ActionContext {
  readonly viewer: Viewer;
  readonly verbs: Verbs;
  readonly now: Instant;
  /** Answers as if these words had been typed behind `/ready`. */
  readonly say: (words: string) => Promise<Answer>;
  /** Slack's notation (`<#C1|pay>`, `<https://…|text>`) as a person would type it. */
  readonly plainWords: (text: string) => Promise<string>;
}
