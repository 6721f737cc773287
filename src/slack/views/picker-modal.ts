import type { ExternalSelect, KnownBlock, PlainTextOption } from '@slack/types';
import type { ReadinessCard } from '../../use-cases/show-readiness.ts';
import { choice, plainText, section } from './blocks.ts';
import type { Message, Modal } from './message.ts';
import { mrkdwn } from './text.ts';

const TITLE = 'Check readiness';

/** A search field for services, and below it the card of the chosen one. */
export function pickerModal(card: Message | null, chosen?: ReadinessCard['service'], note?: string): Modal {
  return {
    type: 'modal',
    title: plainText(TITLE, 24),
    close: plainText('Close', 24),
    blocks: [
      picker(chosen),
      ...(note === undefined ? [] : [section(mrkdwn(note, 300))]),
      ...(card?.blocks ?? []),
    ],
  } satisfies Modal;
}

function picker(chosen?: ReadinessCard['service']): KnownBlock {
  const initial = chosen === undefined ? [] : choice({ label: chosen.id, value: chosen.id });
  const select: ExternalSelect = {
    type: 'external_select',
    action_id: 'pick',
    placeholder: plainText('Type the name of a service', 150),
    min_query_length: 0,
    ...(initial[0] === undefined ? {} : { initial_option: initial[0] }),
  };
  return { type: 'actions', block_id: 'picker', elements: [select] };
}

/** What the search field offers: at most 100, as Slack takes no more. */
export function serviceOptions(
  found: readonly { readonly id: string; readonly name: string }[],
): PlainTextOption[] {
  return found
    .flatMap(({ id, name }) => choice({ label: id === name ? id : `${id} · ${name}`, value: id }))
    .slice(0, 100);
}
