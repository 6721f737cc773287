/**
 * What is said of an exception that was asked for together with others, said once of them all. Kinds and subjects:
 * - `exception-batch-request` `{ batch }`: to everybody who was asked about one of them; follows them all;
 * - `exception-batch-heard` `{ batch, team }`: to the owners, once, of those that are theirs;
 * - `exception-batch-told` `{ batch, what }`: to the requester, of those of which that became (`what` as in
 *   `exception-told`, but questions, which are about one);
 * - `exception-batch-outcome` `{ batch }`: in a channel, of those that are told there;
 * - `exception-batch-reminder` `{ batch, revision, why }`: to who was asked and has not answered.
 * What ends soon, is stuck, asked or answered is said of each.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Exception } from '../../domain/exceptions/exception.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Intent } from '../message-ports.ts';
import { subjectKey } from '../subject-key.ts';

export interface InBatch {
  /** Null: it was just asked, or nothing changed. */
  readonly before: Pick<Exception, 'batch'> | null;
  readonly after: Pick<Exception, 'id' | 'batch'>;
  /** The owning team's id. */
  readonly team: string | undefined;
}

/** An exception that is asked for by itself is told by itself; one that left its batch, in both ways. */
export function inBatch(intents: readonly Intent[], { before, after, team }: InBatch): readonly Intent[] {
  const left = before?.batch ?? null;
  const { id, batch } = after;
  if (batch !== null) return intents.map((intent) => ofBatch(intent, { id, batch, team }));
  if (left === null) return intents;
  const requests = intents.filter(({ kind }) => kind === 'exception-request');
  const redrawn = requests.map((intent) => ofBatch({ ...intent, id: uuidv7() }, { id, batch: left, team }));
  return [...intents, ...redrawn];
}

interface Member {
  readonly id: string;
  readonly batch: string;
  readonly team: string | undefined;
}

function ofBatch(intent: Intent, member: Member): Intent {
  const subject = subjectInBatch(intent, member);
  if (subject === null) return intent;
  const { audience } = intent;
  const to = audience.kind === 'person' ? audience.person : audience.channel;
  const occasion = intent.dedupeKey.slice(
    `${intent.kind}:${subjectKey(intent.subject)}:`.length,
    -to.length - 1,
  );
  const kind = intent.kind.replace('exception-', 'exception-batch-');
  // What they all begin with is said once; each later version of one of them is told of.
  const own = /v\d+$/.test(occasion) && !/v1$/.test(occasion) ? `${member.id} ${occasion}` : occasion;
  return { ...intent, kind, subject, dedupeKey: `${kind}:${subjectKey(subject)}:${own}:${to}` };
}

function subjectInBatch({ kind, subject }: Intent, { batch, team }: Member): JsonObject | null {
  const { what, why, revision } = subject;
  switch (kind) {
    case 'exception-request':
    case 'exception-outcome':
      return { batch };
    case 'exception-heard':
      return { batch, team: team ?? null };
    case 'exception-told':
      return what === undefined || what === 'question' ? null : { batch, what };
    case 'exception-reminder':
      return (why === 'waiting' || why === 'again') && revision !== undefined
        ? { batch, revision, why }
        : null;
    default:
      return null;
  }
}
