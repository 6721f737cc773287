import { count, defineNamespace, entry, flag, list, measure, text } from './namespace.ts';

/** What was promised to customers, and whether it is kept. */
export const slo = defineNamespace(
  {
    name: 'slo',
    words: 'service levels',
    summary: 'The service level objectives: what was promised to customers, and whether it is kept.',
  },
  {
    count: count('Objectives that are defined.', 'service level objectives'),
    breached: flag(
      'Whether any objective is below its target over its window. Without an objective it has no value.',
      'breached objectives',
      'a service level objective is breached',
      'all service level objectives are met',
    ),
    breached_count: count('Objectives below their target over their window.', 'breached objectives'),
    error_budget_remaining: measure(
      'The smallest error budget left over all objectives, in percent of the budget; below 0 = overspent.',
      'error budget left',
      '%',
    ),
    objectives: list(
      entry({
        name: text('What it is called.', 'objective'),
        target: measure('What was promised.', 'target', '%'),
        current: measure('What is measured over the window.', 'current level', '%'),
        window_days: count('Days over which it is measured.', 'days'),
        error_budget_remaining: measure('What is left of its error budget.', 'error budget left', '%'),
        breached: flag('Whether it is below its target.', 'breached', 'it is breached', 'it is met'),
        url: text('Where to see it.', 'objective'),
      }),
      'Each of them.',
      'service level objectives',
    ),
  },
);
