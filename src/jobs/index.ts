import { attestations } from './attestations.ts';
import { collectDueFacts } from './collect-facts.ts';
import { dailySnapshot } from './daily-snapshot.ts';
import { digests } from './digests.ts';
import { exceptionReminders } from './exception-reminders.ts';
import { exceptions } from './exceptions.ts';
import { importCatalogAgain } from './import-catalog.ts';
import { initiatives } from './initiatives.ts';
import type { Job } from './job.ts';
import { nudges } from './nudges.ts';
import { ownerless } from './ownerless.ts';
import { reconcileOutcomes } from './reconcile-outcomes.ts';
import { relabelled } from './relabelled.ts';

/** Every job, in the order in which a newcomer would read them. */
export const jobs: readonly Job[] = [
  importCatalogAgain,
  relabelled,
  collectDueFacts,
  reconcileOutcomes,
  exceptions,
  exceptionReminders,
  attestations,
  initiatives,
  nudges,
  ownerless,
  dailySnapshot,
  digests,
];
