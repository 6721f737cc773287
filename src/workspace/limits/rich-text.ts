/** The structure of a `rich_text` block. */
import { z } from 'zod';
import { list, text } from './checks.ts';
import { blockId } from './composition.ts';

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
    highlight: z.boolean().optional(),
    client_highlight: z.boolean().optional(),
    unlink: z.boolean().optional(),
  })
  .optional();

const id = text(255);
const plain = z.strictObject({ type: z.literal('text'), text: text(Infinity), style });
const link = z.strictObject({
  type: z.literal('link'),
  url: text(3000),
  text: text(Infinity).optional(),
  unsafe: z.boolean().optional(),
  style,
});

const inline = z.discriminatedUnion('type', [
  plain,
  link,
  z.strictObject({
    type: z.literal('emoji'),
    name: text(255),
    unicode: text(255).optional(),
    url: text(3000).optional(),
    style,
  }),
  z.strictObject({ type: z.literal('user'), user_id: id, style }),
  z.strictObject({ type: z.literal('channel'), channel_id: id, style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: id, style }),
  z.strictObject({ type: z.literal('team'), team_id: id, style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('color'), value: text(255), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.number().int(),
    format: text(3000),
    url: text(3000).optional(),
    fallback: text(3000).optional(),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) });

const part = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: list(section, Infinity),
    indent: z.number().int().min(0).max(8).optional(),
    offset: z.number().int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [plain, link])),
    border,
    language: text(255).optional(),
  }),
]);

/** A whole `rich_text` block; also what cells and details hold. */
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: blockId.optional(),
  elements: list(part, Infinity),
});
