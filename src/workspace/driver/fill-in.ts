/** Says in a word what a person chooses or types; this turns it into the state that Slack would send. */
import type { Option, OptionGroup } from '@slack/types';
import { ActError } from '../acts/act.ts';
import { type Element, elementsOf, type Placed } from '../blocks.ts';
import { initialState } from '../input-values.ts';
import type { ActionState, InputState, InputValues } from '../page-protocol.ts';
import type { View } from '../slack.ts';

/**
 * Text, a date or a time as a string; an option by its value; several as an array; people and conversations by id;
 * an instant as seconds; an external select's option as a whole. Null empties an input.
 */
export type FillIn = string | number | Option | FillIn[] | null;

/** The state of an element after somebody used it. A button and an overflow menu need no more than a press. */
export function stateFor(element: Element, value: FillIn | undefined): ActionState {
  if (element.type === 'overflow') return { type: 'overflow', selected_option: optionOf(element, value) };
  const state = initialState(element, null);
  if (!state) return press(element, value);
  return value === undefined ? state : filledIn(element, state, value);
}

/** Input values for a modal, by block_id or action_id. Throws where the modal has no such input or option. */
export function valuesFor(view: View, filled: Record<string, FillIn>): InputValues {
  const placed = elementsOf(view.blocks);
  const values: InputValues = {};
  for (const [key, value] of Object.entries(filled)) {
    const { element, blockId } = inputCalled(placed, key, view);
    const state = stateFor(element, value) as InputState;
    values[blockId] = { ...values[blockId], [element.action_id]: state };
  }
  return values;
}

function inputCalled(placed: Placed[], key: string, view: View): Placed {
  const found = placed.find(({ element, blockId }) => blockId === key || element.action_id === key);
  if (found) return found;
  const inputs = placed.map(({ element, blockId }) => `${blockId}/${element.action_id}`).join(', ');
  throw new ActError('input_not_found', `"${view.title?.text}" has no input ${key}, only ${inputs}`);
}

function press(element: Element, value: FillIn | undefined): ActionState {
  const type = element.type as 'button';
  const carried = value ?? element.value;
  return typeof carried === 'string' ? { type, value: carried } : { type };
}

/** Every input's state is its type and one other field; that field takes the value. */
function filledIn(element: Element, state: InputState, value: FillIn): InputState {
  const [field = ''] = Object.keys(state).filter((key) => key !== 'type');
  const chooses = field === 'selected_option' || field === 'selected_options';
  const empty = field.endsWith('s') ? [] : null;
  const held = value === null ? empty : chooses ? optionsOf(element, value) : value;
  return { ...state, [field]: held } as InputState;
}

const optionsOf = (element: Element, value: FillIn): Option | Option[] =>
  Array.isArray(value) ? value.map((one) => optionOf(element, one)) : optionOf(element, value);

function optionOf(element: Element, value: FillIn | undefined): Option {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const offered = optionsIn(element);
  const option = offered.find((it) => it.value === value);
  if (option) return option;
  const values = offered.map((it) => it.value).join(', ');
  throw new ActError(
    'option_not_found',
    `${element.action_id} does not offer ${String(value)}, only ${values}`,
  );
}

function optionsIn(element: Element): Option[] {
  const { options = [], option_groups: groups = [] } = element as {
    options?: Option[];
    option_groups?: OptionGroup[];
  };
  return [...options, ...groups.flatMap((group) => group.options)];
}
