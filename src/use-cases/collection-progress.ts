import { v7 as uuidv7 } from 'uuid';
import { type Duration, SECOND } from '../domain/instant.ts';
import type { Audience, Intent, Run } from './message-ports.ts';

/** The person at a terminal has a progress bar there. */
export const AT_THE_SHELL = 'cli';

/** Who is told how far it is; null = nobody. */
export function collectionAudience(causedBy: string): Audience | null {
  return causedBy === AT_THE_SHELL ? null : { kind: 'person', person: causedBy };
}

/** Slack lets a message change once in a while only. */
const MESSAGED_EVERY: Duration = 5 * SECOND;

/** That a run has come further, or ended: one message moves along with it. */
export function progressIntent({ id, updatedAt, endedAt }: Run, audience: Audience): Intent {
  const step = endedAt === null ? Math.floor(updatedAt / MESSAGED_EVERY) : 'ended';
  return {
    id: uuidv7(),
    kind: 'collection-progress',
    audience,
    subject: { run: id },
    dedupeKey: `collection-progress:${id}:${step}`,
    createdAt: updatedAt,
    notBefore: updatedAt,
  };
}
