import type { Instant } from '../../domain/instant.ts';
import type { ClaimView } from '../../use-cases/nudge-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { when } from './dates.ts';
import type { Message } from './message.ts';
import { mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** In a team's channel: somebody says that a service is theirs, or is not the one's that the catalog names. */
export function claimMessage(claim: ClaimView, now: Instant): Message {
  const { service, team, from, note, by, at } = claim;
  const name = mrkdwn(service.id, 80);
  const who = mrkdwn(by.name, 60);
  const owner = from === null ? 'nobody' : mrkdwn(from.name, 60);
  const whose =
    team === null
      ? `is not ${owner === 'nobody' ? 'theirs' : `of ${owner}`}`
      : `is of ${mrkdwn(team.name, 60)}`;
  const decided = verdict(claim, now);
  return {
    text: `${who} says that ${name} ${whose}.${decided === '' ? ' Is that so?' : ` ${claim.state === 'accepted' ? 'Accepted' : 'Declined'}.`}`,
    blocks: [
      section(
        [
          `${decided === '' ? ICON.doubt : ICON.aside} ${who} says that *${name}* ${whose}`,
          note === null ? '' : `_${mrkdwn(note, 500)}_`,
          decided,
        ]
          .filter((line) => line !== '')
          .join('\n'),
      ),
      ...actions([button('open', 'Open the card', service.id)]),
      ...context(
        `Said ${when(at, now)}. The catalog says: ${owner}.${decided === '' ? ' Where it is so, change its owner there.' : ''}`,
      ),
    ],
  };
}

function verdict({ state, decidedByName, decidedAt }: ClaimView, now: Instant): string {
  if (state === 'open') return '';
  const who = decidedByName === null ? 'somebody' : mrkdwn(decidedByName, 60);
  return `${state === 'accepted' ? 'Accepted' : 'Declined'} by ${who}${decidedAt === null ? '' : `, ${when(decidedAt, now)}`}`;
}
