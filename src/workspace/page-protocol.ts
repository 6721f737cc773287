/**
 * What the workspace's server and its browser page say to each other. Types only: the page imports this file
 * with `import type`, so nothing of Node may come in here.
 *
 * - `GET  /page/state?as=U…`   → `PageState`; without `as`, the first person who can act
 * - `GET  /page/events?as=U…`  → server-sent events, each `data:` a `PageEvent`
 * - `POST /page/<act>`         ← the act's body below (JSON), → its answer
 * - `GET  /page/clock`         → `PageClock`; `POST /page/clock` ← `AdvanceClock`, → `PageClock`
 * - `GET  /page/violations`    → `PageViolation[]`
 * - `GET  /files/<id>/<name>`  → the bytes of an uploaded file
 *
 * A refused request (no such person, message or view; a malformed body) answers 4xx with `Failure`.
 * Blocks, options and input states keep Slack's own shapes and snake_case names; the rest is ours, in camelCase.
 */
import type { KnownBlock, Option, OptionGroup, PlainTextElement } from '@slack/types';

/** Everything that one person can see at one moment. */
export type PageState = {
  /** Number of the newest event that this snapshot contains: ignore events with `seq` ≤ this. */
  seq: number;
  team: { id: string; name: string };
  /** The bot under test. `userId` is the author of its messages and the other side of the bot's DM. */
  app: { id: string; name: string; userId: string };
  /** The acting person's id: also the key of `people`. */
  me: string;
  people: PagePerson[];
  groups: PageGroup[];
  /** Public channels, private ones `me` belongs to, and the DM with the bot (always there). */
  conversations: PageConversation[];
  /** By conversation id, oldest first: thread replies and ephemeral messages for `me` included. */
  messages: Record<string, PageMessage[]>;
  /** Open modals, bottom first: the last one is on screen. At most three. */
  views: PageView[];
  /** What the bot last published as Home for `me`. */
  home: PageView | null;
  commands: PageCommand[];
  shortcuts: PageShortcut[];
  clock: PageClock;
};

export type PagePerson = {
  id: string;
  /** Handle without @. */
  name: string;
  displayName: string;
  realName: string;
  title: string;
  /** One or two letters, and a CSS colour behind which white text is readable. */
  avatar: { initials: string; colour: string };
  /** IANA time zone. */
  tz: string;
  kind: 'member' | 'guest' | 'stranger' | 'bot';
  /** False for bots and for deactivated people: the page cannot act as them. */
  canAct: boolean;
};

export type PageGroup = { id: string; handle: string; name: string; members: string[] };

export type PageConversation = {
  id: string;
  kind: 'public' | 'private' | 'im';
  /** Without #; for a DM the other side's display name. */
  name: string;
  topic: string;
  /** DMs only: the other side. */
  with: string | null;
  members: string[];
  isMember: boolean;
  isArchived: boolean;
  /** Shared with another organisation (Slack Connect). */
  isShared: boolean;
  /** Messages newer than `lastRead` by somebody else, thread replies left out. */
  unread: number;
  lastRead: string;
};

export type PageMessage = {
  /** Slack's timestamp: seconds with six decimals, unique within a conversation; sorts as a number. */
  ts: string;
  channel: string;
  /** Author. */
  user: string;
  /** mrkdwn; the fallback of `blocks` where there are any. */
  text: string;
  blocks: KnownBlock[];
  /** Set on a thread's replies, and on its parent once it has replies. */
  threadTs: string | null;
  /** Count on a thread's parent. */
  replies: number;
  edited: boolean;
  /** "Only visible to you". */
  ephemeral: boolean;
  files: PageFile[];
};

export type PageFile = {
  id: string;
  name: string;
  title: string;
  altText: string;
  mimetype: string;
  size: number;
  /** Path on this server; image blocks that name a `slack_file` by `id` find it at `/files/<id>`. */
  url: string;
};

export type PageView = {
  id: string;
  kind: 'modal' | 'home';
  callbackId: string;
  title: PlainTextElement | null;
  submit: PlainTextElement | null;
  close: PlainTextElement | null;
  blocks: KnownBlock[];
  /** Typed input survives an update for (block_id, action_id) pairs that stay; a new hash means new content. */
  hash: string;
  /** The last one on the stack carries Back instead of Close when it was pushed. */
  pushed: boolean;
};

type PageCommand = {
  /** With its slash. */
  command: string;
  description: string;
  usageHint: string;
  /** What can follow the command: `{usage: 'list [team:x]', summary: 'All services'}`. */
  hints: { usage: string; summary: string }[];
};

type PageShortcut = {
  type: 'global' | 'message';
  callbackId: string;
  name: string;
  description: string;
};

/** `now` in UTC milliseconds. One that does not run stands still; an adjustable one can be moved on. */
export type PageClock = { now: number; runs: boolean; adjustable: boolean };

/** Something that the bot did and that Slack would have refused or shown as an error. */
export type PageViolation = { at: number; where: string; error: string; details: string[] };

/** What happened, seen by the person of the stream. Apply when `seq` is newer than the snapshot's. */
export type PageEvent = { seq: number } & (
  | { kind: 'message-posted' | 'message-changed'; message: PageMessage }
  | { kind: 'message-deleted'; channel: string; ts: string }
  /** Opened, renamed, read, or its unread count changed: replaces the one with the same id. */
  | { kind: 'conversation'; conversation: PageConversation }
  /** The whole stack after an open, push, update or close. */
  | { kind: 'views'; views: PageView[] }
  | { kind: 'home'; home: PageView }
  | { kind: 'violation'; violation: PageViolation }
  | { kind: 'clock'; clock: PageClock }
);

/** One input's state, exactly as Slack sends it in `state.values`; the `type` is the element's. */
export type InputState =
  | { type: 'plain_text_input' | 'number_input'; value: string | null }
  | { type: 'email_text_input' | 'url_text_input'; value: string | null }
  | { type: 'static_select' | 'external_select' | 'radio_buttons'; selected_option: Option | null }
  | { type: 'multi_static_select' | 'multi_external_select' | 'checkboxes'; selected_options: Option[] }
  | { type: 'users_select'; selected_user: string | null }
  | { type: 'multi_users_select'; selected_users: string[] }
  | { type: 'conversations_select'; selected_conversation: string | null }
  | { type: 'multi_conversations_select'; selected_conversations: string[] }
  | { type: 'channels_select'; selected_channel: string | null }
  | { type: 'multi_channels_select'; selected_channels: string[] }
  /** YYYY-MM-DD. */
  | { type: 'datepicker'; selected_date: string | null }
  /** HH:mm. */
  | { type: 'timepicker'; selected_time: string | null }
  /** Seconds. */
  | { type: 'datetimepicker'; selected_date_time: number | null };

/** What a person did with an element: an input's new state, or the press of what has none. */
export type ActionState =
  | InputState
  | { type: 'button' | 'workflow_button' | 'icon_button' | 'feedback_buttons'; value?: string }
  | { type: 'overflow'; selected_option: Option };

/** By block_id, then action_id. */
export type InputValues = Record<string, Record<string, InputState>>;

/** Where an element stands. */
export type ElementPlace = { channel: string; ts: string } | { viewId: string };

/** `POST /page/command`; `text` without the command. → `ActAnswer` */
export type CommandAct = { as: string; channel: string; command: string; text: string };

/**
 * `POST /page/message`: `text` as typed. The server escapes it and turns `@name`, `@group` and `#channel` into
 * Slack's mentions; the bot hears about it when it is mentioned or in its DM. → `ActAnswer`
 */
export type MessageAct = { as: string; channel: string; text: string; threadTs?: string };

/** `POST /page/action`: after the confirm dialog, if the element has one. `values`: the inputs beside it. → `ActAnswer` */
export type ElementAct = {
  as: string;
  place: ElementPlace;
  blockId: string;
  actionId: string;
  state: ActionState;
  values: InputValues;
};

/** `POST /page/options`: what an external select offers for `query`. → `OptionsAnswer` */
export type OptionsAct = {
  as: string;
  place: ElementPlace;
  blockId: string;
  actionId: string;
  query: string;
};

/** `POST /page/submit`: the view on top of the stack. → `SubmitAnswer` */
export type SubmitAct = { as: string; viewId: string; values: InputValues };

/** `POST /page/close-view`: Close or Back; `all` for the ✕ that clears the stack. → `ActAnswer` */
export type CloseViewAct = { as: string; viewId: string; all?: boolean };

/** `POST /page/open-home`: the person opened the app's Home or Messages tab. → `ActAnswer` */
export type OpenHomeAct = { as: string; tab: 'home' | 'messages' };

/** `POST /page/shortcut`: a global one, or a message's. → `ActAnswer` */
export type ShortcutAct = { as: string; callbackId: string; message?: { channel: string; ts: string } };

/** `POST /page/mark-read`: everything up to `ts`. → `ActAnswer` */
export type MarkReadAct = { as: string; channel: string; ts: string };

/** `POST /page/clock`. Milliseconds. */
export type AdvanceClock = { advance: number };

/** What Slack's client would tell the person when the app did not do its part. */
export type Failure = {
  ok: false;
  /** `operation_timeout` (no answer in 3 s), `dispatch_failed` (no app, or it answered with an error), … */
  error: string;
  /** A sentence to show. */
  message: string;
};

export type ActAnswer = { ok: true } | Failure;

/** The app found something wrong with what was typed: by block_id. The view stays open. */
export type SubmitAnswer =
  | ActAnswer
  | { ok: false; error: 'errors'; message: string; errors: Record<string, string> };

/** Either list is empty when the other is used. */
export type OptionsAnswer = { ok: true; options: Option[]; groups: OptionGroup[] } | Failure;
