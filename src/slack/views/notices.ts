/** Short answers about the answer itself: it is coming, it cannot come, it went wrong. */
import type { ActionsBlockElement } from '@slack/types';
import { actions, context, plainText, section } from './blocks.ts';
import type { Message, Modal } from './message.ts';
import { mrkdwn, sentence } from './text.ts';

/** Says `text`, mrkdwn whose foreign words are escaped already. */
function notice(text: string, buttons: readonly ActionsBlockElement[] = []): Message {
  return { text: text.replaceAll('*', ''), blocks: [section(text), ...actions(buttons)] };
}

/** After 2.5 seconds without an answer. `because`: what keeps it, in a sentence. */
export function stillWorking(because = 'Still working on it.'): Message {
  return notice(`${because} Your answer comes by itself.`);
}

/** An answer with a remark under its heading: what makes it incomplete is read before it is believed. */
export function remarked({ text, blocks }: Message, remark: string): Message {
  const headings = blocks[0]?.type === 'header' ? 1 : 0;
  return {
    text: `${text} ${remark}`,
    blocks: [...blocks.slice(0, headings), ...context(mrkdwn(remark, 300)), ...blocks.slice(headings)],
  };
}

/** Something that the person can mend, in the words of the `UserError`. */
export function refusal(message: string): Message {
  return notice(sentence(message));
}

/** A vendor that did not answer. */
export function vendorTrouble(vendor: string, message: string): Message {
  return notice(
    `*${mrkdwn(vendor, 60)} did not answer.* ${mrkdwn(message, 300)} Nothing was lost; try again in a minute.`,
  );
}

/** Our bug. The reference finds the cause in the log. */
export function broken(reference: string): Message {
  return notice(
    `*Something broke (ref ${mrkdwn(reference, 20)}).* Nothing was lost. Try again; if it stays, give this reference to whoever runs me.`,
  );
}

/** A modal opens within three seconds, or not at all: this one comes first and is then filled. */
export function loadingModal(title: string): Modal {
  return noticeModal(title, notice('Loading…'));
}

/** The same for a modal, whose heading is its title. */
export function remarkedModal(modal: Modal, remark: string): Modal {
  return { ...modal, blocks: [...context(mrkdwn(remark, 300)), ...modal.blocks] };
}

/** A notice where a modal is on the screen. */
export function noticeModal(title: string, { blocks }: Message): Modal {
  return {
    type: 'modal',
    title: plainText(title, 24),
    close: plainText('Close', 24),
    blocks,
  } satisfies Modal;
}
