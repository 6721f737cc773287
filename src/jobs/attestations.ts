import { remindAttestations } from '../use-cases/remind-attestations.ts';
import { defineJob } from './job.ts';

export const attestations = defineJob({
  name: 'attestations',
  summary:
    'Tells whoever attested a rule seven days and one day before it ends; stewards find it in their reminder.',
  every: '*/5 * * * *',
  async run(now, deps) {
    const { told } = await remindAttestations(deps, now);
    if (told > 0) deps.log.info({ told }, 'told of attestations that end');
  },
});
