import { pursueApprovers, tellEndings } from '../use-cases/keep-exceptions.ts';
import { defineJob } from './job.ts';

export const exceptionReminders = defineJob({
  name: 'exception-reminders',
  summary:
    'Tells requesters seven days and one day before an exception ends, reminds approvers after one working day, and asks the fallback approvers after three.',
  every: '*/5 * * * *',
  async run(_now, deps) {
    await tellEndings(deps);
    await pursueApprovers(deps);
  },
});
