/** Slack's payloads, as Bolt types them, read into what the wrapper works with. */
import type { BlockAction, BlockSuggestion, MessageShortcut, SlashCommand } from '@slack/bolt';
import type { AppMentionEvent } from '@slack/types';
import { type Asked, type Place, placeIn } from './asked.ts';

type Ack = Asked['ack'];

const NOWHERE = { triggerId: null, responseUrl: null, view: null, ephemeral: false } as const;

export function askedByCommand(body: SlashCommand, ack: Ack): Asked {
  return {
    ...NOWHERE,
    what: 'command',
    key: `command ${body.trigger_id}`,
    userId: body.user_id,
    place: { channel: body.channel_id, thread: null },
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
    ack,
  };
}

/** Bolt has acknowledged an event by itself. Undefined for bots' mentions: two bots could talk for ever. */
export function askedByMention(event: AppMentionEvent, eventId: string): Asked | undefined {
  if (event.user === undefined || event.bot_id !== undefined) return undefined;
  return {
    ...NOWHERE,
    what: 'mention',
    key: `event ${eventId}`,
    userId: event.user,
    place: { channel: event.channel, thread: event.thread_ts ?? null },
    ack: async () => {},
  };
}

export function askedByPress(body: BlockAction, ack: Ack): Asked {
  return {
    what: 'press',
    key: `press ${body.trigger_id}`,
    userId: body.user.id,
    place: placeOfPress(body),
    triggerId: body.trigger_id,
    responseUrl: body.response_url ?? null,
    view:
      body.view === undefined
        ? null
        : {
            id: body.view.id,
            hash: body.view.hash,
            callbackId: body.view.callback_id,
            pressedAt: Number(body.actions[0]?.action_ts ?? 0),
          },
    ephemeral: body.container.is_ephemeral === true,
    ack,
  };
}

function placeOfPress(body: BlockAction): Place {
  if (body.view !== undefined) return placeIn(body.view.private_metadata);
  const thread: unknown = body.container.thread_ts;
  return { channel: body.channel?.id ?? null, thread: typeof thread === 'string' ? thread : null };
}

/** A card belongs into the thread of the message that it is about. */
export function askedByShortcut(body: MessageShortcut, ack: Ack): Asked {
  const thread: unknown = body.message.thread_ts;
  return {
    ...NOWHERE,
    what: 'shortcut',
    key: `shortcut ${body.trigger_id}`,
    userId: body.user.id,
    place: {
      channel: body.channel.id,
      thread: typeof thread === 'string' ? thread : body.message_ts,
    },
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
    ack,
  };
}

/** Typing asks again with every letter, and nothing of it is repeated. */
export function askedByTyping(body: BlockSuggestion, ack: Ack): Asked {
  return {
    ...NOWHERE,
    what: 'options',
    key: null,
    userId: body.user.id,
    place: { channel: null, thread: null },
    ack,
  };
}

export interface Pressed {
  readonly action: string;
  readonly value: string;
}

/**
 * Which action was asked for. `open:2` is `open`; an entry of the menu carries its action in its value.
 * Undefined for a link: the browser has done all that there is to do.
 */
export function pressed(body: BlockAction): Pressed | undefined {
  const [first] = body.actions;
  const {
    action_id: id,
    value,
    selected_option: option,
    url,
  } = Object(first) as {
    action_id?: string;
    value?: string;
    selected_option?: { value?: string; url?: string } | null;
    url?: string;
  };
  if (id === undefined || url !== undefined || option?.url !== undefined) return undefined;
  const chosen = value ?? option?.value ?? '';
  if (id !== 'menu') return { action: id.split(':')[0] ?? id, value: chosen };
  const [action = '', ...rest] = chosen.split(' ');
  return { action, value: rest.join(' ') };
}
