/** Every block that stands at the top level of a message or view. */
import { z } from 'zod';
import { exactlyOne, list, shape, text } from './checks.ts';
import { anyText, blockId, image, imageSource, plainText } from './composition.ts';
import { accessoryElements, actionElements, choiceInputs } from './elements.ts';
import { contextActionElements, typedInputs } from './inputs.ts';
import { messageOnlyBlocks } from './rich-blocks.ts';
import { richText } from './rich-text.ts';

const base = { block_id: blockId.optional() };
const https = z
  .string()
  .max(3000)
  .regex(/^https:/, 'must be an https URL');

const section = shape(
  {
    type: z.literal('section'),
    ...base,
    text: anyText(3000).optional(),
    fields: list(anyText(2000), 10).optional(),
    accessory: z.discriminatedUnion('type', [image, ...accessoryElements]).optional(),
    expand: z.boolean().optional(),
  },
  [(block) => block.text !== undefined || block.fields !== undefined, 'must define `text` or `fields`'],
);

const imageBlock = shape(
  {
    type: z.literal('image'),
    ...base,
    alt_text: text(2000),
    title: plainText(2000).optional(),
    ...imageSource,
  },
  exactlyOne('image_url', 'slack_file'),
);

const input = z.strictObject({
  type: z.literal('input'),
  ...base,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.discriminatedUnion('type', [...choiceInputs, ...typedInputs]),
});

const video = z.strictObject({
  type: z.literal('video'),
  ...base,
  video_url: https,
  thumbnail_url: text(3000),
  alt_text: text(2000),
  title: plainText(199),
  title_url: https.optional(),
  author_name: text(49).optional(),
  provider_name: text(255).optional(),
  provider_icon_url: text(3000).optional(),
  description: plainText(3000).optional(),
});

/** Blocks that every surface takes, as Slack's docs list them. */
const everywhere = [
  section,
  imageBlock,
  input,
  video,
  richText,
  z.strictObject({ type: z.literal('header'), ...base, text: plainText(150) }),
  z.strictObject({ type: z.literal('divider'), ...base }),
  z.strictObject({
    type: z.literal('context'),
    ...base,
    elements: list(z.discriminatedUnion('type', [image, ...anyText(3000).options]), 10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    ...base,
    elements: list(z.discriminatedUnion('type', actionElements), 25),
  }),
] as const;

const alert = z.strictObject({
  type: z.literal('alert'),
  ...base,
  text: anyText(3000),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...base,
  elements: list(z.discriminatedUnion('type', contextActionElements), 5),
});

const { card, carousel, others } = messageOnlyBlocks;

/**
 * What each surface takes. Slack's docs and what is seen to work differ for a few blocks (cards in modals, tables
 * in Home, alerts in messages): where they do, the stricter one stands.
 */
export const blocksOf = {
  message: z.discriminatedUnion('type', [...everywhere, contextActions, card, carousel, ...others]),
  modal: z.discriminatedUnion('type', [...everywhere, alert]),
  home: z.discriminatedUnion('type', [...everywhere, card, carousel]),
} as const;

export type Surface = keyof typeof blocksOf;
