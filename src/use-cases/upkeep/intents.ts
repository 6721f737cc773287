/**
 * What is said because of what people write of the catalog. Kinds and subjects:
 * - `ownership-claim` `{ claim }`: to the team that a service is said to be of; follows what they answer;
 * - `claim-decided` `{ claim }`: to whoever said so;
 * - `relabel-request` `{ relabelling }`: to each of those who decide; follows the state;
 * - `relabel-decided` `{ relabelling }`: to the requester;
 * - `relabelled` `{ tier, at }`: to a tier's approvers: labels that were changed elsewhere ask less;
 * - `handover` `{ team, at }`: to a team that was given services.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Audience, Intent } from '../message-ports.ts';
import type { Ports } from '../ports.ts';
import { subjectKey } from '../subject-key.ts';

export type UpkeepKind =
  | 'ownership-claim'
  | 'claim-decided'
  | 'relabel-request'
  | 'relabel-decided'
  | 'relabelled'
  | 'handover';

export interface Telling {
  readonly kind: UpkeepKind;
  readonly subject: JsonObject;
  /** What sets it apart from what was said before of the same subject. */
  readonly occasion: string;
}

export function intentsFor(
  { kind, subject, occasion }: Telling,
  audiences: readonly Audience[],
  now: Instant,
): readonly Intent[] {
  return audiences.map((audience) => {
    const to = audience.kind === 'person' ? audience.person : audience.channel;
    const dedupeKey = `${kind}:${subjectKey(subject)}:${occasion}:${to}`;
    return { id: uuidv7(), kind, audience, subject, dedupeKey, createdAt: now, notBefore: now };
  });
}

export function people(ids: readonly string[]): readonly Audience[] {
  return ids.map((person) => ({ kind: 'person', person }));
}

/** The same again to everybody who has it, so that it shows how it stands now. */
export async function redrawn(
  ports: Pick<Ports, 'messages'>,
  telling: Telling,
  now: Instant,
): Promise<readonly Intent[]> {
  const sent = await ports.messages.sent(telling.kind, subjectKey(telling.subject));
  return intentsFor(
    telling,
    sent.map(({ audience }) => audience),
    now,
  );
}
