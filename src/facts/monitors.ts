import { count, defineNamespace, entry, flag, list, oneOf, text } from './namespace.ts';

/** What watches the service. */
export const monitors = defineNamespace(
  { name: 'monitors', words: 'monitoring', summary: 'The monitors and alert rules that watch the service.' },
  {
    count: count('Monitors or alert rules of the service.', 'monitors'),
    alerting: count('Those that are alerting.', 'alerting monitors'),
    without_data: count('Those that receive nothing to judge.', 'monitors without data'),
    muted: count('Those that tell nobody.', 'muted monitors'),
    all: list(
      entry({
        name: text('What it is called.', 'monitor'),
        type: text('What kind it is, in the words of its system.', 'type'),
        status: oneOf(['ok', 'warning', 'alerting', 'no_data'], 'What it says.', 'status'),
        muted: flag('Whether it tells nobody.', 'muted', 'it is muted', 'it is not muted'),
        url: text('Where to see it.', 'monitor'),
      }),
      'Each of them.',
      'monitors',
    ),
  },
);
