import type { PlainTextOption } from '@slack/types';
import type { Picture } from '../../pictures/svg.ts';
import type { HomeAsk } from '../../use-cases/home-views.ts';
import type { ActionName } from './action-names.ts';
import type { Message, Modal } from './message.ts';

/** What a command or an action gives back. `bolt.ts` knows where each kind goes. */
export type Answer =
  /** Seen by the asker alone, as a message of its own. */
  | { readonly kind: 'private'; readonly message: Message }
  /**
   * The same, and a file in the conversation between the asker and the bot: nowhere else can a file be for one
   * person's eyes. Where it cannot be sent the message stands, and why is said.
   */
  | { readonly kind: 'file'; readonly message: Message; readonly file: Attachment }
  /** Replaces the private answer that was pressed; where others see it too, a private one beside it. */
  | { readonly kind: 'in-place'; readonly message: Message }
  /** For everybody in the conversation. Refused where another organisation listens. */
  | { readonly kind: 'public'; readonly message: Message }
  /** Fills the modal that was opened, pressed or submitted. `instead`: where none can be opened, as in a thread. */
  | { readonly kind: 'modal'; readonly modal: Modal; readonly instead?: Message }
  /** Of a submitted modal: said at the inputs, by their `block_id`; the modal stays open. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** As if this had been pressed: for a verb that is a button's twin. `instead`: where no window can be opened. */
  | { readonly kind: 'press'; readonly action: ActionName; readonly value: string; readonly instead: Message }
  | { readonly kind: 'options'; readonly options: readonly PlainTextOption[] }
  /** The asker's Home shows this from now on. */
  | { readonly kind: 'home'; readonly ask: HomeAsk }
  /** A submitted modal closes. */
  | { readonly kind: 'nothing' };

export interface Attachment {
  /** With its ending: `readiness-map-2026-11-21.png`. */
  readonly name: string;
  readonly title: string;
  /** Mrkdwn beside it: what it shows, in a sentence. */
  readonly caption: string;
  /** All that a screen reader gets of a picture; empty for text. At most 1,000 characters. */
  readonly altText: string;
  readonly content:
    | { readonly kind: 'picture'; readonly picture: Picture }
    | { readonly kind: 'text'; readonly text: string };
}

/**
 * When Slack is told that a command or a press arrived, which it wants to know within three seconds.
 * - `first`: at once, then the work is done;
 * - `after-commit`: once a decision is stored, so that nothing is confirmed that could still be lost;
 * - `with-result`: the result travels in the acknowledgement (options, errors of a modal).
 */
export type Acknowledgement = 'first' | 'after-commit' | 'with-result';
