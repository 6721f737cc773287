import type { Audience } from '../../use-cases/message-ports.ts';
import { context, section } from './blocks.ts';
import type { Message } from './message.ts';
import { mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** What keeps a message from a channel, after "which". */
const CHANNEL: Readonly<Record<string, string>> = {
  is_archived: 'is archived',
  channel_not_found: 'does not exist, or is private and I am not in it',
  not_in_channel: 'does not have me in it: type `/invite @Ready` there',
  shared: 'is shared with another organisation, where nothing of ours is told',
  restricted_action: 'does not let me write',
};

/** The same for a person, after "who". */
const PERSON: Readonly<Record<string, string>> = {
  users_not_found: 'has no account here with this address',
  user_not_found: 'has no account here',
  user_disabled: 'is deactivated',
  stranger: 'belongs to another organisation',
  user_not_visible: 'belongs to another organisation',
  cannot_dm_bot: 'is a bot',
  messages_tab_disabled: 'cannot be written to: the app’s Messages tab is off',
};

/** To admins: somebody whom the catalog or ready.yml names cannot be told anything. `reason`: Slack's word or ours. */
export function undeliveredMessage(unreached: Audience, reason: string): Message {
  const isPerson = unreached.kind === 'person';
  const who = isPerson ? unreached.person : unreached.channel;
  const known = (isPerson ? PERSON : CHANNEL)[reason];
  const why = known ?? `cannot be reached: Slack answers “${mrkdwn(reason, 60)}”`;
  const remedy = isPerson
    ? 'Name somebody else, or correct the address, in the catalog or in ready.yml.'
    : 'Mend the channel, or name another one in the catalog.';
  return {
    text: `A message did not reach ${mrkdwn(who, 80)}, ${isPerson ? 'who' : 'which'} ${why}.`,
    blocks: [
      section(
        `${ICON.doubt} *A message did not reach ${mrkdwn(who, 80)}*, ${isPerson ? 'who' : 'which'} ${why}.\n${remedy}`,
      ),
      ...context('Until then others are told instead where there are any. This is said once a month.'),
    ],
  };
}
