import { collectDue } from '../use-cases/collect-due.ts';
import { endAbandonedRuns } from '../use-cases/end-abandoned-runs.ts';
import { defineJob } from './job.ts';

export const collectDueFacts = defineJob({
  name: 'collect-facts',
  summary:
    'Asks each collector about the services that are due, longest overdue first; after a failure sooner, and never before a vendor wants to be asked again.',
  every: '* * * * *',
  // A vendor that takes an hour holds up nobody: the next tick goes on with the others.
  overlaps: true,
  async run(_now, deps) {
    const ended = await endAbandonedRuns(deps);
    if (ended > 0) deps.log.info({ ended }, 'collections that a dead process left were ended');
    const report = await collectDue(deps);
    if (report.collected > 0) deps.log.info({ ...report }, 'facts collected');
  },
});
