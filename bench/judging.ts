/**
 * What judging 10,000 services × 50 rules costs with everything round it: facts read from SQLite, outcomes with
 * reasons and evidence, history and verdicts written. One JSON line each. `node bench/judging.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as breathe } from 'node:timers/promises';
import type { FactSource } from '../src/domain/fact.ts';
import { factCatalogue } from '../src/facts/index.ts';
import { openStore } from '../src/store/open-store.ts';
import { collectTogether } from '../src/use-cases/collect-together.ts';
import type { CollectorInUse, Context } from '../src/use-cases/context.ts';
import { evaluateAll } from '../src/use-cases/evaluate-services.ts';
import { loadScorecards, scorecardReader } from '../src/use-cases/load-scorecards.ts';
import { documentsOf, factsOf, NOW, sources } from './evaluate-services.ts';
import { nothingOutside } from './outside.ts';
import { scorecard } from './scorecard.ts';
import { catalogChange } from './store-contents.ts';

const SERVICES = Number(process.env.BENCH_SERVICES ?? 10_000);
const SLICE = 200;

const folder = mkdtempSync(join(tmpdir(), 'ready-bench-'));
const store = await openStore(`sqlite:${join(folder, 'ready.db')}`);
const clock = { now: () => NOW };
await fill();

const context: Context = {
  store,
  clock,
  policy: {
    organisation: 'Bench',
    timezone: 'UTC',
    workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
    admins: [],
    tiers: [],
    defaultTier: 'tier-1',
    rollout: { mode: 'on', teams: [] },
  },
  catalogue: factCatalogue,
  sources,
  scorecards: scorecardReader(store.scorecards, factCatalogue, undefined),
  ...nothingOutside(),
  collecting: {
    collectors: sources.map(collectorOf),
    alone: (_name, work) => work(),
    aside: () => {},
    wake: () => {},
  },
};

await timed('first evaluation, all written', 3_000, () => evaluateAll(context, 'bench'));
await timed('nothing changed', 700, () => evaluateAll(context, 'bench'));
await timed('nothing changed, again', 700, () => evaluateAll(context, 'bench'));
// A bot that runs has its code compiled.
await oneChangedFact(50);
print('one changed fact', { ...percentiles(await oneChangedFact(500)), bar_p99_ms: 5 });
print('memory', { rss_mb: Math.round(process.memoryUsage.rss() / 1e6) });
await store.close();
rmSync(folder, { recursive: true });

/** In a function of its own, so that what is in the store is not held here, too: the bot does not. */
async function fill(): Promise<void> {
  const change = catalogChange(SERVICES);
  const { services } = change;
  await store.catalog.apply(change);
  await loadScorecards(store, [scorecard()], clock);
  for (let start = 0; start < services.length; start += SLICE) {
    const slice = services.slice(start, start + SLICE);
    await store.facts.save(
      slice.flatMap(({ key }, place) =>
        documentsOf(factsOf(start + place)).map((document) => ({ key, document })),
      ),
    );
  }
}

/** One fact of one service differs: its coverage. */
function collectorOf(source: FactSource): CollectorInUse {
  return {
    source,
    vendor: source.collector,
    summary: '',
    most: 1,
    concurrency: 1,
    budget: () => ({}),
    ask: async (question) =>
      question.map(({ record: { key }, previous }) => ({
        key,
        documents: previous.flatMap((document) => {
          if (document.namespace !== 'coverage') return [];
          const percent = Number(document.value?.percent ?? 0) > 50 ? 10 : 90;
          return [{ ...document, value: { ...document.value, percent } }];
        }),
        result: { kind: 'answered' },
      })),
  };
}

async function timed(what: string, bar: number, work: () => Promise<object>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await breathe();
  const start = performance.now();
  const report = await work();
  const ms = Math.round(performance.now() - start);
  await breathe();
  delay.disable();
  print(what, {
    ms,
    bar_ms: bar,
    loop_ms: Math.round(delay.max / 1e6),
    bar_loop_ms: 50,
    ...report,
  });
}

/** Milliseconds for each. */
async function oneChangedFact(times: number): Promise<readonly number[]> {
  const taken: number[] = [];
  const names = await store.catalog.names();
  for (let index = 0; index < times; index += 1) {
    const record = await store.catalog.find(names[(index * 37) % names.length]?.id ?? '');
    if (record === undefined) continue;
    const start = performance.now();
    await collectTogether(context, [record], 'UTC');
    taken.push(performance.now() - start);
    await breathe();
  }
  return taken;
}

function percentiles(taken: readonly number[]) {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  return { p50_ms: at(0.5), p99_ms: at(0.99) };
}

function print(what: string, figures: object): void {
  console.log(JSON.stringify({ bench: 'judging', what, ...figures }));
}
