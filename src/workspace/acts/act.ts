/** What a person does, carried to the app, and how the screen answers: the contract of this folder. */

import { canAct, canSee, findConversation, findPerson } from '../conversations.ts';
import { recordViolation } from '../happenings.ts';
import { findMessage, isShownTo } from '../messages.ts';
import type { Conversation, Delivery, Message, Person, Slack, View } from '../slack.ts';
import { isViolation, SlackError } from '../slack-error.ts';
import { findView } from '../views.ts';

/** Something that this person cannot do here: no such message, not their view, … */
export class ActError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ActError';
    this.code = code;
  }
}

/** Somebody who can act, by id or handle. */
export function actor(slack: Slack, key: string): Person {
  const person = findPerson(slack, key);
  if (!person) throw new ActError('user_not_found', `There is nobody called ${key}`);
  if (!canAct(person)) throw new ActError('user_cannot_act', `Nobody can act as ${person.realName}`);
  return person;
}

/** A conversation that this person can open, by id or name. */
export function conversationAt(slack: Slack, person: Person, key: string): Conversation {
  const conversation = findConversation(slack, key);
  if (!conversation || !canSee(slack, person, conversation)) {
    throw new ActError('channel_not_found', `${person.realName} sees no conversation called ${key}`);
  }
  return conversation;
}

/** A message that this person sees. */
export function messageAt(
  slack: Slack,
  person: Person,
  at: { channel: string; ts: string },
): { message: Message; conversation: Conversation } {
  const conversation = conversationAt(slack, person, at.channel);
  const message = findMessage(slack, conversation.id, at.ts);
  if (!message || !isShownTo(message, person.id)) {
    throw new ActError('message_not_found', `${person.realName} sees no message ${at.ts} there`);
  }
  return { message, conversation };
}

/** A modal or Home that this person has before them. */
export function viewAt(slack: Slack, person: Person, id: string): View {
  const view = findView(slack, { id });
  if (!view || view.user !== person.id) {
    throw new ActError('view_not_found', `${person.realName} has no view ${id} open`);
  }
  return view;
}

/**
 * Does what an acknowledgement asks for. Slack swallows what is wrong with it and shows the person an error; so the
 * refusal becomes a violation, and the delivery no longer counts as fine.
 */
export function obey(slack: Slack, delivery: Delivery, ask: () => void): Delivery {
  try {
    ask();
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    if (isViolation(error.code)) recordViolation(slack, delivery.type, error.code, error.details);
    Object.assign(delivery, { ok: false, error: 'dispatch_failed', detail: error.message });
  }
  return delivery;
}
