/**
 * The contract of what the bot says unasked. To add a kind of message: one file in this folder that exports a
 * `MessageKind` named like the file, one line in `index.ts`, and its view in `slack/views`. Whoever decides that it is
 * to be said writes an `Intent` of that kind in the transaction of the decision (`ports.messages.add`); nothing else
 * needs to know Slack. `render` is asked when the message is about to be sent, so it tells what is true by then.
 */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Policy } from '../../domain/policy.ts';
import type { BatchView, Concerns } from '../../use-cases/batch-views.ts';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import type { InitiativeView } from '../../use-cases/initiative-views.ts';
import type { Audience } from '../../use-cases/message-ports.ts';
import type { NudgeReaders } from '../../use-cases/nudge-readers.ts';
import type { ReadinessMap } from '../../use-cases/picture-views.ts';
import type { Ports } from '../../use-cases/ports.ts';
import type { UpkeepReaders } from '../../use-cases/upkeep-views.ts';
import type { Message } from '../views/message.ts';

export interface MessageKind {
  /** An intent's `kind`. */
  readonly name: string;
  /** What it tells whom, in a sentence. */
  readonly summary: string;
  /**
   * When it cannot be found out whether Slack took it: `missing` counts it as sent (a later message repairs that, or
   * nobody misses it), `duplicate` says it again, marked as a repeat.
   */
  readonly prefers: 'missing' | 'duplicate';
  /**
   * The kind whose message it answers in the thread of: the one about the same subject, to the same audience, queued
   * before it. Where that one does not stand in Slack, neither will this.
   */
  readonly inThreadOf?: string;
  /**
   * The message as of now, or null: there is nothing to say any more. Where one about the same subject stands already,
   * it is updated if `version` differs.
   */
  readonly render: (about: About, deps: MessageDeps) => Promise<Rendered | null>;
  /** Who gets it instead, in this order, where the audience cannot be reached. */
  readonly fallbacks: (about: About, deps: MessageDeps) => Promise<readonly Audience[]>;
}

export interface About {
  /** As the intent was written; an older version of the bot may have done so. */
  readonly subject: JsonObject;
  readonly audience: Audience;
}

export interface Rendered {
  readonly message: Message;
  /** Equal for messages that say the same. */
  readonly version: string;
  /**
   * Comes with it, and the message's `text` is then all of it that is shown. Where the file cannot be sent, the message
   * goes alone. Of a file Slack keeps no sign of ours, so it cannot be found again, nor updated.
   */
  readonly file?: SentFile;
}

export interface SentFile {
  /** With its ending: `readiness-map-2026-11-21.png`. */
  readonly name: string;
  readonly title: string;
  /** All that a screen reader gets of a picture, at most 1,000 characters; empty for text. */
  readonly altText: string;
  /** Asked for when it is about to be sent. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** What pictures for everybody in a channel are made from. */
export interface PictureReaders {
  /** Of the services that a digest's channel is told of. Null: there is nothing to draw, or no such channel. */
  readonly map: (channel: string) => Promise<ReadinessMap | null>;
  /** A PNG, light: Slack does not tell whose screen is dark. */
  readonly paintMap: (map: ReadinessMap) => Promise<Uint8Array>;
}

export interface MessageDeps {
  readonly store: Ports;
  readonly policy: Policy;
  /** `github` → `GitHub`. */
  readonly vendorOf: (collector: string) => string;
  /** Everything of it, also what is private: a message for a channel withholds that. Null: it is gone. */
  readonly exception: (id: string) => Promise<ExceptionView | null>;
  /** What of a batch of exceptions concerns a reader, in the same way. Null: nothing. */
  readonly batch: (id: string, concerns: Concerns) => Promise<BatchView | null>;
  /** What reminders render from. */
  readonly nudges: NudgeReaders;
  /** Address that opens the app's Home in Slack; null = not known. */
  readonly home: () => Promise<string | null>;
  /** How an initiative stands. Null: it is gone. */
  readonly initiative: (id: string) => Promise<InitiativeView | null>;
  /** What messages about the catalog's upkeep render from. */
  readonly upkeep: UpkeepReaders;
  readonly pictures: PictureReaders;
  readonly now: Instant;
}
