import type { ServiceHeading } from '../../use-cases/show-readiness.ts';
import type { OwnershipClaimView } from '../../use-cases/upkeep-views.ts';
import { context, plainText, section } from './blocks.ts';
import { textInput } from './inputs.ts';
import type { Message, Modal } from './message.ts';
import { teamSelect } from './team-select.ts';
import { mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** The note's `block_id`. */
export const NOTE = 'note';
const LONGEST_NOTE = 500;

/** Who gets reminders of what is not theirs says whose it is. */
export function notMineModal({ id, name, owner }: ServiceHeading): Modal {
  const now =
    owner === null || !('name' in owner)
      ? 'The catalog names no owner.'
      : `The catalog says that it is of ${mrkdwn(owner.name, 80)}.`;
  const elsewhere =
    owner === null || !('name' in owner) ? 'the admins' : `the channel of ${mrkdwn(owner.name, 80)}`;
  return {
    type: 'modal',
    callback_id: 'not-mine',
    private_metadata: id,
    title: plainText('Not mine', 24),
    submit: plainText('Tell them', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(`*${mrkdwn(id, 80)}*${id === name ? '' : ` · ${mrkdwn(name, 80)}`}\n${now}`),
      teamSelect('not-mine', {
        label: 'Whose is it?',
        hint: 'Leave it empty where you don’t know.',
        optional: true,
        chosen: null,
      }),
      textInput({
        block: NOTE,
        label: 'What should they know?',
        optional: true,
        multiline: true,
        most: LONGEST_NOTE,
        placeholder: 'We handed it over in January',
      }),
      ...context(
        `The channel of that team is told, with your name; where you name none, ${elsewhere}. The catalog stays as it is until its owner is changed there.`,
      ),
    ],
  } satisfies Modal;
}

/** Seen by whoever said so. */
export function claimedMessage({ service, team }: Pick<OwnershipClaimView, 'service' | 'team'>): Message {
  const whose = team === null ? 'that it is not yours' : `that it is of ${mrkdwn(team.name, 80)}`;
  const text = `Told: you say of ${mrkdwn(service.id, 80)} ${whose}.`;
  return { text, blocks: [section(`${ICON.ok} ${text}`)] };
}
