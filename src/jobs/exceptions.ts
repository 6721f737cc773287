import { endExceptions } from '../use-cases/keep-exceptions.ts';
import { reviewExceptions } from '../use-cases/review-exceptions.ts';
import { defineJob } from './job.ts';

export const exceptions = defineJob({
  name: 'exceptions',
  summary:
    'Ends exceptions whose time is over or whose service or rule is gone, and asks again where a tier was raised or a rule changed its meaning under them.',
  every: '* * * * *',
  async run(_now, deps) {
    const ended = await endExceptions(deps);
    const reviewed = await reviewExceptions(deps);
    if (ended + reviewed > 0) deps.log.info({ ended, reviewed }, 'exceptions kept');
  },
});
