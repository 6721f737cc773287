/** What happens, told to each person's page as far as they may see it. */
import { canSee } from '../conversations.ts';
import { type Happening, listen } from '../happenings.ts';
import { findMessage, isShownTo } from '../messages.ts';
import type { PageEvent } from '../page-protocol.ts';
import type { Message, Person, Slack } from '../slack.ts';
import { pageClock, pageConversation, pageMessage, pageView, pageViews } from './page-state.ts';

/** Counts happenings, so that a page can tell what its snapshot already contains. */
export type PageFeed = {
  seq(): number;
  /** Tells of everything from now on that this person sees, until the answer is called. */
  subscribe(me: Person, tell: (event: PageEvent) => void): () => void;
};

export function pageFeed(slack: Slack): PageFeed {
  let seq = 0;
  const subscribers = new Set<(happening: Happening) => void>();
  listen(slack, (happening) => {
    seq += 1;
    for (const subscriber of subscribers) subscriber(happening);
  });
  return {
    seq: () => seq,
    subscribe(me, tell) {
      const subscriber = (happening: Happening) => {
        for (const event of seenBy(slack, me, happening)) tell({ seq, ...event } as PageEvent);
      };
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
  };
}

type Unnumbered = PageEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'seq'>
    : never
  : never;

function seenBy(slack: Slack, me: Person, happening: Happening): Unnumbered[] {
  switch (happening.kind) {
    case 'message-posted':
    case 'message-changed':
    case 'message-deleted':
      return messageEvents(slack, me, happening.kind, happening.message);
    case 'conversation':
      return conversationEvents(slack, me, happening.conversation.id);
    case 'read':
      return happening.user === me.id ? conversationEvents(slack, me, happening.channel) : [];
    case 'views':
      return happening.user === me.id ? [{ kind: 'views', views: pageViews(slack, me) }] : [];
    case 'home': {
      const home = slack.homes.get(me.id);
      return happening.user === me.id && home ? [{ kind: 'home', home: pageView(home) }] : [];
    }
    case 'violation':
      return [{ kind: 'violation', violation: happening.violation }];
    case 'clock':
      return [{ kind: 'clock', clock: pageClock(slack) }];
    default:
      return [];
  }
}

function messageEvents(
  slack: Slack,
  me: Person,
  kind: 'message-posted' | 'message-changed' | 'message-deleted',
  message: Message,
): Unnumbered[] {
  const conversation = slack.conversations.get(message.channel);
  if (!conversation || !canSee(slack, me, conversation) || !isShownTo(message, me.id)) return [];
  const event: Unnumbered =
    kind === 'message-deleted'
      ? { kind, channel: message.channel, ts: message.ts }
      : { kind, message: pageMessage(slack, message) };
  const isEdit = kind === 'message-changed';
  return [
    event,
    ...parentChanged(slack, message),
    ...(isEdit ? [] : conversationEvents(slack, me, conversation.id)),
  ];
}

/** A thread's parent shows how many replies there are. */
function parentChanged(slack: Slack, message: Message): Unnumbered[] {
  const parent = message.threadTs ? findMessage(slack, message.channel, message.threadTs) : undefined;
  if (!parent || parent === message) return [];
  return [{ kind: 'message-changed', message: pageMessage(slack, parent) }];
}

function conversationEvents(slack: Slack, me: Person, id: string): Unnumbered[] {
  const conversation = slack.conversations.get(id);
  if (!conversation || !canSee(slack, me, conversation)) return [];
  return [{ kind: 'conversation', conversation: pageConversation(slack, me, conversation) }];
}
