/**
 * What is said because of reminders. Kinds and subjects, which `slack/messages` renders:
 * - `nudge` `{ nudge }`: to a person or a team's channel; follows what is left of it;
 * - `escalation` `{ service, gap, step }`: to the team's channel, or the tier's approvers, once each;
 * - `storm` `{ storm }`: to admins: reminders are held back; follows what they decide;
 * - `ownerless` `{ week }`: to admins, once a week.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Audience, Intent } from '../message-ports.ts';
import { subjectKey } from '../subject-key.ts';
import { audienceKey } from './audience-key.ts';

export type NudgingKind = 'nudge' | 'escalation' | 'storm' | 'ownerless';

/** `occasion`: what sets it apart from what was said before of the same subject. */
export function intentOf(
  kind: NudgingKind,
  about: { readonly subject: JsonObject; readonly audience: Audience; readonly occasion: string },
  now: Instant,
): Intent {
  const { subject, audience, occasion } = about;
  return {
    id: uuidv7(),
    kind,
    audience,
    subject,
    dedupeKey: `${kind}:${subjectKey(subject)}:${occasion}:${audienceKey(audience)}`,
    createdAt: now,
    notBefore: now,
  };
}
