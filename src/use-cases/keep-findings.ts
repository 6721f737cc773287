import { setImmediate as breathe } from 'node:timers/promises';
import { describeFactChanges, type Telling } from '../domain/fact-changes.ts';
import type { Instant } from '../domain/instant.ts';
import { nextCollection } from '../domain/next-collection.ts';
import type { Finding } from './ask-collector.ts';
import type { Collection } from './collection-ports.ts';
import type { Context, ScorecardsInForce } from './context.ts';
import { factAt } from './described-facts.ts';
import { evaluateSlice, SLICE } from './evaluate-services.ts';
import { intervalOf } from './interval-of.ts';
import { keepCollectorState } from './keep-collector-state.ts';
import { type Newcomers, NONE } from './newcomers.ts';
import type { Ports } from './ports.ts';
import { sensitiveFacts } from './sensitive-facts.ts';

/**
 * Keeps what was learned, when each service is due again, what its outcomes are now, and how its collectors are. All
 * of it about one service is one transaction: nobody ever sees new facts beside old outcomes.
 * @param newcomers services that are judged a little later; absent = none
 */
export async function keepFindings(
  context: Context,
  findings: readonly Finding[],
  newcomers: Newcomers = NONE,
): Promise<void> {
  const byService = [...Map.groupBy(findings, ({ attempt }) => attempt.key)];
  for (let start = 0; start < byService.length; start += SLICE) {
    await keepSlice(context, new Map(byService.slice(start, start + SLICE)), newcomers);
    await breathe();
  }
}

async function keepSlice(
  context: Context,
  byService: ReadonlyMap<string, readonly Finding[]>,
  newcomers: Newcomers,
): Promise<void> {
  const inForce = await context.scorecards();
  const telling = tellingOf(context, inForce);
  const findings = [...byService.values()].flat();
  const byCollector = [...Map.groupBy(findings, ({ collector }) => collector)];
  const now = context.clock.now();
  await context.store.transaction(async (ports) => {
    await ports.facts.save(
      findings.flatMap(({ attempt: { key, documents } }) => documents.map((document) => ({ key, document }))),
    );
    for (const [, found] of byCollector) await recordNext(ports, inForce, found, now);
    // Whoever asks something gets the event loop between the steps.
    await breathe();
    const ready = await newcomers.ready(ports, [...byService.keys()], now);
    await evaluateSlice({ ...context, store: ports }, inForce, ready, (key) =>
      causeOf(byService.get(key) ?? [], telling),
    );
    const states = await ports.collections.states();
    for (const [collector, found] of byCollector) {
      await keepCollectorState(
        context,
        ports,
        { collector, known: states.get(collector.source.collector) },
        found,
        now,
      );
    }
  });
}

/** How the history tells facts. */
export function tellingOf({ catalogue }: Pick<Context, 'catalogue'>, inForce: ScorecardsInForce): Telling {
  const words = (path: string) => factAt(catalogue, path)?.words ?? path;
  return { words, sensitive: sensitiveFacts(inForce) };
}

function causeOf(findings: readonly Finding[], telling: Telling): string {
  const previous = findings.flatMap((finding) => finding.previous);
  const next = findings.flatMap(({ attempt }) => attempt.documents);
  return describeFactChanges(previous, next, telling) || 'collected again';
}

/** @param found of one collector */
async function recordNext(
  { collections }: Ports,
  inForce: ScorecardsInForce,
  found: readonly Finding[],
  now: Instant,
): Promise<void> {
  const [first] = found;
  if (first === undefined) return;
  const { source } = first.collector;
  const interval = intervalOf(inForce, source);
  const current = await collections.of(
    found.map(({ attempt }) => attempt.key),
    source.collector,
  );
  await collections.record(
    found.map(({ attempt: { key, result }, before }): Collection => {
      const known = current.get(key);
      const seed = `${key} ${source.collector}`;
      const next = nextCollection(known, result, { now, interval, seed });
      return { key, collector: source.collector, ...next, dueAt: hastened(before, known) ?? next.dueAt };
    }),
  );
}

/** What somebody made due while it was being asked stays due: the answer may be older than what it is about. */
function hastened(before: Collection | undefined, now: Collection | undefined): Instant | undefined {
  return before !== undefined && now !== undefined && now.dueAt < before.dueAt ? now.dueAt : undefined;
}
