import { heldStorm } from '../use-cases/nudging/hold-storm.ts';
import { planNudges } from '../use-cases/plan-nudges.ts';
import { defineJob } from './job.ts';

export const nudges = defineJob({
  name: 'nudges',
  summary:
    'Reminds each steward, in their working hours and once a day at most, of what is open of theirs; tells others what stays open; changes messages that stand when something was mended.',
  every: '*/5 * * * *',
  async run(now, deps) {
    const report = await planNudges(deps, now);
    if (Object.values(report).some((count) => count > 0)) deps.log.info({ ...report }, 'reminders planned');
  },
  async due(_now, context) {
    const held = await heldStorm(context);
    return held === undefined ? null : `${held.messages} reminders are held`;
  },
});
