/** What the little Slack consists of: who and what is in it, and what has happened so far. */
import type { KnownBlock, PlainTextElement } from '@slack/types';
import type { Clock } from './clock.ts';
import type { Transport } from './delivery/transport.ts';
import type { Happening } from './happenings.ts';
import type { InputValues } from './page-protocol.ts';

export type Slack = {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly team: Team;
  readonly app: App;
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;
  readonly conversations: Map<string, Conversation>;
  /** By conversation id, oldest first; ephemeral ones and thread replies among them. */
  readonly messages: Map<string, Message[]>;
  /** Open modals by person, bottom first. */
  readonly stacks: Map<string, View[]>;
  /** Home by person. */
  readonly homes: Map<string, View>;
  readonly files: Map<string, UploadedFile>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** By person, then conversation: the ts up to which they have read. */
  readonly read: Map<string, Map<string, string>>;
  readonly violations: Violation[];
  readonly calls: Call[];
  readonly deliveries: Delivery[];
  readonly faults: Fault[];
  readonly listeners: Set<(happening: Happening) => void>;
  /** How payloads reach the app. */
  transport: Transport;
  /** `http://127.0.0.1:PORT`, once the server listens. */
  origin: string;
  /** The newest ts given out, in microseconds, and a counter for ids: what makes both unique. */
  lastTs: number;
  lastId: number;
};

export type Settings = {
  /** Answer 429 past the methods' tiers. */
  rateLimits: boolean;
  /** How long an upload has no mimetype and cannot be shown in blocks, in milliseconds. */
  fileProcessing: number;
  /** Real milliseconds after which an answer counts as never coming, however the clock stands. */
  patience: number;
};

export type Team = { id: string; name: string; domain: string };

export type App = {
  id: string;
  name: string;
  botId: string;
  botUserId: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  scopes: Set<string>;
  /** Event types that it is subscribed to. */
  events: Set<string>;
  commands: SlashCommand[];
  shortcuts: Shortcut[];
};

export type SlashCommand = {
  command: string;
  description: string;
  usageHint: string;
  hints: { usage: string; summary: string }[];
};

export type Shortcut = { type: 'global' | 'message'; callbackId: string; name: string; description: string };

export type Person = {
  id: string;
  /** Handle. */
  name: string;
  realName: string;
  displayName: string;
  email: string | null;
  title: string;
  /** IANA. */
  tz: string;
  /** Of another workspace (Slack Connect) where it is not ours. */
  teamId: string;
  isBot: boolean;
  isAdmin: boolean;
  isRestricted: boolean;
  isUltraRestricted: boolean;
  deleted: boolean;
};

export type Group = { id: string; handle: string; name: string; members: string[] };

export type Conversation = {
  id: string;
  kind: 'public' | 'private' | 'im';
  /** Without #; empty for a DM. */
  name: string;
  topic: string;
  /** Person ids, the bot's user among them where it is a member. */
  members: Set<string>;
  isArchived: boolean;
  isShared: boolean;
  /** Seconds. */
  created: number;
};

export type Message = {
  ts: string;
  channel: string;
  user: string;
  text: string;
  /** With block_id and action_id filled in, as Slack does. */
  blocks: KnownBlock[];
  threadTs: string | null;
  /** The one person who sees it; null for everybody. */
  ephemeralTo: string | null;
  /** The ts of the last edit. */
  edited: string | null;
  metadata: unknown;
  files: string[];
};

export type View = {
  id: string;
  type: 'modal' | 'home';
  user: string;
  callbackId: string;
  externalId: string;
  privateMetadata: string;
  title: PlainTextElement | null;
  submit: PlainTextElement | null;
  close: PlainTextElement | null;
  clearOnClose: boolean;
  notifyOnClose: boolean;
  blocks: KnownBlock[];
  hash: string;
  rootId: string;
  previousId: string | null;
  /** Where the person stood when it opened. */
  channel: string | null;
  /** The inputs' state as last heard of. */
  values: InputValues;
};

export type UploadedFile = {
  id: string;
  name: string;
  title: string;
  altText: string;
  /** Declared before the upload, in bytes. */
  length: number;
  bytes: Uint8Array | null;
  completed: boolean;
  /** Instant from which it has a mimetype and can be used in blocks. */
  readyAt: number;
  mimetype: string;
  channels: string[];
  created: number;
};

export type Trigger = {
  user: string;
  channel: string | null;
  /** The modal that it came from. */
  viewId: string | null;
  at: number;
  used: boolean;
};

export type ResponseUrl = {
  user: string;
  channel: string;
  /** The message whose element was used. */
  ts: string | null;
  at: number;
  uses: number;
};

/** Something that the app did and that Slack refuses, or that a person would have seen as an error. */
export type Violation = {
  at: number;
  /** A Web API method, `response_url`, or the kind of payload delivered. */
  where: string;
  /** Slack's name for it. */
  error: string;
  details: string[];
};

/** A call of the Web API; `error` is null where it was answered `ok`. */
export type Call = { at: number; method: string; args: Record<string, unknown>; error: string | null };

/** A payload sent to the app, and what came back. */
export type Delivery = {
  at: number;
  /** `/ready`, `block_actions`, `view_submission`, `app_mention`, … */
  type: string;
  ok: boolean;
  /** `operation_timeout`, `dispatch_failed`; null where it was acknowledged. */
  error: string | null;
  detail: string;
  /** What the acknowledgement carried. */
  ack: unknown;
  /** Real milliseconds until it was acknowledged. */
  ms: number;
  /** 0 for the first attempt. */
  retry: number;
};

/** A failure to act out, for the next `times` calls of a method (`*` for any). */
export type Fault = {
  method: string;
  times: number;
  kind: 'ratelimited' | 'server-error' | 'hang' | 'drop' | 'drop-after-accept' | 'error';
  /** Seconds, for `ratelimited`. */
  retryAfter?: number;
  /** HTTP status, for `server-error`. */
  status?: number;
  /** Slack's error name, for `error`. */
  error?: string;
};
