import type { OwnershipClaimView } from '../../use-cases/upkeep-views.ts';
import { actions, button, context, plainText, section } from './blocks.ts';
import { day } from './dates.ts';
import type { Message, Modal } from './message.ts';
import { evidenceWords } from './owner-suggestions.ts';
import { teamSelect } from './team-select.ts';
import { mrkdwn } from './text.ts';
import { ICON } from './words.ts';

type Claim = Omit<OwnershipClaimView, 'service' | 'evidence' | 'heldBy'> & {
  readonly service: Pick<OwnershipClaimView['service'], 'id'>;
} & Partial<Pick<OwnershipClaimView, 'evidence' | 'heldBy'>>;

/** In a team's channel: somebody says that a service is theirs, or is not the one's that the catalog names. */
export function claimMessage(claim: Claim): Message {
  const { service, team, from, note, by, at } = claim;
  const name = mrkdwn(service.id, 80);
  const who = mrkdwn(by.name, 60);
  const owner = from === null ? 'nobody' : mrkdwn(from.name, 60);
  const whose =
    team === null
      ? `is not ${owner === 'nobody' ? 'theirs' : `of ${owner}`}`
      : `is of ${mrkdwn(team.name, 60)}`;
  const decided = verdict(claim);
  return {
    text: `${who} says that ${name} ${whose}.${decided === '' ? ' Is that so?' : ` ${claim.state === 'accepted' ? 'Accepted' : 'Declined'}.`}`,
    blocks: [
      section(
        [
          `${decided === '' ? ICON.doubt : ICON.aside} ${who} says that *${name}* ${whose}`,
          note === null ? '' : `_${mrkdwn(note, 500)}_`,
          claim.evidence === undefined || claim.evidence.length === 0
            ? ''
            : `What speaks for it: ${evidenceWords({ evidence: claim.evidence })}`,
          decided,
        ]
          .filter((line) => line !== '')
          .join('\n'),
      ),
      ...actions([...answers(claim), button('open', 'Open the card', service.id)]),
      ...context(`Said on ${day(at)}. The catalog says: ${owner}.${heldWords(claim)}`),
    ],
  };
}

function verdict({ state, decidedByName, decidedAt }: Claim): string {
  if (state === 'open') return '';
  const who = decidedByName === null ? 'somebody' : mrkdwn(decidedByName, 60);
  return `${state === 'accepted' ? 'Accepted' : 'Declined'} by ${who}${decidedAt === null ? '' : ` on ${day(decidedAt)}`}`;
}

function answers({ id, state, team }: Claim) {
  if (state !== 'open') return [];
  return [
    ...(team === null
      ? []
      : [button('claim-confirm', 'Confirm', id, { style: 'primary', spoken: 'Confirm that it is ours' })]),
    button('claim-not-us', team === null ? 'It stays theirs' : 'Not us', id),
    button('claim-other', 'Someone else', id),
  ];
}

/** A file goes before what is said here. */
function heldWords({ heldBy = null, state }: Claim): string {
  if (state !== 'accepted' || heldBy === null) return '';
  return ` That stands in ${mrkdwn(heldBy, 120)}: change it there, and it counts.`;
}

/** To whoever said whose it is: what the team answered. */
export function claimDecidedMessage(claim: Claim): Message {
  const name = mrkdwn(claim.service.id, 80);
  const team = claim.team === null ? 'somebody else' : mrkdwn(claim.team.name, 60);
  const who = claim.decidedByName === null ? 'Somebody' : mrkdwn(claim.decidedByName, 60);
  const words =
    claim.state === 'accepted'
      ? `${who} confirmed: ${name} is of ${team}.`
      : `${who} says that ${name} is not of ${team}.`;
  return {
    text: words,
    blocks: [
      section(`${claim.state === 'accepted' ? ICON.ok : ICON.aside} ${words}`),
      ...context(`You said so on ${day(claim.at)}.${heldWords(claim)}`),
      ...actions([button('open', 'Open the card', claim.service.id)]),
    ],
  };
}

/** The team that is asked says who it is of instead. */
export function someoneElseModal(claim: Claim): Modal {
  return {
    type: 'modal',
    callback_id: 'claim-other',
    private_metadata: claim.id,
    title: plainText('Someone else', 24),
    submit: plainText('Ask this team', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(`Whose is *${mrkdwn(claim.service.id, 80)}*? That team is asked next, in its channel.`),
      teamSelect('claim-other', { label: 'Team', optional: false, chosen: null }),
    ],
  } satisfies Modal;
}
