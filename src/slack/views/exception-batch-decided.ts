/** What is said to whoever decided about many at once: the word that a denial needs, and what could not be done. */
import type { BatchOutcome, RefusedOne } from '../../use-cases/batch-views.ts';
import { actions, button, context, plainText, section } from './blocks.ts';
import { SAID } from './exception-decisions.ts';
import { LONGEST_TEXT } from './exception-facts.ts';
import { verdict } from './exception-words.ts';
import { textInput } from './inputs.ts';
import type { Message, Modal } from './message.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** `about`: the button's value. */
export function denyBatchModal(about: string, services: number): Modal {
  return {
    type: 'modal',
    callback_id: 'exception-batch-deny',
    private_metadata: about,
    title: plainText('Deny the exceptions', 24),
    submit: plainText('Deny', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(`Denies it for ${count(services, 'service')}; what others have decided meanwhile stays.`),
      textInput({
        block: SAID,
        label: 'Why not',
        hint: 'The requester and everybody who can see the services read this.',
        most: LONGEST_TEXT,
        multiline: true,
      }),
    ],
  } satisfies Modal;
}

const MOST_NAMED = 10;

/** "Approved for 11 of 12 services", and of the others why not. */
export function batchRefusals(what: 'Approved' | 'Denied', { done, refused }: BatchOutcome): Message {
  const all = done.length + refused.length;
  const lead =
    done.length === 0
      ? 'Nothing was changed by this'
      : `${what} for ${done.length} of ${count(all, 'service')}`;
  const alike = Map.groupBy(refused, whyNot);
  const lines = Array.from(alike, ([why, some]) => {
    const names = some.flatMap(({ line }) => (line === null ? [] : [mrkdwn(line.service.id, 60)]));
    return `${names.length === 0 ? count(some.length, 'service') : listed(names, MOST_NAMED)}: ${why}`;
  });
  return {
    text: `${lead}. ${lines.map((line) => line.replace(/<!date[^|]*\|([^>]*)>/g, '$1')).join('. ')}.`,
    blocks: [
      section(`${done.length === 0 ? ICON.aside : ICON.ok} *${lead}*\n${lines.join('\n')}`),
      ...context('My message about them follows as it stands.'),
      ...actions([button('say', 'Show what waits for me', 'exceptions to-decide')]),
    ],
  };
}

function whyNot({ line, why }: RefusedOne): string {
  switch (why) {
    case 'already-decided':
      return `it was decided already. ${line === null ? '' : (verdict(line.exception) ?? '')}`.trim();
    case 'already-agreed':
      return 'you had agreed already';
    case 'not-an-approver':
      return 'you are not among those who decide about it now';
    case 'own-request':
      return 'this is your own request, so somebody else decides';
    case 'seen-another':
      return 'it was changed after you saw it: look at it as it stands now';
    case 'no-such-end':
      return 'its end has come';
    case 'silent':
      return 'Slack does not say who decides about it now';
    default:
      return 'it is no longer there';
  }
}
