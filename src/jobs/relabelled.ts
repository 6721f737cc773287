import { tellRelabelled } from '../use-cases/upkeep/tell-relabelled.ts';
import { defineJob } from './job.ts';

export const relabelled = defineJob({
  name: 'relabelled',
  summary:
    "Tells a tier's approvers of services that were given a lower tier, left production or changed their type in files.",
  every: '*/5 * * * *',
  async run(now, deps) {
    const { told } = await tellRelabelled(deps, now);
    if (told > 0) deps.log.info({ told }, 'told of labels that ask less');
  },
});
