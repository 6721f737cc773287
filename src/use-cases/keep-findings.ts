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
import { keepCollectorStates } from './keep-collector-states.ts';
import { keepFacts } from './keep-facts.ts';
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
  const told = findings.flatMap(({ attempt: { key, documents } }) =>
    documents.map((document) => ({ key, document })),
  );
  const now = context.clock.now();
  await context.store.transaction(
    async (ports) => {
      const kept = await keepFacts(ports.facts, [...byService.keys()], told);
      await recordNext(ports, inForce, findings, now);
      // Whoever asks something gets the event loop between the steps.
      await breathe();
      const ready = await newcomers.ready(ports, [...byService.keys()], now);
      const causeFor = (key: string) => causeOf(byService.get(key) ?? [], telling);
      await evaluateSlice({ ...context, store: ports }, inForce, ready, causeFor, kept);
      await keepCollectorStates(context, ports, findings, now);
    },
    { kept: 'soon' },
  );
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

async function recordNext(
  { collections }: Ports,
  inForce: ScorecardsInForce,
  findings: readonly Finding[],
  now: Instant,
): Promise<void> {
  const keys = [...new Set(findings.map(({ attempt }) => attempt.key))];
  const sources = [...new Set(findings.map(({ collector }) => collector.source))];
  const names = sources.map(({ collector }) => collector);
  const current = new Map((await collections.of(keys, names)).map((one) => [pairOf(one), one]));
  const intervals = new Map(sources.map((source) => [source, intervalOf(inForce, source)]));
  await collections.record(
    findings.map(({ collector: { source }, attempt: { key, result }, before }): Collection => {
      const pair = { key, collector: source.collector };
      const known = current.get(pairOf(pair));
      const interval = intervals.get(source) ?? source.interval;
      const next = nextCollection(known, result, { now, interval, seed: pairOf(pair) });
      return { ...pair, ...next, dueAt: hastened(before, known) ?? next.dueAt };
    }),
  );
}

function pairOf({ key, collector }: Pick<Collection, 'key' | 'collector'>): string {
  return `${key} ${collector}`;
}

/** What somebody made due while it was being asked stays due: the answer may be older than what it is about. */
function hastened(before: Collection | undefined, now: Collection | undefined): Instant | undefined {
  return before !== undefined && now !== undefined && now.dueAt < before.dueAt ? now.dueAt : undefined;
}
