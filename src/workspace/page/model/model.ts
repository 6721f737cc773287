import type { ConfirmationDialog, Option, OptionGroup } from '@slack/types';
import type { InputValues, PageState, PageViolation } from '../../page-protocol.ts';
import type { Route } from './route.ts';

export type Theme = 'system' | 'light' | 'dark';

/** What is being written somewhere, and where in it the caret stands. */
export type Draft = { text: string; caret: number };

/** Something that only this browser knows: an act that the workspace or the app refused. */
export type Notice = { id: string; channel: string; threadTs: string | null; at: number; text: string };

/** A list that hangs from the element whose DOM id is `anchor`. At most one is open. */
export type Popup = {
  anchor: string;
  query: string;
  /** The row that the arrow keys have reached; -1 for none. */
  active: number;
  /** What an external select was offered; `own` where the rows come with the element. */
  offer: 'own' | 'loading' | { options: Option[]; groups: OptionGroup[] } | { failure: string };
};

/** The question that Slack asks before an act with a `confirm` object. */
export type Question = { confirm: ConfirmationDialog; answer: (yes: boolean) => void };

/** Everything that the page draws from. Replaced as a whole, never changed in place. */
export type Model = {
  page: PageState;
  link: 'live' | 'lost';
  /** The workspace's time in milliseconds. */
  now: number;
  route: Route;
  theme: Theme;
  /** The sidebar of a narrow window. */
  drawerOpen: boolean;
  violations: PageViolation[];
  violationsOpen: boolean;
  /** What is typed into "Find a conversation". */
  filter: string;
  /** By `draftKey`. */
  drafts: Record<string, Draft>;
  /** The list above a composer: which row is active, and the text at which Escape has sent it away. */
  suggesting: { active: number; silencedAt: string | null };
  notices: Notice[];
  /** By `draftKey`: how many commands and messages have not been answered yet. */
  unanswered: Record<string, number>;
  /** Input so far, by surface key. */
  typed: Record<string, InputValues>;
  /** What is wrong with a view's fields: by view id, then block_id. */
  errors: Record<string, Record<string, string>>;
  /** By surface key: the DOM id of the element whose act is under way. */
  waiting: Record<string, string>;
  /** By surface key: the act that the app did not take, and what Slack says about it. */
  failed: Record<string, { element: string; message: string }>;
  /** Blocks that "Show more" has opened, by DOM id. */
  expanded: ReadonlySet<string>;
  /** Ephemeral messages sent away, by surface key. */
  dismissed: ReadonlySet<string>;
  popup: Popup | null;
  question: Question | null;
  /** By conversation: the last message that had been read when it was opened. */
  readUpTo: Record<string, string>;
  /** What a screen reader is told. */
  announcement: string;
};

/** Names what is typed in a conversation, or in one of its threads. */
export function draftKey(channel: string, threadTs: string | null): string {
  return threadTs ? `${channel}/${threadTs}` : channel;
}

/** Names a message among all surfaces. */
export function messageKey(message: { channel: string; ts: string }): string {
  return `m-${message.channel}-${message.ts.replace('.', '-')}`;
}

/** Names a view among all surfaces. */
export function viewKey(view: { id: string }): string {
  return `v-${view.id}`;
}
