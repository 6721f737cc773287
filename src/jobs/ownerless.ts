import { tellOwnerless } from '../use-cases/tell-ownerless.ts';
import { defineJob } from './job.ts';

export const ownerless = defineJob({
  name: 'ownerless',
  summary:
    'Tells admins once a week which services have no owner, or one of whom nobody is left: what is open there reaches no one.',
  every: '*/30 * * * *',
  async run(now, deps) {
    const { told, services } = await tellOwnerless(deps, now);
    if (told > 0) deps.log.info({ told, services }, 'told admins of services without owner');
  },
});
