/** Inputs of modals. Their action ids are of no meaning unless they dispatch: values are found by `block_id`. */
import type { InputBlock, PlainTextOption } from '@slack/types';
import type { ActionName } from './action-names.ts';
import { plainText } from './blocks.ts';

interface Field {
  readonly block: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** Told at each change. */
  readonly dispatches?: ActionName;
}

function input(
  { block, label, hint, optional = false, dispatches }: Field,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plainText(label, 150),
    optional,
    ...(hint === undefined ? {} : { hint: plainText(hint, 300) }),
    ...(dispatches === undefined ? {} : { dispatch_action: true }),
    element: { ...element, action_id: dispatches === undefined ? block : `${dispatches}:${block}` },
  } satisfies InputBlock;
}

export interface TextField extends Field {
  readonly value?: string;
  readonly most: number;
  readonly multiline?: boolean;
  readonly placeholder?: string;
}

/** A dispatching one tells when Enter is pressed. */
export function textInput(field: TextField): InputBlock {
  const { value = '', most, multiline = false, placeholder, dispatches } = field;
  return input(field, {
    type: 'plain_text_input',
    max_length: most,
    multiline,
    ...(value === '' ? {} : { initial_value: value.slice(0, most).toWellFormed() }),
    ...(placeholder === undefined ? {} : { placeholder: plainText(placeholder, 150) }),
    ...(dispatches === undefined
      ? {}
      : { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } }),
  });
}

/** Slack itself sees to it that it is an address. */
export function urlInput(field: Omit<TextField, 'most'>): InputBlock {
  const { value = '', placeholder } = field;
  return input(field, {
    type: 'url_text_input',
    ...(URL.canParse(value) ? { initial_value: value } : {}),
    ...(placeholder === undefined ? {} : { placeholder: plainText(placeholder, 150) }),
  });
}

export interface ChoiceField extends Field {
  readonly options: readonly PlainTextOption[];
  readonly chosen: readonly string[];
}

/** One of a few. */
export function radioInput(field: ChoiceField): InputBlock {
  const [initial] = chosenOf(field);
  return input(field, {
    type: 'radio_buttons',
    options: field.options.slice(0, 10),
    ...(initial === undefined ? {} : { initial_option: initial }),
  });
}

export function selectInput(field: ChoiceField): InputBlock {
  const [initial] = chosenOf(field);
  return input(field, {
    type: 'static_select',
    options: field.options.slice(0, 100),
    ...(initial === undefined ? {} : { initial_option: initial }),
  });
}

const MOST_BOXES = 8;

/** Several: boxes where they are few enough to be read at once, else a field to search in. */
export function severalInput(field: ChoiceField): InputBlock {
  const isFew = field.options.length <= MOST_BOXES;
  // A menu has no room for descriptions, and Slack compares whole options.
  const options = field.options.slice(0, 100).map((option) => (isFew ? option : withoutDescription(option)));
  const initial = chosenOf({ ...field, options });
  const start = initial.length === 0 ? {} : { initial_options: initial };
  return isFew
    ? input(field, { type: 'checkboxes', options, ...start })
    : input(field, {
        type: 'multi_static_select',
        options,
        placeholder: plainText('Type to search', 150),
        ...start,
      });
}

export function dateInput(field: Field & { readonly date?: string }): InputBlock {
  const { date = '' } = field;
  return input(field, {
    type: 'datepicker',
    ...(/^\d{4}-\d{2}-\d{2}$/.test(date) ? { initial_date: date } : {}),
  });
}

/** A person of the workspace, by Slack user id. */
export function personInput(field: Field & { readonly person: string }): InputBlock {
  const { person } = field;
  return input(field, { type: 'users_select', ...(SLACK_ID.test(person) ? { initial_user: person } : {}) });
}

/** A channel of ours, by Slack id: none that another organisation reads. */
export function channelInput(field: Field & { readonly channel: string }): InputBlock {
  const { channel } = field;
  return input(field, {
    type: 'conversations_select',
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
    ...(SLACK_ID.test(channel) ? { initial_conversation: channel } : {}),
  });
}

const SLACK_ID = /^[A-Z][A-Z0-9]{2,}$/;

function withoutDescription({ description: _description, ...option }: PlainTextOption): PlainTextOption {
  return option;
}

/** As they are among the options: Slack compares the whole option. */
function chosenOf({ options, chosen }: Pick<ChoiceField, 'options' | 'chosen'>): PlainTextOption[] {
  return options.filter(({ value }) => value !== undefined && chosen.includes(value));
}
