import { describeFactChanges } from '../domain/fact-changes.ts';
import type { Context } from './context.ts';
import { evaluateSlice } from './evaluate-services.ts';
import type { ServiceRecord } from './ports.ts';
import type { CollectorTrouble } from './verbs.ts';

/**
 * Asks the collectors about one service (all of them, or `only` those named), keeps what they said and
 * re-evaluates, in one transaction: nobody ever sees new facts beside old outcomes.
 */
export async function collectFacts(
  context: Context,
  record: ServiceRecord,
  only?: readonly string[],
): Promise<readonly CollectorTrouble[]> {
  const previous = (await context.store.facts.of([record.key])).get(record.key) ?? [];
  const { documents, trouble } = await context.collecting.collect(record, previous, only);
  const inForce = await context.scorecards();
  const changes = describeFactChanges(previous, documents);
  await context.store.transaction(async (ports) => {
    await ports.facts.save(documents.map((document) => ({ key: record.key, document })));
    await evaluateSlice(
      { ...context, store: ports },
      inForce,
      [record.key],
      changes === '' ? 'collected again' : changes,
    );
  });
  return trouble;
}
