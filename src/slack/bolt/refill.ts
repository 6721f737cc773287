import type { ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock, PlainTextElement } from '@slack/types';
import type { Modal } from '../views/message.ts';
import { aboutIn } from './asked.ts';

type View = ViewSubmitAction['view'];
type State = View['state']['values'][string][string];

/** A submitted modal as it could be shown again: with everything that was typed into it. */
export function refilled(view: View): Modal {
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: aboutIn(view.private_metadata),
    title: view.title as PlainTextElement,
    ...(view.close === null ? {} : { close: view.close as PlainTextElement }),
    ...(view.submit === null ? {} : { submit: view.submit as PlainTextElement }),
    // Slack gives back what we sent it, with an id for each block.
    blocks: (view.blocks as unknown as KnownBlock[]).map((block) => refilledBlock(block, view.state.values)),
  };
}

function refilledBlock(block: KnownBlock, values: View['state']['values']): KnownBlock {
  if (block.type !== 'input') return block;
  const { element, block_id: id = '' } = block;
  // Of inputs that dispatch nothing the id is optional.
  const state = values[id]?.[element.action_id ?? ''];
  // Only what the element held itself goes back into it, so it stays the element that it is.
  return state === undefined
    ? block
    : ({ ...block, element: { ...bare(element), ...start(state) } } as KnownBlock);
}

function bare(element: object): object {
  return Object.fromEntries(Object.entries(element).filter(([key]) => !key.startsWith('initial_')));
}

function start({
  value,
  selected_date: date,
  selected_option: option,
  selected_options: options,
  selected_user: user,
  selected_conversation: conversation,
}: State): object {
  return {
    ...(value ? { initial_value: value } : {}),
    ...(date ? { initial_date: date } : {}),
    ...(user ? { initial_user: user } : {}),
    ...(conversation ? { initial_conversation: conversation } : {}),
    ...(option ? { initial_option: option } : {}),
    ...(options !== undefined && options.length > 0 ? { initial_options: options } : {}),
  };
}
