import type { Instant } from '../../domain/instant.ts';
import type { VerificationDraft } from '../../use-cases/upkeep-views.ts';
import { actions, button, context, plainText, section } from './blocks.ts';
import { when } from './dates.ts';
import type { Message, Modal } from './message.ts';
import { count, link, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_LINKS = 15;

/** Whether all that the catalog says of a service is still true: one press, or it is corrected first. */
export function verifyModal(draft: VerificationDraft, now: Instant): Modal {
  const { service, owner, tier, lifecycle, channel, links, last, everyDays, mayEdit } = draft;
  const shown = links
    .slice(0, MOST_LINKS)
    .map(({ type, title, url }) => `${mrkdwn(type, 30)} ${link(url, title)}`);
  const more = links.length > shown.length ? ` and ${links.length - shown.length} more` : '';
  return {
    type: 'modal',
    callback_id: 'verify',
    private_metadata: service.id,
    title: plainText('Still true?', 24),
    submit: plainText('All still true', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(
        [
          `*${mrkdwn(service.id, 80)}*`,
          `*Team that answers*: ${owner === null ? 'nobody yet' : mrkdwn(owner.name, 60)}`,
          `*Tier*: ${mrkdwn(tier.id, 40)}, ${mrkdwn(tier.name, 60)} · ${mrkdwn(lifecycle, 40)}`,
          `*Channel*: ${channel === null ? 'none' : mrkdwn(channel, 80)}`,
          `*Links*: ${shown.length === 0 ? 'none' : shown.join(' · ')}${more}`,
        ].join('\n'),
      ),
      ...actions(mayEdit ? [button('edit', 'Correct something', service.id)] : []),
      ...context(
        last === null
          ? 'Nobody has verified it yet.'
          : `Last verified by ${mrkdwn(last.byName, 60)}, ${when(last.at, now)}.`,
        `It is asked every ${count(everyDays, 'day')}. Who said so, and when, is kept for audits.`,
      ),
    ],
  } satisfies Modal;
}

export function verifiedModal(id: string, card: Message): Modal {
  return {
    type: 'modal',
    title: plainText('Still true?', 24),
    close: plainText('Close', 24),
    blocks: [section(`${ICON.ok} *${mrkdwn(id, 80)}* is verified.`), { type: 'divider' }, ...card.blocks],
  } satisfies Modal;
}
