import { makeDigests } from '../use-cases/digests/make-digests.ts';
import { defineJob } from './job.ts';

export const digests = defineJob({
  name: 'digests',
  summary:
    "Posts each team channel's weekly digest and the organisation's at their hour, in their zone; one that was slept through comes within working hours of the same week.",
  every: '*/5 * * * *',
  async run(now, deps) {
    const made = await makeDigests(deps, now);
    if (made > 0) deps.log.info({ made }, 'digests made');
  },
});
