/**
 * What is said of an exception that was asked for together with others, said once of them all. Kinds and subjects:
 * - `exception-batch-request` `{ batch }`: to everybody who was asked about one of them; follows them all;
 * - `exception-batch-heard` `{ batch, team }`: to the owners, once, of those that are theirs;
 * - `exception-batch-told` `{ batch, what }`: to the requester, of those of which that became (`what` as in
 *   `exception-told`); a `question` that was asked about many (`said`) is told once, and follows its answers;
 *   what is over (`expired`) is told of those that ended together (`until`);
 * - `exception-batch-ending` `{ batch, days, until }`: to the requester, of those that end together;
 * - `exception-batch-outcome` `{ batch }`: in a channel, of those that are told there;
 * - `exception-batch-reminder` `{ batch, revision, why }`: to who was asked and has not answered; or, `why: answered`
 *   with `said`, to whoever asked about many what the requester said to it.
 * What is stuck, and what is asked or answered about one of them, is said of each.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Exception } from '../../domain/exceptions/exception.ts';
import { SECOND } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Intent } from '../message-ports.ts';
import { subjectKey } from '../subject-key.ts';

export interface InBatch {
  /** Null: it was just asked, or nothing changed. */
  readonly before: Pick<Exception, 'batch' | 'until'> | null;
  readonly after: Pick<Exception, 'id' | 'batch' | 'talk' | 'until'>;
  /** The owning team's id. */
  readonly team: string | undefined;
}

/** What becomes of many at once is written into each after the other: it is told once it is in all of them. */
const GATHERED = 2 * SECOND;

/** An exception that is asked for by itself is told by itself; one that left its batch, in both ways. */
export function inBatch(intents: readonly Intent[], { before, after, team }: InBatch): readonly Intent[] {
  const left = before?.batch ?? null;
  const { id, batch, talk } = after;
  // What was said of an end was said of the one that stood then.
  const { until } = before ?? after;
  if (batch !== null) return intents.map((intent) => ofBatch(intent, { id, batch, talk, until, team }));
  // What was said of the batch is told, and answered, there.
  const own = intents.filter((intent) => saidIn(intent, talk) === null);
  if (left === null) return own;
  const requests = intents.filter(({ kind }) => kind === 'exception-request');
  const member = { id, batch: left, talk, until, team };
  return [...own, ...requests.map((intent) => ofBatch({ ...intent, id: uuidv7() }, member))];
}

/** What an intent is about that was said of many in one go; null: it is about nothing that was said, or about one. */
function saidIn({ subject }: Intent, talk: Exception['talk']): string | null {
  const place = subject.what === 'question' || subject.why === 'answered' ? subject.talk : null;
  return (typeof place === 'number' ? talk[place]?.together : undefined) ?? null;
}

interface Member extends Pick<Exception, 'id' | 'talk' | 'until'> {
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
  const isGathered = 'said' in subject || subject.what === 'expired';
  const notBefore = intent.notBefore + (isGathered ? GATHERED : 0);
  return { ...intent, kind, subject, notBefore, dedupeKey: `${kind}:${subjectKey(subject)}:${own}:${to}` };
}

function subjectInBatch(intent: Intent, { batch, talk, until, team }: Member): JsonObject | null {
  const { kind, subject } = intent;
  const { what, why, revision } = subject;
  const said = saidIn(intent, talk);
  switch (kind) {
    case 'exception-request':
    case 'exception-outcome':
      return { batch };
    case 'exception-heard':
      return { batch, team: team ?? null };
    case 'exception-told':
      if (what === 'question') return said === null ? null : { batch, what, said };
      if (what === 'expired') return { batch, what, until };
      return what === undefined ? null : { batch, what };
    case 'exception-ending':
      return { batch, days: subject.days ?? null, until };
    case 'exception-reminder':
      if (said !== null) return { batch, why: 'answered', said };
      return (why === 'waiting' || why === 'again') && revision !== undefined
        ? { batch, revision, why }
        : null;
    default:
      return null;
  }
}
