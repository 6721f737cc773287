import { atMost } from '../domain/at-most.ts';
import type { FactDocument } from '../domain/fact.ts';
import { describeFactChanges, type Telling } from '../domain/fact-changes.ts';
import type { Context, ScorecardsInForce } from './context.ts';
import { factAt } from './described-facts.ts';
import { evaluateSlice } from './evaluate-services.ts';
import type { ServiceRecord } from './ports.ts';
import { sensitiveFacts } from './sensitive-facts.ts';
import type { CollectorTrouble } from './verbs.ts';

/** A service and the collectors to be asked about it; absent = all. */
export interface Asked {
  readonly record: ServiceRecord;
  readonly only?: readonly string[];
}

/** Services asked about at the same time: their answers wait for disks and vendors, not for us. */
const AT_ONCE = 8;

/**
 * Asks the collectors about these services (a slice of at most 200), keeps what they said and re-evaluates, in one
 * transaction: nobody ever sees new facts beside old outcomes. Tells what went wrong, by service key.
 */
export async function collectFacts(
  context: Context,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, readonly CollectorTrouble[]>> {
  const keys = asked.map(({ record }) => record.key);
  const previous = await context.store.facts.of(keys);
  const telling = tellingOf(context, await context.scorecards());
  const collected = await atMost(AT_ONCE, asked, async ({ record, only }) => {
    const before = previous.get(record.key) ?? [];
    const { documents, trouble } = await context.collecting.collect(record, before, only);
    return { key: record.key, documents, trouble, changes: describeFactChanges(before, documents, telling) };
  });
  await keep(context, collected);
  return new Map(collected.map(({ key, trouble }) => [key, trouble]));
}

function tellingOf({ catalogue }: Context, inForce: ScorecardsInForce): Telling {
  const words = (path: string) => factAt(catalogue, path)?.words ?? path;
  return { words, sensitive: sensitiveFacts(inForce) };
}

interface Collected {
  readonly key: string;
  readonly documents: readonly FactDocument[];
  /** In words; empty = no value differs. */
  readonly changes: string;
}

async function keep(context: Context, collected: readonly Collected[]): Promise<void> {
  const inForce = await context.scorecards();
  const causes = new Map(collected.map(({ key, changes }) => [key, changes]));
  const cause = (key: string) => causes.get(key) || 'collected again';
  await context.store.transaction(async (ports) => {
    await ports.facts.save(
      collected.flatMap(({ key, documents }) => documents.map((document) => ({ key, document }))),
    );
    await evaluateSlice({ ...context, store: ports }, inForce, [...causes.keys()], cause);
  });
}
