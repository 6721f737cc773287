import type { KnownBlock } from '@slack/types';
import type { InputState, InputValues } from '../../page-protocol.ts';

type InputBlock = Extract<KnownBlock, { type: 'input' }>;
type SectionBlock = Extract<KnownBlock, { type: 'section' }>;
type ActionsBlock = Extract<KnownBlock, { type: 'actions' }>;

/** Any element that can stand in a block; most have no state. */
export type AnyElement =
  | InputBlock['element']
  | NonNullable<SectionBlock['accessory']>
  | ActionsBlock['elements'][number];

/** An element with where it stands; the workspace gives every block and element its ids. */
type PlacedElement = { blockId: string; actionId: string; element: AnyElement };

/** The elements of blocks that a person can work with, in order. */
function elementsOf(blocks: KnownBlock[]): PlacedElement[] {
  return blocks.flatMap((block) => {
    const blockId = block.block_id ?? '';
    return blockElements(block).map((element) => ({ blockId, actionId: actionIdOf(element), element }));
  });
}

function blockElements(block: KnownBlock): AnyElement[] {
  switch (block.type) {
    case 'input':
      return [block.element];
    case 'section':
      return block.accessory ? [block.accessory] : [];
    case 'actions':
      return block.elements;
    default:
      return [];
  }
}

export function actionIdOf(element: { type: string }): string {
  return 'action_id' in element && typeof element.action_id === 'string' ? element.action_id : '';
}

/**
 * The state of every input among `blocks`: what was typed, or else how it starts. `channel` is the conversation on
 * screen, for those that default to it.
 */
export function valuesOf(blocks: KnownBlock[], typed: InputValues, channel: string | null): InputValues {
  const values: InputValues = {};
  for (const { blockId, actionId, element } of elementsOf(blocks)) {
    const state = stateOf(element, typed[blockId]?.[actionId], channel);
    if (state) values[blockId] = { ...values[blockId], [actionId]: state };
  }
  return values;
}

/** What was typed if it still fits the element, or else the element's first state; null for what has none. */
function stateOf(
  element: AnyElement,
  typed: InputState | undefined,
  channel: string | null,
): InputState | null {
  return typed?.type === element.type ? typed : firstState(element, channel);
}

function firstState(element: AnyElement, channel: string | null): InputState | null {
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type: element.type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type: element.type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type: element.type, selected_options: element.initial_options ?? [] };
    case 'datepicker':
      return { type: element.type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type: element.type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type: element.type, selected_date_time: element.initial_date_time ?? null };
    default:
      return firstWorkspaceState(element, channel);
  }
}

/** Selects whose options are the workspace's people and conversations. */
function firstWorkspaceState(element: AnyElement, channel: string | null): InputState | null {
  switch (element.type) {
    case 'users_select':
      return { type: element.type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type: element.type, selected_users: element.initial_users ?? [] };
    case 'channels_select':
      return { type: element.type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type: element.type, selected_channels: element.initial_channels ?? [] };
    case 'conversations_select': {
      const here = element.default_to_current_conversation ? channel : null;
      return { type: element.type, selected_conversation: element.initial_conversation ?? here };
    }
    case 'multi_conversations_select': {
      const here = element.default_to_current_conversation && channel ? [channel] : [];
      return { type: element.type, selected_conversations: element.initial_conversations ?? here };
    }
    default:
      return null;
  }
}
