/** The bodies of `POST /page/<act>`, as `page-protocol.ts` describes them. */
import { z } from 'zod';
import type {
  ActionState,
  AdvanceClock,
  CloseViewAct,
  CommandAct,
  ElementAct,
  InputValues,
  MarkReadAct,
  MessageAct,
  OpenHomeAct,
  OptionsAct,
  ShortcutAct,
  SubmitAct,
} from '../page-protocol.ts';

const id = z.string().min(1);
const text = z.string().max(40_000);
// States are Slack's own shapes; the acts hold them against the element that they are for.
const state = z.custom<ActionState>((value) => typeof Object(value).type === 'string');
const values = z.record(
  z.string(),
  z.record(z.string(), z.looseObject({ type: z.string() })),
) as unknown as z.ZodType<InputValues>;
const message = z.object({ channel: id, ts: id });
const place = z.union([message, z.object({ viewId: id })]);

export const bodies = {
  command: z.object({ as: id, channel: id, command: id, text }) satisfies z.ZodType<CommandAct>,
  message: z.object({
    as: id,
    channel: id,
    text: text.min(1),
    threadTs: id.optional(),
  }) satisfies Body<MessageAct>,
  action: z.object({
    as: id,
    place,
    blockId: id,
    actionId: id,
    state,
    values,
  }) satisfies z.ZodType<ElementAct>,
  options: z.object({
    as: id,
    place,
    blockId: id,
    actionId: id,
    query: text,
  }) satisfies z.ZodType<OptionsAct>,
  submit: z.object({ as: id, viewId: id, values }) satisfies z.ZodType<SubmitAct>,
  closeView: z.object({ as: id, viewId: id, all: z.boolean().optional() }) satisfies Body<CloseViewAct>,
  openHome: z.object({ as: id, tab: z.enum(['home', 'messages']) }) satisfies z.ZodType<OpenHomeAct>,
  shortcut: z.object({ as: id, callbackId: id, message: message.optional() }) satisfies Body<ShortcutAct>,
  markRead: z.object({ as: id, channel: id, ts: id }) satisfies z.ZodType<MarkReadAct>,
  clock: z.object({ advance: z.number().min(0) }) satisfies z.ZodType<AdvanceClock>,
};

/** Zod's optional fields may also be present and undefined. */
type Body<Act> = z.ZodType<{
  [Key in keyof Act]: undefined extends Act[Key] ? Act[Key] | undefined : Act[Key];
}>;
