/** What inputs hold: what they start with, and what survives a view's update. */
import type { KnownBlock, Option } from '@slack/types';
import { type Element, elementsOf } from './blocks.ts';
import type { InputState, InputValues } from './page-protocol.ts';

/** The state of a fresh element; null for one that holds nothing (a button, an overflow menu). */
export function initialState(element: Element, currentChannel: string | null): InputState | null {
  const type = element.type as InputState['type'];
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: start<string>(element, 'initial_value') };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: start<Option>(element, 'initial_option') };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: start<Option[]>(element, 'initial_options') ?? [] };
    case 'users_select':
      return { type, selected_user: start<string>(element, 'initial_user') };
    case 'multi_users_select':
      return { type, selected_users: start<string[]>(element, 'initial_users') ?? [] };
    case 'channels_select':
      return { type, selected_channel: start<string>(element, 'initial_channel') };
    case 'multi_channels_select':
      return { type, selected_channels: start<string[]>(element, 'initial_channels') ?? [] };
    case 'conversations_select':
      return {
        type,
        selected_conversation:
          start<string>(element, 'initial_conversation') ?? here(element, currentChannel),
      };
    case 'multi_conversations_select':
      return {
        type,
        selected_conversations:
          start<string[]>(element, 'initial_conversations') ?? hereAlone(element, currentChannel),
      };
    case 'datepicker':
      return { type, selected_date: start<string>(element, 'initial_date') };
    case 'timepicker':
      return { type, selected_time: start<string>(element, 'initial_time') };
    case 'datetimepicker':
      return { type, selected_date_time: start<number>(element, 'initial_date_time') };
    default:
      return null;
  }
}

/** The state of all inputs in these blocks; what `typed` holds for the same ids and kind stays. */
export function valuesOf(
  blocks: KnownBlock[],
  currentChannel: string | null,
  typed: InputValues = {},
): InputValues {
  const values: InputValues = {};
  for (const { element, blockId } of elementsOf(blocks)) {
    const before = typed[blockId]?.[element.action_id];
    const state = before?.type === element.type ? before : initialState(element, currentChannel);
    if (state) values[blockId] = { ...values[blockId], [element.action_id]: state };
  }
  return values;
}

/** Whether nothing has been typed or chosen. */
export function isEmpty(state: InputState): boolean {
  const { type: _type, ...held } = state;
  return Object.values(held).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

// The limits check has settled what type the field has.
const start = <Value>(element: Element, field: string): Value | null =>
  (element[field] as Value | undefined) ?? null;

const here = (element: Element, channel: string | null): string | null =>
  element.default_to_current_conversation === true ? channel : null;

const hereAlone = (element: Element, channel: string | null): string[] => {
  const id = here(element, channel);
  return id === null ? [] : [id];
};
