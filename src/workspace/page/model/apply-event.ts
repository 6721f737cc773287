import type { PageConversation, PageEvent, PageMessage, PageState } from '../../page-protocol.ts';

/**
 * The snapshot after an event. Events that it already contains change nothing; `seq` stays the snapshot's, since
 * one happening may be told in several events of one number.
 */
export function applyEvent(page: PageState, event: PageEvent): PageState {
  return event.seq <= page.seq ? page : applyKind(page, event);
}

function applyKind(page: PageState, event: PageEvent): PageState {
  switch (event.kind) {
    case 'message-posted':
    case 'message-changed':
      return withMessages(page, event.message.channel, (messages) => putMessage(messages, event.message));
    case 'message-deleted':
      return withMessages(page, event.channel, (messages) => messages.filter(({ ts }) => ts !== event.ts));
    case 'conversation':
      return { ...page, conversations: putConversation(page.conversations, event.conversation) };
    case 'views':
      return { ...page, views: event.views };
    case 'home':
      return { ...page, home: event.home };
    case 'clock':
      return { ...page, clock: event.clock };
    case 'violation':
      return page;
  }
}

function withMessages(
  page: PageState,
  channel: string,
  change: (messages: PageMessage[]) => PageMessage[],
): PageState {
  return { ...page, messages: { ...page.messages, [channel]: change(page.messages[channel] ?? []) } };
}

function putMessage(messages: PageMessage[], message: PageMessage): PageMessage[] {
  const at = messages.findIndex(({ ts }) => ts === message.ts);
  if (at >= 0) return messages.with(at, message);
  const newest = Number(messages.at(-1)?.ts ?? 0);
  const added = [...messages, message];
  return newest < Number(message.ts) ? added : added.sort((a, b) => Number(a.ts) - Number(b.ts));
}

function putConversation(all: PageConversation[], conversation: PageConversation): PageConversation[] {
  const at = all.findIndex(({ id }) => id === conversation.id);
  return at < 0 ? [...all, conversation] : all.with(at, conversation);
}
