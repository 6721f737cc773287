import { DAY } from '../src/domain/instant.ts';
import type { Scorecard } from '../src/domain/scorecard.ts';
import { rules } from './evaluate-rules.ts';

/** The benches' fifty rules as an organisation would have them in force. */
export function scorecard(): Scorecard {
  return {
    id: 'bench',
    name: 'Bench',
    maintainers: [],
    levels: ['bronze', 'silver', 'gold'],
    rules: rules.map(({ cel }, index) => ({
      id: `rule-${index}`,
      title: `Rule ${index}`,
      level: ['bronze', 'silver', 'gold'][index % 3] ?? 'bronze',
      expression: cel,
      weight: 1,
      controls: [],
      why: 'w',
      fix: 'f',
      required: index % 5 === 0,
      stage: 'enforced',
      exceptions: 'allowed',
      nudge: true,
      sensitive: false,
      hold: 14 * DAY,
      onMissing: 'fail',
    })),
  };
}
