/** How a submitted modal is answered: in the acknowledgement, or, where that had to go first, in the modal itself. */
import type { Answer } from '../views/answer.ts';
import type { Message, Modal } from '../views/message.ts';
import { loadingModal, noticeModal, remarkedModal } from '../views/notices.ts';
import { sentence } from '../views/text.ts';
import { type Asked, withPlace } from './asked.ts';

type Submission = Pick<Asked, 'typed' | 'place'>;

/** What Slack does with the modal: https://docs.slack.dev/surfaces/modals#response_actions. Undefined: it closes. */
export function responseTo(asked: Submission, answer: Answer): object | undefined {
  if (answer.kind === 'errors') return { response_action: 'errors', errors: answer.errors };
  const modal = modalOf(asked, answer);
  return modal === undefined ? undefined : { response_action: 'update', view: withPlace(modal, asked.place) };
}

/** The same where the modal says "Loading" by now: what is typed comes back with what is wrong with it above. */
export function lateModal(asked: Submission, answer: Answer): Modal | undefined {
  if (answer.kind !== 'errors' || asked.typed === null) return modalOf(asked, answer) ?? done(asked);
  return remarkedModal(asked.typed, `⚠️ ${Object.values(answer.errors).join(' ')}`);
}

/** What is on the screen while a submission takes longer than Slack waits. */
export function waitingModal({ typed, place }: Submission): object {
  const modal = loadingModal(typed?.title.text ?? 'Ready');
  return { response_action: 'update', view: withPlace(modal, place) };
}

/** What went wrong, above all that was typed: it can be sent again. */
export function keptOpen(typed: Modal, { blocks }: Message): Modal {
  return { ...typed, blocks: [...blocks, ...typed.blocks].slice(0, 100) };
}

function modalOf({ typed }: Submission, answer: Answer): Modal | undefined {
  if (answer.kind === 'modal') return answer.modal;
  if (answer.kind !== 'private' && answer.kind !== 'in-place') return undefined;
  return noticeModal(typed?.title.text ?? 'Ready', answer.message);
}

function done({ typed }: Submission): Modal {
  const text = sentence('Done.');
  return noticeModal(typed?.title.text ?? 'Ready', {
    text,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
  });
}
