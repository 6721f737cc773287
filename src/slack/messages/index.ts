import { attestationEnding } from './attestation-ending.ts';
import { claimDecided } from './claim-decided.ts';
import { collectionProgress } from './collection-progress.ts';
import { digest } from './digest.ts';
import { digestDetailsKind } from './digest-details.ts';
import { digestMap } from './digest-map.ts';
import { escalation } from './escalation.ts';
import { exceptionBatchEnding } from './exception-batch-ending.ts';
import { exceptionBatchHeard } from './exception-batch-heard.ts';
import { exceptionBatchOutcome } from './exception-batch-outcome.ts';
import { exceptionBatchReminder } from './exception-batch-reminder.ts';
import { exceptionBatchRequest } from './exception-batch-request.ts';
import { exceptionBatchTold } from './exception-batch-told.ts';
import { exceptionEnding } from './exception-ending.ts';
import { exceptionHeard } from './exception-heard.ts';
import { exceptionOutcome } from './exception-outcome.ts';
import { exceptionReminder } from './exception-reminder.ts';
import { exceptionRequest } from './exception-request.ts';
import { exceptionStuck } from './exception-stuck.ts';
import { exceptionTold } from './exception-told.ts';
import { handover } from './handover.ts';
import { initiative } from './initiative.ts';
import type { MessageKind } from './message.ts';
import { nudge } from './nudge.ts';
import { outage } from './outage.ts';
import { ownerless } from './ownerless.ts';
import { ownershipClaim } from './ownership-claim.ts';
import { relabelDecided } from './relabel-decided.ts';
import { relabelRequest } from './relabel-request.ts';
import { relabelled } from './relabelled.ts';
import { storm } from './storm.ts';
import { undelivered } from './undelivered.ts';

/** Every kind of message that is sent unasked. */
export const messageKinds: readonly MessageKind[] = [
  outage,
  undelivered,
  collectionProgress,
  attestationEnding,
  exceptionRequest,
  exceptionHeard,
  exceptionTold,
  exceptionOutcome,
  exceptionReminder,
  exceptionStuck,
  exceptionBatchRequest,
  exceptionBatchEnding,
  exceptionBatchHeard,
  exceptionBatchTold,
  exceptionBatchOutcome,
  exceptionBatchReminder,
  exceptionEnding,
  initiative,
  digest,
  digestDetailsKind,
  digestMap,
  nudge,
  escalation,
  storm,
  ownerless,
  ownershipClaim,
  claimDecided,
  relabelRequest,
  relabelDecided,
  relabelled,
  handover,
];
