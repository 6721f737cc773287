import { deliverEvent } from '../delivery/deliver-event.ts';
import { messagesIn, postMessage } from '../messages.ts';
import { directMessageEvent, mentionEvent } from '../payloads/events.ts';
import type { Conversation, Delivery, Message, Slack } from '../slack.ts';
import { ActError, actor, conversationAt } from './act.ts';

/** Somebody wrote a message. The app hears of it when it is mentioned there, or in its DM. */
export async function writeMessage(
  slack: Slack,
  act: { as: string; channel: string; text: string; threadTs?: string | undefined },
): Promise<{ message: Message; delivery: Delivery | null }> {
  const person = actor(slack, act.as);
  const conversation = conversationAt(slack, person, act.channel);
  if (conversation.isArchived) throw new ActError('is_archived', `#${conversation.name} is archived`);
  if (act.threadTs && !messagesIn(slack, conversation.id).some(({ ts }) => ts === act.threadTs)) {
    throw new ActError('thread_not_found', 'There is no such thread');
  }
  const text = withMentions(slack, act.text);
  const message = postMessage(slack, {
    channel: conversation.id,
    user: person.id,
    text,
    threadTs: act.threadTs ?? null,
  });
  return { message, delivery: await tellApp(slack, conversation, message) };
}

/** Slack needs the scope as well as the subscription. */
async function tellApp(slack: Slack, conversation: Conversation, message: Message): Promise<Delivery | null> {
  const { app } = slack;
  if (conversation.kind === 'im') {
    return app.scopes.has('im:history') ? deliverEvent(slack, directMessageEvent(slack, message)) : null;
  }
  const isMentioned = message.text.includes(`<@${app.botUserId}>`) && conversation.members.has(app.botUserId);
  return isMentioned && app.scopes.has('app_mentions:read')
    ? deliverEvent(slack, mentionEvent(slack, message))
    : null;
}

/** Text as it is typed, in Slack's notation: escaped, with `@name`, `@group` and `#channel` as mentions. */
function withMentions(slack: Slack, typed: string): string {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const names = mentionable(slack);
  const pattern = names.map(([name]) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const mentions = new Map(names.map(([name, mention]) => [name.toLowerCase(), mention]));
  // Longest names come first, so that "@Ana Lee" is not read as "@Ana".
  return escaped.replaceAll(
    new RegExp(`(?<![\\w@])(${pattern})(?![\\w-])`, 'gi'),
    (name) => mentions.get(name.toLowerCase()) ?? name,
  );
}

function mentionable(slack: Slack): [name: string, mention: string][] {
  const people = [...slack.people.values()].flatMap(({ id, name, displayName, realName }) =>
    [name, displayName, realName].map((it): [string, string] => [`@${it}`, `<@${id}>`]),
  );
  const groups = [...slack.groups.values()].map(({ id, handle }): [string, string] => [
    `@${handle}`,
    `<!subteam^${id}>`,
  ]);
  const channels = [...slack.conversations.values()]
    .filter(({ kind }) => kind !== 'im')
    .map(({ id, name }): [string, string] => [`#${name}`, `<#${id}>`]);
  return [...people, ...groups, ...channels].sort(([a], [b]) => b.length - a.length);
}
