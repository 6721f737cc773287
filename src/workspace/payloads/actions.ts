import type { Element, Placed } from '../blocks.ts';
import { nextTs } from '../ids.ts';
import type { ActionState, InputValues } from '../page-protocol.ts';
import { issueResponseUrl } from '../response-urls.ts';
import type { Conversation, Message, Person, Slack, View } from '../slack.ts';
import { issueTrigger } from '../triggers.ts';
import { channelOf, envelope, messageOf, viewOf } from './common.ts';

type Json = Record<string, unknown>;

/** Where an element was used. */
export type Container = { message: Message; conversation: Conversation } | { view: View };

/** What happens when somebody presses or changes an element. */
export function actionPayload(
  slack: Slack,
  person: Person,
  container: Container,
  used: { placed: Placed; state: ActionState; values: InputValues },
): Json {
  const place =
    'view' in container
      ? { channel: container.view.channel, viewId: container.view.id }
      : { channel: container.conversation.id, viewId: null };
  return {
    type: 'block_actions',
    ...envelope(slack, person.id),
    container: containerOf(container),
    trigger_id: issueTrigger(slack, { user: person.id, ...place }),
    ...('view' in container
      ? { view: viewOf(slack, container.view) }
      : onMessage(slack, person, container, used.values)),
    actions: [actionOf(slack, used.placed, used.state)],
  };
}

/** What an external select asks. */
export function suggestionPayload(
  slack: Slack,
  person: Person,
  container: Container,
  asked: { placed: Placed; query: string },
): Json {
  return {
    type: 'block_suggestion',
    ...envelope(slack, person.id),
    container: containerOf(container),
    action_id: asked.placed.element.action_id,
    block_id: asked.placed.blockId,
    value: asked.query,
    ...('view' in container
      ? { view: viewOf(slack, container.view) }
      : { channel: channelOf(container.conversation), ...messageUnlessEphemeral(slack, container.message) }),
  };
}

function containerOf(container: Container): Json {
  if ('view' in container) return { type: 'view', view_id: container.view.id };
  const { message } = container;
  return {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.ephemeralTo !== null,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
  };
}

function onMessage(
  slack: Slack,
  person: Person,
  { message, conversation }: { message: Message; conversation: Conversation },
  values: InputValues,
): Json {
  return {
    channel: channelOf(conversation),
    ...messageUnlessEphemeral(slack, message),
    state: { values },
    response_url: issueResponseUrl(slack, { user: person.id, channel: conversation.id, ts: message.ts }),
  };
}

/** Slack keeps no ephemeral message, so it cannot send one along. */
const messageUnlessEphemeral = (slack: Slack, message: Message): Json =>
  message.ephemeralTo === null ? { message: messageOf(slack, message) } : {};

const ECHOED = ['text', 'value', 'url', 'style', 'placeholder', 'confirm', 'initial_option', 'icon'];

function actionOf(slack: Slack, { element, blockId }: Placed, state: ActionState): Json {
  const echoed = ECHOED.filter((field) => element[field] !== undefined).map((field) => [
    field,
    element[field],
  ]);
  return {
    ...Object.fromEntries(echoed),
    ...feedback(element, state),
    ...state,
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    action_ts: nextTs(slack),
  };
}

/** Feedback buttons say the text of the one that was pressed. */
function feedback(element: Element, state: ActionState): Json {
  if (element.type !== 'feedback_buttons' || !('value' in state)) return {};
  const buttons = [element.positive_button, element.negative_button] as { text: unknown; value: string }[];
  return { text: buttons.find(({ value }) => value === state.value)?.text };
}
