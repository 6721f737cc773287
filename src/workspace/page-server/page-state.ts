/** What one person sees, in the page's words. */

import { isAdjustable } from '../clock.ts';
import { canAct, canSee, isStranger, otherSide } from '../conversations.ts';
import { isShownTo, messagesIn, repliesTo } from '../messages.ts';
import type {
  PageClock,
  PageConversation,
  PageFile,
  PageMessage,
  PagePerson,
  PageState,
  PageView,
} from '../page-protocol.ts';
import type { Conversation, Message, Person, Slack, UploadedFile, View } from '../slack.ts';
import { filePath } from '../uploads.ts';
import { stackOf } from '../views.ts';

/** The whole snapshot for a person. */
export function pageState(slack: Slack, me: Person, seq: number): PageState {
  const conversations = [...slack.conversations.values()].filter((it) => canSee(slack, me, it));
  const home = slack.homes.get(me.id);
  return {
    seq,
    team: { id: slack.team.id, name: slack.team.name },
    app: { id: slack.app.id, name: slack.app.name, userId: slack.app.botUserId },
    me: me.id,
    people: [...slack.people.values()].map((person) => pagePerson(slack, person)),
    groups: [...slack.groups.values()],
    conversations: conversations.map((it) => pageConversation(slack, me, it)),
    messages: Object.fromEntries(
      conversations.map(({ id }) => [
        id,
        shownIn(slack, me, id).map((message) => pageMessage(slack, message)),
      ]),
    ),
    views: pageViews(slack, me),
    home: home ? pageView(home) : null,
    commands: slack.app.commands,
    shortcuts: slack.app.shortcuts,
    clock: pageClock(slack),
  };
}

export function pageClock({ clock }: Slack): PageClock {
  return { now: clock.now(), runs: clock.runs !== false, adjustable: isAdjustable(clock) };
}

export function pageConversation(slack: Slack, me: Person, conversation: Conversation): PageConversation {
  const other = conversation.kind === 'im' ? theOther(slack, me, conversation) : null;
  const lastRead = slack.read.get(me.id)?.get(conversation.id) ?? '0';
  return {
    id: conversation.id,
    kind: conversation.kind,
    name: other ? (slack.people.get(other)?.displayName ?? '') : conversation.name,
    topic: conversation.topic,
    with: other,
    members: [...conversation.members],
    isMember: conversation.members.has(me.id),
    isArchived: conversation.isArchived,
    isShared: conversation.isShared,
    unread: shownIn(slack, me, conversation.id).filter((message) => isUnread(message, me, lastRead)).length,
    lastRead,
  };
}

/** The app's side for the person whose DM it is. */
function theOther(slack: Slack, me: Person, dm: Conversation): string {
  const human = otherSide(slack, dm);
  return human === me.id ? slack.app.botUserId : human;
}

const isUnread = ({ ts, user, threadTs }: Message, me: Person, lastRead: string): boolean =>
  user !== me.id && (threadTs === null || threadTs === ts) && Number(ts) > Number(lastRead);

const shownIn = (slack: Slack, me: Person, channel: string): Message[] =>
  messagesIn(slack, channel).filter((message) => isShownTo(message, me.id));

export function pageMessage(slack: Slack, message: Message): PageMessage {
  const replies = repliesTo(slack, message).length;
  return {
    ts: message.ts,
    channel: message.channel,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    threadTs: message.threadTs ?? (replies > 0 ? message.ts : null),
    replies,
    edited: message.edited !== null,
    ephemeral: message.ephemeralTo !== null,
    files: message.files.flatMap((id) => slack.files.get(id) ?? []).map(pageFile),
  };
}

const pageFile = (file: UploadedFile): PageFile => ({
  id: file.id,
  name: file.name,
  title: file.title,
  altText: file.altText,
  mimetype: file.mimetype,
  size: file.bytes?.byteLength ?? 0,
  url: filePath(file),
});

export const pageViews = (slack: Slack, me: Person): PageView[] => stackOf(slack, me.id).map(pageView);

export const pageView = (view: View): PageView => ({
  id: view.id,
  kind: view.type,
  callbackId: view.callbackId,
  title: view.title,
  submit: view.submit,
  close: view.close,
  blocks: view.blocks,
  hash: view.hash,
  pushed: view.previousId !== null,
});

function pagePerson(slack: Slack, person: Person): PagePerson {
  const { id, name, displayName, realName, title, tz } = person;
  const avatar = { initials: initials(displayName), colour: colourOf(id) };
  return {
    id,
    name,
    displayName,
    realName,
    title,
    tz,
    avatar,
    kind: kindOf(slack, person),
    canAct: canAct(person),
  };
}

function kindOf(slack: Slack, person: Person): PagePerson['kind'] {
  if (person.isBot) return 'bot';
  if (isStranger(slack, person)) return 'stranger';
  return person.isRestricted ? 'guest' : 'member';
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}

/** A hue of one's own, dark enough for white letters. */
function colourOf(id: string): string {
  const sum = [...id].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 360, 7);
  return `hsl(${sum} 55% 36%)`;
}
