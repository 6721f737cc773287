/** Slack's payloads, as Bolt types them, read into what the wrapper works with. */
import type {
  BlockAction,
  BlockSuggestion,
  MessageShortcut,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import type { AppMentionEvent } from '@slack/types';
import type { Form } from '../actions/action.ts';
import { type Asked, aboutIn, type Place, placeIn } from './asked.ts';
import { refilled } from './refill.ts';

type Ack = Asked['ack'];

const NOWHERE = { triggerId: null, responseUrl: null, view: null, typed: null, ephemeral: false } as const;

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

/** Whether an element of the person's Home was pressed. */
export function isHome({ view }: Pick<BlockAction, 'view'>): boolean {
  return view?.type === 'home';
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
      body.view === undefined || isHome(body)
        ? null
        : {
            id: body.view.id,
            hash: body.view.hash,
            callbackId: body.view.callback_id,
            pressedAt: Number(body.actions[0]?.action_ts ?? 0),
          },
    fromHome: isHome(body),
    typed: null,
    ephemeral: body.container.is_ephemeral === true,
    ack,
  };
}

/** A second click on Submit has a trigger of its own; a repetition of Slack's has not. */
export function askedBySubmission({ view, user, trigger_id: trigger }: ViewSubmitAction, ack: Ack): Asked {
  return {
    ...NOWHERE,
    what: 'submission',
    key: `submission ${trigger}`,
    userId: user.id,
    place: placeIn(view.private_metadata),
    view: { id: view.id, hash: view.hash, callbackId: view.callback_id, pressedAt: 0 },
    typed: refilled(view),
    ack,
  };
}

type View = ViewSubmitAction['view'];

/** What is typed and chosen in a modal; nothing in a message. */
export function formIn(view: Pick<View, 'private_metadata' | 'state'> | undefined): Form {
  if (view === undefined) return { about: '', values: {} };
  const values = Object.entries(view.state.values).map(([block, inputs]) => [
    block,
    Object.values(inputs).flatMap(held),
  ]);
  return { about: aboutIn(view.private_metadata), values: Object.fromEntries(values) };
}

/** An input's state is its type and one other field. */
function held(state: View['state']['values'][string][string]): readonly string[] {
  const { value, selected_date: date, selected_option: option, selected_options: options = [] } = state;
  const { selected_user: user, selected_conversation: conversation } = state;
  const all = [value, date, user, conversation, option?.value, ...options.map((one) => one.value)];
  return all.filter((one) => typeof one === 'string' && one !== '') as string[];
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
