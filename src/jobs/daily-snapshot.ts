import { Temporal } from 'temporal-polyfill';
import { defineJob } from './job.ts';

export const dailySnapshot = defineJob({
  name: 'daily-snapshot',
  summary: "Keeps each day's bar, level and score, so that a past day can be shown and trends be drawn.",
  every: '7 * * * *',
  async run(now, deps) {
    const day = Temporal.Instant.fromEpochMilliseconds(now)
      .toZonedDateTimeISO(deps.policy.timezone)
      .toPlainDate();
    await deps.store.evaluations.snapshot(day.toString(), now);
  },
});
