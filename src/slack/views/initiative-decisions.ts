/** Windows of an initiative that need a word or a day. */
import type { InitiativeView } from '../../use-cases/initiative-views.ts';
import { context, plainText, section } from './blocks.ts';
import { day } from './dates.ts';
import { dateInput, textInput } from './inputs.ts';
import type { Modal } from './message.ts';
import { mrkdwn } from './text.ts';

/** `block_id`s. */
export const SAID = 'said';
export const UNTIL = 'until';

const LONGEST_REASON = 500;

export const INITIATIVE_TITLES = { extend: 'Extend the deadline', cancel: 'Cancel the initiative' } as const;

export function extendModal({ initiative }: InitiativeView): Modal {
  const hears = initiative.channel === null ? '' : ' Its channel reads the new one, and why.';
  return {
    type: 'modal',
    callback_id: 'initiative-extend',
    private_metadata: initiative.id,
    title: plainText(INITIATIVE_TITLES.extend, 24),
    submit: plainText('Extend', 24),
    close: plainText('Back', 24),
    blocks: [
      section(`*${mrkdwn(initiative.title, 120)}*`),
      ...context(`Its deadline is ${day(initiative.deadline)}.${hears}`),
      dateInput({ block: UNTIL, label: 'The new last day' }),
      textInput({ block: SAID, label: 'Why', most: LONGEST_REASON, multiline: true }),
    ],
  } satisfies Modal;
}

export function cancelModal({ initiative }: InitiativeView): Modal {
  const hears =
    initiative.channel === null || initiative.state === 'draft'
      ? ''
      : ' Its channel reads that it is off, and why.';
  return {
    type: 'modal',
    callback_id: 'initiative-cancel',
    private_metadata: initiative.id,
    title: plainText(INITIATIVE_TITLES.cancel, 24),
    submit: plainText('Cancel it', 24),
    close: plainText('Back', 24),
    blocks: [
      section(`*${mrkdwn(initiative.title, 120)}*`),
      ...context(`Nobody is reminded of it any more.${hears} What it has kept stays to be looked at.`),
      textInput({ block: SAID, label: 'Why', most: LONGEST_REASON, multiline: true, optional: true }),
    ],
  } satisfies Modal;
}
