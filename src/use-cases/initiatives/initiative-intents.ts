/** What is to be said of an initiative, and to whom. */
import { v7 as uuidv7 } from 'uuid';
import type { Initiative } from '../../domain/initiative.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Audience, Intent } from '../message-ports.ts';

/** `drafted`: to whom it was drafted for; `week`: the owner's list; all others are for its channel. */
export type InitiativeNews =
  | 'drafted'
  | 'start'
  | 'half'
  | 'last-week'
  | 'extended'
  | 'met'
  | 'ended'
  | 'cancelled'
  | 'week';

/** Said in its channel, and without one nowhere. Once for each deadline that it had; half way once, wherever that is. */
export function toChannel(initiative: Initiative, what: InitiativeNews, now: Instant): readonly Intent[] {
  const { channel, deadline } = initiative;
  return channel === null
    ? []
    : [intentTo({ kind: 'channel', channel }, initiative, { what, deadline }, now)];
}

/** How it came out: where there is no channel its owner hears it. */
export function tellEnd(initiative: Initiative, what: InitiativeNews, now: Instant): readonly Intent[] {
  return initiative.channel === null
    ? [toOwner(initiative, what, `${initiative.deadline}`, now)]
    : toChannel(initiative, what, now);
}

/** `once`: what makes it another message than the one before. */
export function toOwner(initiative: Initiative, what: InitiativeNews, once: string, now: Instant): Intent {
  return intentTo({ kind: 'person', person: initiative.owner }, initiative, { what, once }, now);
}

function intentTo(
  audience: Audience,
  { id: initiative }: Initiative,
  about: JsonObject,
  now: Instant,
): Intent {
  return {
    id: uuidv7(),
    kind: 'initiative',
    audience,
    subject: { initiative, ...about },
    dedupeKey: ['initiative', initiative, ...(about.what === 'half' ? ['half'] : Object.values(about))].join(
      ':',
    ),
    createdAt: now,
    notBefore: now,
  };
}
