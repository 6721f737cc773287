/** Slack's composition objects: texts, options, confirm dialogs, image sources. Limits: `@slack/types` and its docs. */
import { z } from 'zod';
import { exactlyOne, list, shape, text } from './checks.ts';

/** A `plain_text` object of at most `max` characters. */
export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });

/** A `plain_text` or `mrkdwn` object of at most `max` characters. */
export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

/** A `mrkdwn` object and nothing else, as cards want it. */
export const mrkdwnText = mrkdwn;

export const actionId = text(255);
export const blockId = text(255);
export const placeholder = plainText(150).optional();

const optionFields = {
  // Slack's page says 150, its types say 75: the smaller is safe.
  value: text(75),
  description: plainText(75).optional(),
};

/** For select menus: plain text only. */
export const plainOption = z.strictObject({ ...optionFields, text: plainText(75) });

/** For checkboxes and radio buttons: mrkdwn too. */
export const richOption = z.strictObject({
  ...optionFields,
  text: anyText(75),
  description: anyText(75).optional(),
});

/** For overflow menus: an entry may be a link. */
export const overflowOption = z.strictObject({
  ...optionFields,
  text: plainText(75),
  url: text(3000).optional(),
});

export const optionGroup = z.strictObject({ label: plainText(75), options: list(plainOption, 100) });

export const confirm = z
  .strictObject({
    title: plainText(100).optional(),
    text: anyText(300),
    confirm: plainText(30).optional(),
    deny: plainText(30).optional(),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .optional();

/** Where an image comes from: a public URL, or a file in Slack by its id or its URL. */
export const imageSource = {
  image_url: text(3000).optional(),
  slack_file: shape(
    { id: text(255).optional(), url: text(3000).optional() },
    exactlyOne('id', 'url'),
  ).optional(),
};

export const image = shape(
  { type: z.literal('image'), alt_text: text(2000), ...imageSource },
  exactlyOne('image_url', 'slack_file'),
);
