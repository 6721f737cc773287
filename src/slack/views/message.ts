import type { KnownBlock, ModalView } from '@slack/types';

/** What a view makes of a view model. `text` is all that a screen reader or a lock screen gets. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export type Modal = ModalView;

/** Slack refuses messages whose blocks together near 13,200 characters of JSON. */
const MOST_CHARACTERS = 12_500;

/**
 * The message with as many lines as Slack takes: `render` is asked with fewer lines until it fits. With none it
 * must fit, whatever the texts: they are clipped.
 */
export function fitted<T extends Message>(lines: number, render: (lines: number) => T): T {
  for (let shown = lines; shown > 0; shown -= 1) {
    const message = render(shown);
    if (JSON.stringify(message.blocks).length <= MOST_CHARACTERS) return message;
  }
  return render(0);
}
