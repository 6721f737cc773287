/** The tests' hands and eyes: people do things, and what they see is read back. */
import { ActError, actor } from '../acts/act.ts';
import { runCommand } from '../acts/command.ts';
import { type Offered, suggest, useElement } from '../acts/element.ts';
import { openHome } from '../acts/home.ts';
import { writeMessage } from '../acts/message.ts';
import { runShortcut } from '../acts/shortcut.ts';
import { closeView, type Submitted, submitView } from '../acts/view.ts';
import { type Element, elementsOf, type Placed } from '../blocks.ts';
import { canSee, findConversation, openDm } from '../conversations.ts';
import { deliverEvent } from '../delivery/deliver-event.ts';
import { isShownTo, messagesIn } from '../messages.ts';
import type { SlackEvent } from '../payloads/events.ts';
import type { Conversation, Delivery, Message, Slack, View } from '../slack.ts';
import { stackOf } from '../views.ts';
import { type FillIn, stateFor, valuesFor } from './fill-in.ts';
import { until } from './until.ts';

/** An element by its action_id, or by what it is like. */
type Which = string | ((element: Element) => boolean);

/** People by id or handle, conversations by id or name; `@handle` as a conversation is that person's DM with the app. */
export type Driver = {
  /** Types a slash command. Default: the app's first command, in the person's first channel. */
  command(user: string, text: string, where?: { channel?: string; command?: string }): Promise<Delivery>;
  /** Uses an element of a message or view. `value`: what is chosen or typed, see `FillIn`. */
  click(user: string, on: Message | View, which: Which, value?: FillIn): Promise<Delivery>;
  /** Fills in inputs by block_id or action_id and submits. */
  submit(user: string, view: View, values?: Record<string, FillIn>): Promise<Submitted>;
  /** Presses Close or Back; `all` is the ✕ that clears the stack. */
  closeView(user: string, view: View, how?: { all?: boolean }): Promise<Delivery | null>;
  /** Types into an external select. */
  suggest(user: string, on: Message | View, which: Which, query: string): Promise<Offered>;
  /** Writes a message. Text is as typed: `@name` and `#channel` become mentions. */
  say(user: string, channel: string, text: string, threadTs?: string): Promise<Delivery | null>;
  /** Writes a message that begins with a mention of the app. */
  mention(user: string, channel: string, text: string, threadTs?: string): Promise<Delivery | null>;
  /** Runs a global shortcut, or a message's. */
  shortcut(user: string, callbackId: string, on?: Message): Promise<Delivery>;
  /** Opens the app's Home tab, or its Messages tab. */
  openHome(user: string, tab?: 'home' | 'messages'): Promise<Delivery | null>;
  /** Sends any event of the Events API. */
  event(event: SlackEvent): Promise<Delivery | null>;

  /** Everything in a conversation, ephemeral messages to anybody included; copies, oldest first. */
  messages(channel: string): Message[];
  /** What one person sees there. */
  visibleTo(user: string, channel: string): Message[];
  /** The person's topmost modal. */
  openView(user: string): View | undefined;
  /** What the app published as the person's Home. */
  home(user: string): View | undefined;
  /** Waits, without polling, until `probe` answers something; at most the workspace's patience in real time. */
  until<Found>(probe: () => Found | null | undefined | false): Promise<Found>;
};

export function createDriver(slack: Slack): Driver {
  return { ...hands(slack), ...eyes(slack) };
}

function hands(slack: Slack): Omit<Driver, keyof ReturnType<typeof eyes>> {
  const say: Driver['say'] = async (as, key, text, threadTs) => {
    const { id: channel } = conversationCalled(slack, key);
    return (await writeMessage(slack, { as, channel, text, threadTs })).delivery;
  };
  return {
    async command(user, text, { channel, command = slack.app.commands[0]?.command ?? '' } = {}) {
      const place = channel === undefined ? firstChannel(slack, user) : conversationCalled(slack, channel);
      return runCommand(slack, { as: user, channel: place.id, command, text });
    },
    async click(user, on, which, value) {
      const { element, blockId } = pick(on, which);
      const state = stateFor(element, value);
      return useElement(slack, { as: user, place: placeIn(on), actionId: element.action_id, blockId, state });
    },
    async submit(user, view, values = {}) {
      return submitView(slack, { as: user, viewId: view.id, values: valuesFor(view, values) });
    },
    closeView: (user, view, { all } = {}) => closeView(slack, { as: user, viewId: view.id, all }),
    async suggest(user, on, which, query) {
      const { element, blockId } = pick(on, which);
      return suggest(slack, { as: user, place: placeIn(on), actionId: element.action_id, blockId, query });
    },
    say,
    mention: (user, channel, text, threadTs) => say(user, channel, `@${slack.app.name} ${text}`, threadTs),
    shortcut: (user, callbackId, on) =>
      runShortcut(slack, { as: user, callbackId, message: on && { channel: on.channel, ts: on.ts } }),
    openHome: (user, tab = 'home') => openHome(slack, { as: user, tab }),
    event: (event) => deliverEvent(slack, event),
  };
}

function eyes(slack: Slack) {
  return {
    messages: (channel: string) => copies(messagesIn(slack, conversationCalled(slack, channel).id)),
    visibleTo(user: string, channel: string) {
      const person = actor(slack, user);
      const conversation = conversationCalled(slack, channel);
      if (!canSee(slack, person, conversation)) return [];
      return copies(messagesIn(slack, conversation.id).filter((message) => isShownTo(message, person.id)));
    },
    openView: (user: string) => structuredClone(stackOf(slack, actor(slack, user).id).at(-1)),
    home: (user: string) => structuredClone(slack.homes.get(actor(slack, user).id)),
    until: <Found>(probe: () => Found | null | undefined | false) => until(slack, probe),
  };
}

/** Messages change in place; a test wants to compare before and after. */
const copies = (messages: Message[]): Message[] => structuredClone(messages);

function conversationCalled(slack: Slack, key: string): Conversation {
  if (key.startsWith('@')) return openDm(slack, actor(slack, key).id);
  const conversation = findConversation(slack, key);
  if (!conversation) throw new ActError('channel_not_found', `There is no conversation called ${key}`);
  return conversation;
}

function firstChannel(slack: Slack, user: string): Conversation {
  const person = actor(slack, user);
  const channel = [...slack.conversations.values()].find(
    (it) => it.kind !== 'im' && canSee(slack, person, it),
  );
  return channel ?? openDm(slack, person.id);
}

function pick(on: Message | View, which: Which): Placed {
  const all = elementsOf(on.blocks);
  const found = all.find(({ element }) =>
    typeof which === 'string' ? element.action_id === which : which(element),
  );
  if (found) return found;
  const known = all.map(({ element }) => element.action_id).join(', ');
  throw new ActError('element_not_found', `There is no element ${String(which)}, only ${known}`);
}

const placeIn = (on: Message | View) => ('ts' in on ? { channel: on.channel, ts: on.ts } : { viewId: on.id });
