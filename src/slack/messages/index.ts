import { attestationEnding } from './attestation-ending.ts';
import { collectionProgress } from './collection-progress.ts';
import type { MessageKind } from './message.ts';
import { outage } from './outage.ts';
import { undelivered } from './undelivered.ts';

/** Every kind of message that is sent unasked. */
export const messageKinds: readonly MessageKind[] = [
  outage,
  undelivered,
  collectionProgress,
  attestationEnding,
];
