import type { Instant } from '../../domain/instant.ts';
import type { EscalationView } from '../../use-cases/nudge-views.ts';
import { actions, button, context, section } from './blocks.ts';
import type { Audience } from './check-lines.ts';
import type { Message } from './message.ts';
import { itemLine, spokenItem } from './nudge-items.ts';
import { nudgeValue } from './nudge-target.ts';
import { count, mrkdwn } from './text.ts';
import { midSentence } from './words.ts';

/** That something stands open after several reminders: to the team's channel, and later to who decides about the tier. */
export function escalationMessage(
  { service, team, step, item, reminders }: EscalationView,
  { now, shared }: Audience & { readonly now: Instant },
): Message {
  const name = mrkdwn(service.id, 80);
  const job = service.tier.job === null ? '' : `: ${mrkdwn(midSentence(service.tier.job), 100)}`;
  const told = `${count(reminders, 'reminder')} so far, and no answer yet`;
  const from = item.initiative === null ? '' : `Asked for by ${mrkdwn(item.initiative, 80)}`;
  const owner = team === null ? 'its owner' : mrkdwn(team.name, 60);
  const why =
    step === 'channel'
      ? 'You hear of it here once. A fix, a snooze or a request for an exception ends it.'
      : `You decide about exceptions of ${mrkdwn(service.tier.id, 30)}, so you hear of it once; ${owner} heard of it in their channel.`;
  return {
    text: `${name} still needs ${owner}: ${spokenItem(item, now)}. ${told}.`,
    blocks: [
      section(
        `*${name}* (${mrkdwn(service.tier.id, 30)}${job}) still needs ${owner}\n${itemLine(item, { now, shared, due: null, marksNew: false })}`,
      ),
      ...context([from, told].filter((part) => part !== '').join(' · '), why),
      ...actions([
        button('open', 'Open the card', service.id, { style: 'primary' }),
        button('nudge-menu', 'Check again', nudgeValue({ act: 'check', service: service.id })),
        button('nudge-menu', 'Request exception', nudgeValue({ act: 'except', service: service.id }), {
          nth: 1,
        }),
      ]),
    ],
  };
}
