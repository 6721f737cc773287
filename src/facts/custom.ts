import { defineOpenNamespace } from './namespace.ts';

/** Whatever an organisation writes into its catalog or pushes from its pipelines. */
export const custom = defineOpenNamespace({
  name: 'custom',
  words: 'custom facts',
  summary:
    'Whatever an organisation writes into its catalog or pushes from its pipelines: `custom.load_test.passed`, `custom["incident-process-documented"]`. Pushed values win by top key. Always counts as collected.',
});
