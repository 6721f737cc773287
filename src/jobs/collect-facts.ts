import { collectDue } from '../use-cases/collect-due.ts';
import { defineJob } from './job.ts';

export const collectDueFacts = defineJob({
  name: 'collect-facts',
  summary:
    'Asks each collector again about the services whose last answer, or last try, is older than its interval.',
  every: '*/5 * * * *',
  async run(_now, deps) {
    const report = await collectDue(deps);
    if (report.collected > 0) deps.log.info({ ...report }, 'facts collected');
  },
});
