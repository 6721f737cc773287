import type { Form } from '../actions/action.ts';
import type { Modal } from '../views/message.ts';

/** Where something was asked, and so where a public answer belongs. */
export interface Place {
  readonly channel: string | null;
  /** The thread's first message. */
  readonly thread: string | null;
}

export interface OpenView {
  readonly id: string;
  /** Guards against overwriting what came in between. */
  readonly hash: string;
  /** When it was pressed in, in Slack's seconds; 0 for one that we have just opened. */
  readonly pressedAt: number;
}

/** What somebody did in Slack, whatever kind of payload told us: the wrapper's input. */
export interface Asked {
  readonly what: 'command' | 'mention' | 'press' | 'submission' | 'shortcut' | 'options';
  /** Equal for a payload and its repetitions; null where Slack never repeats. */
  readonly key: string | null;
  readonly userId: string;
  readonly place: Place;
  readonly triggerId: string | null;
  /** Five answers within half an hour. */
  readonly responseUrl: string | null;
  /** The modal that was pressed in. */
  readonly view: (OpenView & { readonly callbackId: string }) | null;
  /** It was pressed in the person's Home, where nothing can be answered but by a window of its own. */
  readonly fromHome?: boolean;
  /** The submitted modal with all that was typed into it, so that no trouble of ours costs somebody their words. */
  readonly typed: Modal | null;
  /** The message that was pressed is seen by this person alone. */
  readonly ephemeral: boolean;
  /** Acknowledges; Slack counts three seconds from its sending. */
  readonly ack: (body?: object) => Promise<void>;
}

/**
 * A modal that carries where it was asked for, so that what is pressed in it can still answer there, beside what its
 * own view wrote into `private_metadata`.
 */
export function withPlace(modal: Modal, place: Place): Modal {
  const { private_metadata: about = '' } = modal;
  return { ...modal, private_metadata: JSON.stringify(about === '' ? place : { ...place, about }) };
}

/** The place that {@link withPlace} left in a modal; nowhere for anything else. */
export function placeIn(metadata: string): Place {
  const { channel, thread } = read(metadata);
  return {
    channel: typeof channel === 'string' ? channel : null,
    thread: typeof thread === 'string' ? thread : null,
  };
}

/** What the modal's own view wrote: `Form['about']`. */
export function aboutIn(metadata: string): Form['about'] {
  const { about } = read(metadata);
  return typeof about === 'string' ? about : '';
}

function read(metadata: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(metadata);
    // An object's fields, whatever it is.
    return Object(found) as Record<string, unknown>;
  } catch {
    return {};
  }
}
