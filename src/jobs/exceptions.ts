import { endExceptions, pursueApprovers, tellEndings } from '../use-cases/keep-exceptions.ts';
import { reviewExceptions } from '../use-cases/review-exceptions.ts';
import { defineJob } from './job.ts';

export const exceptions = defineJob({
  name: 'exceptions',
  summary:
    'Ends exceptions whose time is over, asks again where a tier or a rule changed under them, reminds approvers after one working day, asks the fallback approvers after three, and tells requesters and owners seven days and one day before the end.',
  every: '* * * * *',
  async run(_now, deps) {
    const ended = await endExceptions(deps);
    const reviewed = await reviewExceptions(deps);
    if (ended + reviewed > 0) deps.log.info({ ended, reviewed }, 'exceptions kept');
    await tellEndings(deps);
    await pursueApprovers(deps);
  },
});
