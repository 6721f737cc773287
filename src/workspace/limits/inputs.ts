/** Elements of `input` blocks into which people type, and those of `context_actions`. */
import { z } from 'zod';
import { list, shape, text } from './checks.ts';
import { actionId, confirm, placeholder, plainText } from './composition.ts';
import { richText } from './rich-text.ts';

const typed = {
  action_id: actionId.optional(),
  placeholder,
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: list(z.enum(['on_enter_pressed', 'on_character_entered']), 2).optional(),
    })
    .optional(),
};

/** These rules also run over fields of the wrong type, which are reported apart. */
const numberIn = (value: unknown, otherwise: number): number =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : otherwise;

const plainTextInput = shape(
  {
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: text(3000, 0).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
  },
  [
    ({ min_length: min, max_length: max }) => numberIn(min, 0) <= numberIn(max, 3000),
    '`min_length` must not be greater than `max_length`',
  ],
  [
    ({ initial_value: value, max_length: max }) =>
      typeof value !== 'string' || value.length <= numberIn(max, 3000),
    '`initial_value` must not be longer than `max_length`',
  ],
);

const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number in a string');

const numberInput = shape(
  {
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: number.optional(),
    min_value: number.optional(),
    max_value: number.optional(),
  },
  [
    ({ min_value: min, max_value: max }) => numberIn(min, -Infinity) <= numberIn(max, Infinity),
    '`min_value` must not be greater than `max_value`',
  ],
);

const line = { ...typed, initial_value: text(3000, 0).optional() };
const lines = z.number().int().min(1).max(100).optional();

export const typedInputs = [
  plainTextInput,
  numberInput,
  z.strictObject({ type: z.literal('email_text_input'), ...line }),
  z.strictObject({ type: z.literal('url_text_input'), ...line }),
  z.strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    initial_value: richText.optional(),
    min_lines: lines,
    max_lines: lines,
  }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId.optional(),
    filetypes: list(text(255), 100).optional(),
    max_files: z.number().int().min(1).max(10).optional(),
  }),
] as const;

const feedback = z.strictObject({
  text: plainText(75),
  value: text(2000),
  accessibility_label: text(75).optional(),
});

export const contextActionElements = [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    action_id: actionId.optional(),
    positive_button: feedback,
    negative_button: feedback,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    action_id: actionId.optional(),
    confirm,
    icon: text(255),
    text: plainText(75),
    value: text(2000).optional(),
    accessibility_label: text(75).optional(),
    visible_to_user_ids: list(text(255), 100).optional(),
  }),
] as const;
