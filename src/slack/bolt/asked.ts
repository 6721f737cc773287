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
  readonly what: 'command' | 'mention' | 'press' | 'shortcut' | 'options';
  /** Equal for a payload and its repetitions; null where Slack never repeats. */
  readonly key: string | null;
  readonly userId: string;
  readonly place: Place;
  readonly triggerId: string | null;
  /** Five answers within half an hour. */
  readonly responseUrl: string | null;
  /** The modal that was pressed in. */
  readonly view: (OpenView & { readonly callbackId: string }) | null;
  /** The message that was pressed is seen by this person alone. */
  readonly ephemeral: boolean;
  /** Acknowledges; Slack counts three seconds from its sending. */
  readonly ack: (body?: object) => Promise<void>;
}

/** A modal that carries where it was asked for, so that what is pressed in it can still answer there. */
export function withPlace(modal: Modal, place: Place): Modal {
  return { ...modal, private_metadata: JSON.stringify(place) };
}

/** The place that {@link withPlace} left in a modal; nowhere for anything else. */
export function placeIn(metadata: string): Place {
  try {
    const read: unknown = JSON.parse(metadata);
    const { channel, thread } = Object(read) as Record<string, unknown>;
    return {
      channel: typeof channel === 'string' ? channel : null,
      thread: typeof thread === 'string' ? thread : null,
    };
  } catch {
    return { channel: null, thread: null };
  }
}
