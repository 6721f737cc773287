/** What the bot says unasked: intents that wait to be sent, and messages that were. */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';

/** To whom: a person as ready.yml or the catalog names them (e-mail or Slack user id), or a channel (`#name` or id). */
export type Audience =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'channel'; readonly channel: string };

/**
 * That something is to be said, without its words: they are found when it is sent, from the state of that moment.
 * It is written in the transaction of what it tells about.
 */
export interface Intent {
  /** UUIDv7: the order of sending within one conversation. */
  readonly id: string;
  /** A file of `slack/messages/`. */
  readonly kind: string;
  readonly audience: Audience;
  /** What it is about; opaque ids, never prose. */
  readonly subject: JsonObject;
  /** The same key is never queued twice. */
  readonly dedupeKey: string;
  readonly createdAt: Instant;
  /** Not to be sent before. */
  readonly notBefore: Instant;
}

export type OutboxState =
  /** Waits for its time. */
  | 'pending'
  /** Claimed by a sender. */
  | 'sending'
  | 'sent'
  /** Slack may have taken it or not: the connection ended before the answer. */
  | 'ambiguous'
  /** Nothing to say any more when its time came, or nobody to say it to. */
  | 'dropped';

/** An intent that a sender has taken: nobody else sends it until it is settled or released. */
export interface ClaimedIntent extends Intent {
  /** What it was before: an ambiguous one may stand in Slack already. */
  readonly was: 'pending' | 'ambiguous';
  /** How often Slack was asked. */
  readonly attempts: number;
  /** Tells this claim from a later one of another sender. */
  readonly claimedAt: Instant;
}

/** What became of an attempt. */
export type Settlement =
  | { readonly state: 'sent'; readonly message: SentMessage | null; readonly at: Instant }
  /** Slack refused it for now, or was not asked at all (`asked: false`: that counts as no attempt). */
  | {
      readonly state: 'pending';
      readonly notBefore: Instant;
      readonly error: string;
      readonly asked: boolean;
    }
  | { readonly state: 'ambiguous'; readonly notBefore: Instant; readonly error: string }
  | { readonly state: 'dropped'; readonly at: Instant; readonly error: string };

/** Where a message stands in Slack, for `chat.update`. */
export interface SentMessage {
  readonly kind: string;
  /** Of kind and subject: what is to be found again. */
  readonly subjectKey: string;
  /** As it was meant. */
  readonly audience: Audience;
  /** Slack's ids. */
  readonly channel: string;
  readonly ts: string;
  /** Of the state that was shown: an equal one needs no update. */
  readonly version: string;
}

export interface MessagesPort {
  /** Queues what is not queued yet; returns how many were new. */
  add(intents: readonly Intent[]): Promise<number>;
  /**
   * Takes what is due, oldest first: of each audience one message, which may be several intents of the same kind,
   * subject and audience. An audience waits while an earlier intent for it is being sent or tried again, so that
   * order is kept, and while it is among `busy`. Two senders never get the same intent.
   */
  claim(now: Instant, limit: number, busy: readonly Audience[]): Promise<readonly ClaimedIntent[]>;
  /**
   * To be called just before Slack is asked: from here on, not before, a death of the process leaves doubt. Null: the
   * claim was lost meanwhile to another sender, and nothing may be sent.
   */
  asking(claims: readonly ClaimedIntent[], now: Instant): Promise<readonly ClaimedIntent[] | null>;
  /** Ends a claim. A message that was sent is kept even where the claim was lost meanwhile. */
  settle(claims: readonly ClaimedIntent[], settlement: Settlement): Promise<void>;
  /**
   * What a dead process left: ambiguous where Slack was asked, else as before; due at once. Returns how many.
   * @param claimedBefore claims of this age and older
   */
  release(claimedBefore: Instant): Promise<number>;
  /** When something is due next; null = never. */
  nextDue(): Promise<Instant | null>;
  counts(): Promise<Readonly<Record<OutboxState, number>>>;
  /** Sent messages about this, of whatever audience, oldest first. */
  sent(kind: string, subjectKey: string): Promise<readonly SentMessage[]>;
  /** Somebody deleted it in Slack. */
  forget(message: SentMessage): Promise<void>;
  /** Deletes what was settled before; its dedupe keys may come again. Returns how many. */
  clear(settledBefore: Instant): Promise<number>;
}

/** A long piece of work that somebody watches. */
export interface Run {
  readonly id: string;
  /** `collect`. */
  readonly kind: string;
  /** Slack user id, or `cli`. */
  readonly causedBy: string;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
  readonly endedAt: Instant | null;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** What it works on, in words. */
  readonly about: string;
}

export interface RunsPort {
  read(id: string): Promise<Run | undefined>;
  write(run: Run): Promise<void>;
  /** Newest first. */
  recent(kind: string, limit: number): Promise<readonly Run[]>;
  /** Those that nobody has carried on since: their process died. */
  abandoned(since: Instant): Promise<readonly Run[]>;
}
