import { keepInitiatives } from '../use-cases/initiatives/keep-initiatives.ts';
import { defineJob } from './job.ts';

export const initiatives = defineJob({
  name: 'initiatives',
  summary:
    'Follows who is how far with running initiatives, keeps each day’s counts, ends what is met or over, and tells channels (half way, last week, the end) and owners (Mondays, what is left).',
  every: '*/5 * * * *',
  async run(_now, deps) {
    const { over, told } = await keepInitiatives(deps);
    if (over + told > 0) deps.log.info({ over, told }, 'initiatives kept');
  },
});
