import { batchEnding } from '../views/exception-batch-ending.ts';
import { batchVersion, toldBatch } from './exception/told-batch.ts';
import { stands } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/**
 * `{ batch, days, until }`: of those that end together; not sent where all have ended by now, and one that stands says
 * then what became of them.
 */
export const exceptionBatchEnding: MessageKind = {
  name: 'exception-batch-ending',
  summary:
    'An exception for many services ends in seven days, or tomorrow: to whoever asked for it, once for all that end together',
  prefers: 'missing',
  async render(about, deps) {
    const { until } = about.subject;
    if (typeof until !== 'number') return null;
    const view = await toldBatch(about, deps, (one) => one.until === until && one.from !== null);
    if (view === null) return null;
    const isLiving = view.lines.some(({ exception }) => exception.state === 'approved');
    if (!isLiving && !(await stands('exception-batch-ending', about, deps))) return null;
    return { message: batchEnding(view, until, deps.now), version: batchVersion(view) };
  },
  // The other one of them is told too, and the rule counts again in everybody's sight.
  fallbacks: async () => [],
};
