import { defineOpenNamespace } from './namespace.ts';

/** What people state where no system can tell. Filled by attestations, one key per rule. */
export const attested = defineOpenNamespace({
  name: 'attested',
  words: 'attestations',
  summary:
    'What a person states because no system can tell, by rule: `attested["restore-drill"]` has `by`, `at`, `evidence` and `expires_at`. Always counts as collected.',
});
