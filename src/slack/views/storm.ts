import type { Button, KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { StormView } from '../../use-cases/nudge-views.ts';
import { actions, button, context, plainText, section } from './blocks.ts';
import { moment, since } from './dates.ts';
import type { Message } from './message.ts';
import { stormValue } from './nudge-target.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const STATES = { held: 'held back', sent: 'sent', discarded: 'discarded' } as const;

/** To admins: more reminders at once than is usual, held back until one of them decides; then who did. */
export function stormMessage(storm: StormView, now: Instant): Message {
  const { messages, owners, of, state } = storm;
  const said = `${count(messages, 'reminder')} to ${owners} of ${count(of, 'owner')}`;
  return {
    text: `${said}: ${STATES[state]}${state === 'held' ? '. Send or discard them.' : ` by ${deciderOf(storm)}.`}`,
    blocks: stormBlocks(storm, { now, onJobs: false }),
  };
}

/** The same on the list of jobs. */
export function stormBlocks(
  storm: StormView,
  { now, onJobs }: { readonly now: Instant; readonly onJobs: boolean },
): KnownBlock[] {
  const { messages, owners, of, reason, at, state, decidedAt } = storm;
  const said = `${count(messages, 'reminder')} to ${owners} of ${count(of, 'owner')}`;
  if (state !== 'held')
    return [
      section(
        `${ICON.aside} *${said}: ${STATES[state]} by ${deciderOf(storm)}*${decidedAt === null ? '' : `, ${moment('decided', decidedAt)}`}\n${mrkdwn(reason, 300)}`,
      ),
    ];
  return [
    section(
      `${ICON.doubt} *${said}: held back* since ${since(at, now)}\n${mrkdwn(reason, 300)}\nNone of them was sent. What is mended until you decide is left out.`,
    ),
    ...actions([
      button('storm-send', 'Send', stormValue({ id: storm.id, onJobs }), { style: 'primary' }),
      discardStorm(storm.id, onJobs),
    ]),
    ...context('Discarded ones are not sent later; what still stands open is told with the next reminder.'),
  ];
}

/** Asks once more: what is let go is not sent later. */
export function discardStorm(id: string, onJobs: boolean): Button {
  return {
    ...button('storm-discard', 'Discard', stormValue({ id, onJobs })),
    confirm: {
      title: plainText('Discard them?', 100),
      text: plainText('Nobody gets these reminders. The next ones are planned as usual.', 300),
      confirm: plainText('Discard', 30),
      deny: plainText('Keep them', 30),
      style: 'danger',
    },
  };
}

function deciderOf({ decidedByName }: StormView): string {
  return decidedByName === null ? 'somebody' : mrkdwn(decidedByName, 60);
}
