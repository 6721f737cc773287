/** The shells of modals and Home; their blocks are checked apart. */
import { z } from 'zod';
import { text } from './checks.ts';
import { plainText } from './composition.ts';

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: text(3000, 0).optional(),
  callback_id: text(255, 0).optional(),
  external_id: text(255, 0).optional(),
};

const label = plainText(24);

export const viewShell = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: label,
    submit: label.optional(),
    close: label.optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    ...common,
  }),
  z.strictObject({ type: z.literal('home'), ...common }),
]);
