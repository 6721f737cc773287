/** Block elements that send `block_actions`: buttons, menus, pickers, choices. */
import { z } from 'zod';
import { exactlyOne, list, shape, text } from './checks.ts';
import {
  actionId,
  confirm,
  optionGroup,
  overflowOption,
  placeholder,
  plainOption,
  plainText,
  richOption,
} from './composition.ts';

const actionable = { action_id: actionId.optional() };
const common = { ...actionable, confirm, focus_on_load: z.boolean().optional() };
const menu = { ...common, placeholder };
const multi = { ...menu, max_selected_items: z.number().int().min(1).optional() };
const style = z.enum(['primary', 'danger']).optional();

const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  confirm,
  text: plainText(75),
  value: text(2000).optional(),
  url: text(3000).optional(),
  style,
  accessibility_label: text(75).optional(),
});

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  confirm,
  text: plainText(75),
  workflow: z.object({ trigger: z.object({ url: text(3000) }) }),
  style,
  accessibility_label: text(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  confirm,
  options: list(overflowOption, 5),
});

const filter = z
  .strictObject({
    include: list(z.enum(['im', 'mpim', 'private', 'public']), 4).optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();

const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter,
};

const id = text(255);
const responseUrl = { response_url_enabled: z.boolean().optional() };
const minQuery = { min_query_length: z.number().int().min(0).optional() };

const offered = {
  options: list(plainOption, 100).optional(),
  option_groups: list(optionGroup, 100).optional(),
};

type Offer = {
  options?: unknown;
  option_groups?: unknown;
  initial_option?: unknown;
  initial_options?: unknown;
};

/** What an element starts with has to be among what it offers, field by field. */
const startsWithin: [holds: (element: Offer) => boolean, otherwise: string] = [
  (element) => {
    const offers = new Set(offeredBy(element).map((option) => JSON.stringify(option)));
    const chosen = element.initial_option === undefined ? element.initial_options : [element.initial_option];
    return !Array.isArray(chosen) || chosen.every((option) => offers.has(JSON.stringify(option)));
  },
  'initial options must exactly match the options offered',
];

function offeredBy({ options, option_groups: groups }: Offer): unknown[] {
  const grouped = Array.isArray(groups) ? groups.flatMap((group) => Object(group).options ?? []) : [];
  return Array.isArray(options) ? [...options, ...grouped] : grouped;
}

const staticSelect = shape(
  { type: z.literal('static_select'), ...menu, ...offered, initial_option: plainOption.optional() },
  exactlyOne('options', 'option_groups'),
  startsWithin,
);

const multiStaticSelect = shape(
  {
    type: z.literal('multi_static_select'),
    ...multi,
    ...offered,
    initial_options: list(plainOption, 100).optional(),
  },
  exactlyOne('options', 'option_groups'),
  startsWithin,
);

const selects = [
  staticSelect,
  z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    ...minQuery,
    initial_option: plainOption.optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: id.optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    ...conversations,
    ...responseUrl,
    initial_conversation: id.optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    ...responseUrl,
    initial_channel: id.optional(),
  }),
] as const;

const multiSelects = [
  multiStaticSelect,
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...multi,
    ...minQuery,
    initial_options: list(plainOption, 100).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...multi,
    initial_users: list(id, 100).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...multi,
    ...conversations,
    initial_conversations: list(id, 100).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    ...multi,
    initial_channels: list(id, 100).optional(),
  }),
] as const;

const checkboxes = shape(
  {
    type: z.literal('checkboxes'),
    ...common,
    options: list(richOption, 10),
    initial_options: list(richOption, 10).optional(),
  },
  startsWithin,
);

const radioButtons = shape(
  {
    type: z.literal('radio_buttons'),
    ...common,
    options: list(richOption, 10),
    initial_option: richOption.optional(),
  },
  startsWithin,
);

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...menu,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date, YYYY-MM-DD')
    .optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...menu,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, HH:mm')
    .optional(),
  timezone: text(255).optional(),
});

const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...common,
  initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
});

/** Everything that chooses or picks: fits sections, actions and inputs alike. */
const choices = [...selects, ...multiSelects, checkboxes, radioButtons, datepicker, timepicker] as const;

export const accessoryElements = [button, workflowButton, overflow, ...choices] as const;
export const actionElements = [button, workflowButton, overflow, datetimepicker, ...choices] as const;
export const choiceInputs = [datetimepicker, ...choices] as const;
export { button };
