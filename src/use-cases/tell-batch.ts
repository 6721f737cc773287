import type { BatchView, Concerns } from './batch-views.ts';
import type { Context } from './context.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { rulesInForce } from './exceptions/rules-in-force.ts';
import { exceptionToTell } from './tell-exception.ts';

/** More are never asked for at once. */
const MOST = 200;
/** Of them those that a message has room to show with what was measured. */
const MOST_SHOWN = 10;

/** A batch for a message about it; null: nothing of it concerns the reader, or it is gone. */
export async function batchToTell(
  context: Context,
  id: string,
  concerns: Concerns,
): Promise<BatchView | null> {
  const { exceptions, catalog } = context.store;
  const { items } = await exceptions.list({ batch: id }, { offset: 0, limit: MOST });
  const records = await catalog.byKeys(items.map(({ serviceKey }) => serviceKey));
  const its = items
    .filter((one) => {
      const record = records.get(one.serviceKey);
      return record !== undefined && concerns(one, record);
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const lines = await exceptionLines(catalog, rulesInForce(await context.scorecards()), its);
  const shown = await Promise.all(its.slice(0, MOST_SHOWN).map((one) => exceptionToTell(context, one.id)));
  const whole = shown.filter((one) => one !== null);
  return whole.length === 0 ? null : { id, lines, shown: whole };
}
