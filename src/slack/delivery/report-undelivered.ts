import { v7 as uuidv7 } from 'uuid';
import type { JsonObject } from '../../domain/json.ts';
import type { Audience, Intent } from '../../use-cases/message-ports.ts';
import { audienceKey } from './addresses.ts';
import type { Desk, Errand } from './errand.ts';

/** That message's own kind: it is not reported in turn. */
const NAME = 'undelivered';

/** Tells the other admins, once in a month, that an audience cannot be reached. */
export async function reportUndelivered(
  { store, deps, clock, log }: Desk,
  { kind }: Errand,
  audience: Audience,
  reason: string,
): Promise<void> {
  log.warn({ kind: kind.name, audience, reason }, 'a message did not reach its audience');
  if (kind.name === NAME) return;
  const now = clock.now();
  const month = new Date(now).toISOString().slice(0, 7);
  const subject: JsonObject =
    audience.kind === 'person' ? { person: audience.person, reason } : { channel: audience.channel, reason };
  const intents = deps().policy.admins.flatMap((person): Intent[] => {
    if (audience.kind === 'person' && audience.person === person) return [];
    const dedupeKey = `${NAME}:${audienceKey(audience)}:${reason}:${month}:${person}`;
    const intent = { id: uuidv7(), kind: NAME, audience: { kind: 'person', person }, subject } as const;
    return [{ ...intent, dedupeKey, createdAt: now, notBefore: now }];
  });
  await store.messages.add(intents);
}
