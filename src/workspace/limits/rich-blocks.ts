/** The newer blocks, which few surfaces take: cards, tables, plans, containers, markdown. */
import { z } from 'zod';
import { list, shape, text } from './checks.ts';
import { anyText, blockId, image, mrkdwnText, plainText } from './composition.ts';
import { button } from './elements.ts';
import { richText } from './rich-text.ts';

const base = { block_id: blockId.optional() };

const card = shape(
  {
    type: z.literal('card'),
    ...base,
    hero_image: image.optional(),
    icon: image.optional(),
    title: mrkdwnText(150).optional(),
    subtitle: mrkdwnText(150).optional(),
    body: mrkdwnText(200).optional(),
    actions: list(button, 25).optional(),
  },
  [
    ({ hero_image, title, actions, body }) =>
      [hero_image, title, actions, body].some((it) => it !== undefined),
    'must define one of `hero_image`, `title`, `actions` and `body`',
  ],
);

const carousel = z.strictObject({ type: z.literal('carousel'), ...base, elements: list(card, 10) });

const container = shape(
  {
    type: z.literal('container'),
    ...base,
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: list(z.looseObject({ type: z.string() }), 10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: image.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  },
  [
    ({ title, rich_text_title }) => title !== undefined || rich_text_title !== undefined,
    'must define `title` or `rich_text_title`',
  ],
);

// Slack's types also list `raw_number`, which posting is seen to refuse.
const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: text(10_000) }),
  richText,
]);

const table = z.strictObject({
  type: z.literal('table'),
  ...base,
  rows: list(list(cell, 20), 100),
  column_settings: list(
    z.strictObject({
      align: z.enum(['left', 'center', 'right']).optional(),
      is_wrapped: z.boolean().optional(),
    }),
    20,
  ).optional(),
});

const dataTable = z.strictObject({
  type: z.literal('data_table'),
  ...base,
  // A header and a hundred rows.
  rows: list(list(cell, 20), 101),
  caption: text(3000),
  page_size: z.number().int().min(1).max(100).optional(),
  row_header_column_index: z.number().int().min(0).optional(),
});

const source = z.strictObject({ type: z.literal('url'), url: text(3000), text: text(3000) });

const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...base,
  task_id: text(255),
  title: text(3000),
  details: richText.optional(),
  output: richText.optional(),
  sources: list(source, 100).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});

/** Cards and carousels go to Home as well; the others to messages alone. */
export const messageOnlyBlocks = {
  card,
  carousel,
  others: [
    container,
    table,
    dataTable,
    taskCard,
    z.strictObject({
      type: z.literal('plan'),
      ...base,
      title: text(3000),
      tasks: z.array(z.looseObject({})).optional(),
    }),
    z.strictObject({ type: z.literal('markdown'), ...base, text: text(12_000) }),
    // Newer than Slack's own types: its inside is not checked.
    z.looseObject({ type: z.literal('data_visualization'), ...base, title: text(50) }),
  ],
} as const;
