/** Who is where, and who sees what. */
import { announce } from './happenings.ts';
import { seconds } from './ids.ts';
import type { Conversation, Person, Slack } from './slack.ts';
import { orRefuse, SlackError } from './slack-error.ts';

/** By id, `#name` or `name`. */
export function findConversation(slack: Slack, key: string): Conversation | undefined {
  const name = key.replace(/^#/, '');
  return (
    slack.conversations.get(key) ??
    [...slack.conversations.values()].find((it) => it.name === name && name !== '')
  );
}

/** By id or handle. */
export function findPerson(slack: Slack, key: string): Person | undefined {
  return (
    slack.people.get(key) ?? [...slack.people.values()].find(({ name }) => name === key.replace(/^@/, ''))
  );
}

/** The DM between the app and a person. */
export function openDm(slack: Slack, userId: string): Conversation {
  const person = orRefuse(slack.people.get(userId), 'user_not_found');
  if (person.isBot) throw new SlackError('cannot_dm_bot');
  if (person.deleted) throw new SlackError('user_disabled');
  if (isStranger(slack, person)) throw new SlackError('user_not_visible');
  return existingDm(slack, userId) ?? createDm(slack, userId);
}

/** Gives everybody who can have one their DM with the app: Slack's sidebar shows it before anything is said. */
export function openAllDms(slack: Slack): void {
  for (const person of slack.people.values()) {
    if (canAct(person) && !isStranger(slack, person)) openDm(slack, person.id);
  }
}

function existingDm(slack: Slack, userId: string): Conversation | undefined {
  return [...slack.conversations.values()].find((it) => it.kind === 'im' && it.members.has(userId));
}

function createDm(slack: Slack, userId: string): Conversation {
  const conversation: Conversation = {
    id: `D${userId.slice(1)}`,
    kind: 'im',
    name: '',
    topic: '',
    members: new Set([userId, slack.app.botUserId]),
    isArchived: false,
    isShared: false,
    created: seconds(slack),
  };
  slack.conversations.set(conversation.id, conversation);
  announce(slack, { kind: 'conversation', conversation });
  return conversation;
}

/** The human side of a DM. */
export function otherSide(slack: Slack, dm: Conversation): string {
  return [...dm.members].find((id) => id !== slack.app.botUserId) ?? '';
}

/** Of another workspace. */
export const isStranger = (slack: Slack, person: Person): boolean => person.teamId !== slack.team.id;

/** Whether a person can open a conversation: guests and strangers see only those that they belong to. */
export function canSee(slack: Slack, person: Person, conversation: Conversation): boolean {
  if (conversation.members.has(person.id)) return true;
  const outsider = person.isRestricted || person.isUltraRestricted || isStranger(slack, person);
  return conversation.kind === 'public' && !outsider;
}

/** Whether somebody can sit before the screen as this person. */
export const canAct = (person: Person): boolean => !person.isBot && !person.deleted;
