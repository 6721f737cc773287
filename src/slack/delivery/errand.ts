import type { WebClient } from '@slack/web-api';
import type { Failpoint } from '../../domain/failpoint.ts';
import { type Duration, MINUTE, SECOND } from '../../domain/instant.ts';
import type { Log } from '../../use-cases/log.ts';
import type { ClaimedIntent, SentMessage } from '../../use-cases/message-ports.ts';
import type { Clock, StorePort } from '../../use-cases/ports.ts';
import type { MessageDeps, MessageKind, Rendered } from '../messages/message.ts';
import { type Addresses, isOurs } from './addresses.ts';
import type { Answer, Calls, Trouble } from './calls.ts';
import type { Pace } from './pace.ts';

/** What every message is sent with. */
export interface Desk {
  readonly client: Pick<WebClient, 'apiCall' | 'chat' | 'conversations' | 'files'>;
  readonly kinds: ReadonlyMap<string, MessageKind>;
  readonly store: StorePort;
  readonly deps: () => MessageDeps;
  readonly calls: Calls;
  readonly addresses: Addresses;
  readonly pace: Pace;
  /** Waits; false = the sender stops meanwhile. */
  readonly pause: (ms: number) => Promise<boolean>;
  readonly reached: Failpoint;
  /** Slack refuses our token: nothing can be sent until it takes it again. */
  readonly onRefused: (error: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A message on its way. */
export interface Errand {
  readonly kind: MessageKind;
  /** The oldest of its intents. */
  readonly head: ClaimedIntent;
  /** All of them: of the same kind, subject and audience, oldest first. Renewed when Slack is asked. */
  claims: readonly ClaimedIntent[];
  readonly subjectKey: string;
  readonly rendered: Rendered;
  /** The message in whose thread it belongs; null = it stands by itself. */
  readonly thread: Pick<SentMessage, 'channel' | 'ts'> | null;
  /** Slack may have taken it before. */
  doubt: boolean;
}

/** Said where it may stand there already. */
export const REPEAT = 'Repeated: it may have reached you before.';

/**
 * One call that people see something of: at the conversation's pace, and only while the claims are ours. Null: they
 * are not any more, or the sender stops; nothing was sent.
 */
export async function ask<T>(
  desk: Desk,
  errand: Pick<Errand, 'claims' | 'head'>,
  method: 'chat.postMessage' | 'chat.update' | 'files.completeUploadExternal',
  channel: string,
  call: () => Promise<T>,
): Promise<Answer<T> | null> {
  const forbidden = desk.calls.waitsUntil(method);
  if (forbidden !== null) return { kind: 'wait', until: forbidden };
  if (!(await desk.pause(desk.pace.take(channel, errand.head.audience)))) return null;
  const claims = await desk.store.messages.asking(errand.claims, desk.clock.now());
  if (claims === null) return null;
  errand.claims = claims;
  desk.reached('outbox.asking');
  const answer = await desk.calls.ask(method, call);
  desk.reached('outbox.answered');
  return answer;
}

/** It stands in Slack; null: as it stood before, or nobody knows where. */
export async function settleSent(
  { store, clock, reached }: Desk,
  { claims }: Pick<Errand, 'claims'>,
  message: SentMessage | null,
): Promise<void> {
  await store.messages.settle(claims, { state: 'sent', message, at: clock.now() });
  reached('outbox.settled');
}

export async function settleDropped(
  { store, clock, log }: Pick<Desk, 'store' | 'clock' | 'log'>,
  claims: readonly ClaimedIntent[],
  error: string,
): Promise<void> {
  log.info({ kind: claims[0]?.kind, why: error }, 'a message is not sent');
  await store.messages.settle(claims, { state: 'dropped', at: clock.now(), error });
}

/** Slack does not want it for what is in it, or for a reason that we do not know: our bug either way. */
export async function settleRefused(desk: Desk, { claims, kind }: Errand, error: string): Promise<void> {
  desk.log.error({ kind: kind.name, error }, 'Slack refuses a message');
  await desk.store.messages.settle(claims, { state: 'dropped', at: desk.clock.now(), error });
}

/** Tries again when it may help. A lost answer to `post` leaves doubt, and so does doubt that nobody could end. */
export async function settleForLater(
  desk: Desk,
  { claims, head, doubt }: Errand,
  trouble: Trouble,
): Promise<void> {
  const { messages } = desk.store;
  if (trouble.kind === 'refused' && isOurs(trouble.error)) desk.onRefused(trouble.error);
  const error = trouble.kind === 'wait' ? 'Slack asks to wait' : wordsOf(trouble);
  const notBefore = trouble.kind === 'wait' ? trouble.until : desk.clock.now() + patience(head.attempts);
  desk.log.info({ kind: head.kind, error, doubt }, 'a message waits');
  const [first, ...rest] = claims;
  if (first === undefined) return;
  const pending = { state: 'pending', notBefore, error, asked: true } as const;
  // Only one of them stands in the message.
  await messages.settle([first], doubt ? { state: 'ambiguous', notBefore, error } : pending);
  for (const one of rest)
    await messages.settle(
      [one],
      one.was === 'ambiguous' ? { state: 'ambiguous', notBefore, error } : pending,
    );
  desk.reached('outbox.settled');
}

function wordsOf(trouble: Exclude<Trouble, { kind: 'wait' }>): string {
  return trouble.kind === 'refused' ? trouble.error : trouble.trouble;
}

/** A post that timed out here may arrive there later still: nobody looks for it before. */
const SHORTEST: Duration = 15 * SECOND;
const LONGEST: Duration = 5 * MINUTE;

function patience(attempts: number): Duration {
  return Math.min(LONGEST, SHORTEST * 2 ** Math.min(attempts, 10));
}
