import { evaluateServices, SLICE } from '../use-cases/evaluate-services.ts';
import { endExceptions } from '../use-cases/keep-exceptions.ts';
import { defineJob } from './job.ts';

export const reconcileOutcomes = defineJob({
  name: 'reconcile-outcomes',
  summary:
    'Judges anew what the clock alone can change: facts grow stale, rules start to count, exceptions end.',
  every: '* * * * *',
  async run(now, deps) {
    // First, so that the history says that an exception ended and not just that time went by.
    await endExceptions(deps);
    const due = await deps.store.evaluations.due(now, SLICE);
    if (due.length === 0) return;
    const report = await evaluateServices(deps, due, 'time');
    deps.log.info({ ...report }, 'outcomes reconciled');
  },
});
