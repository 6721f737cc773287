/**
 * What keeping 10,000 services × 50 rules costs, as one JSON line for each figure.
 * `node bench/store.ts [DATABASE_URL]`: without an argument a new SQLite file in the system's temporary folder.
 * `loop_ms` = the longest time for which nothing else could run meanwhile; `cpu_ms` = the processor's time, which
 * tells more than `ms` on a machine that has other work.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as breathe } from 'node:timers/promises';
import { openStore } from '../src/store/open-store.ts';
import type { EvaluationWrite } from '../src/use-cases/evaluation-ports.ts';
import { catalogChange, documentsOf, SCORECARD, scorecardVersion, writeFor } from './store-contents.ts';

const SERVICES = Number(process.env.BENCH_SERVICES ?? 10_000);
const SLICE = 200;
const AT_ONCE = 20;

const folder = mkdtempSync(join(tmpdir(), 'ready-bench-'));
const file = join(folder, 'ready.db');
const url = process.argv[2] ?? `sqlite:${file}`;

let store = await openStore(url);
const change = catalogChange(SERVICES);
const keys = change.services.map(({ key }) => key);

await timed('import', { services: SERVICES }, () => store.catalog.apply(change));
await store.scorecards.replace([scorecardVersion()]);
await sliced('save facts', { documents: keys.length * 8 }, (slice) => {
  const documents = slice.flatMap((key) => documentsOf(key));
  return () => store.facts.save(documents);
});
await sliced('first write', { outcomes: keys.length * 50 }, (slice) => {
  const writes = slice.map((key, index) => writeFor(key, index));
  return () => store.evaluations.write(writes);
});
await timed('sweep, nothing changed', { services: SERVICES }, sweep);
await each('one service changed', 500, oneChange);
// As a bot that has answered before.
for (let index = 0; index < 100; index += 1) await card(`service-${index}`);
await concurrent('card', 2_000, (index) => card(`service-${(index * 37) % SERVICES}`));
const page = (index: number) => ({ offset: (index % 50) * 12, limit: 12 });
await each('list, worst first', 100, (index) =>
  store.catalog.list({}, page(index), SCORECARD, ['tier-1', 'tier-2']),
);
const failing = { scorecard: SCORECARD, rule: 'rule-number-7' };
await each('list of those who fail a rule', 100, (i) => store.catalog.list({ failing }, page(i), SCORECARD));
await each('list of a team', 100, (i) => store.catalog.list({ teams: [`team-${i}`] }, page(0), SCORECARD));
await each('tally', 50, () => store.catalog.tally({}, SCORECARD));
await each('counts by rule', 50, () => store.evaluations.countsByRule(SCORECARD));
await each('who fails a rule, longest first', 100, (i) =>
  store.evaluations.withOutcome(SCORECARD, `rule-number-${i % 50}`, 'fail', page(0)),
);
await each('who passes a rule, longest first', 50, (i) =>
  store.evaluations.withOutcome(SCORECARD, `rule-number-${i % 50}`, 'pass', page(0)),
);
await each('names, remembered', 200, () => store.catalog.names());
await timed('whole catalog', { services: SERVICES }, () => store.catalog.state());
await timed('snapshot of a day', { services: SERVICES }, () => store.evaluations.snapshot('2026-03-02', 1));
await timed('import, again', { services: SERVICES }, () =>
  store.catalog.apply({ ...change, record: { ...change.record, id: 'again' } }),
);
await timed('cards while a sweep writes', { services: SERVICES }, cardsDuringSweep);
await timed('close', {}, () => store.close());
await timed('open', {}, async () => {
  store = await openStore(url);
});
await store.close();
print('memory', { rss_mb: Math.round(process.memoryUsage.rss() / 1e6) });
if (process.argv[2] === undefined) print('file', { mb: Math.round(statSync(file).size / 1e6) });
rmSync(folder, { recursive: true });

async function sweep(): Promise<void> {
  let last: string | null = null;
  for (;;) {
    const slice: readonly { readonly key: string; readonly id: string }[] = await store.catalog.keysAfter(
      last,
      SLICE,
    );
    if (slice.length === 0) return;
    last = slice.at(-1)?.id ?? null;
    const asked = slice.map(({ key }) => key);
    await store.transaction(async ({ evaluations, facts }) => {
      await Promise.all([evaluations.digests(asked), facts.fingerprints(asked)]);
    });
    await breathe();
  }
}

/** A fact arrives, its service is judged anew, one outcome changes. */
async function oneChange(index: number): Promise<void> {
  const key = keys[(index * 7919) % keys.length] ?? '';
  const [document] = documentsOf(key, index);
  const write = writeFor(key, index, { changed: true });
  await store.transaction(async ({ facts, evaluations }) => {
    if (document !== undefined) await facts.save([document]);
    await Promise.all([facts.fingerprints([key]), evaluations.digests([key])]);
    await Promise.all([facts.of([key]), evaluations.of([key])]);
    await evaluations.write([write]);
  });
}

async function card(id: string): Promise<void> {
  const record = await store.catalog.find(id);
  if (record === undefined) throw new Error(`no ${id}`);
  await Promise.all([
    store.evaluations.of([record.key]),
    store.facts.of([record.key]),
    store.catalog.teams(),
    store.catalog.systems(),
  ]);
}

async function cardsDuringSweep() {
  let writing = true;
  const writes = (async () => {
    for (let start = 0; start < keys.length; start += SLICE) {
      const slice: EvaluationWrite[] = keys
        .slice(start, start + SLICE)
        .map((key, index) => writeFor(key, index));
      await store.evaluations.write(slice);
    }
    writing = false;
  })();
  const took: number[] = [];
  for (let index = 0; writing; index += 1) {
    const started = performance.now();
    await card(`service-${(index * 37) % SERVICES}`);
    took.push(performance.now() - started);
    await breathe();
  }
  await writes;
  return percentiles(took);
}

async function timed(name: string, size: object, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const clock = startClock();
  const more = await work();
  const took = clock();
  await breathe();
  delay.disable();
  print(name, {
    ...size,
    ...took,
    loop_ms: round(delay.max / 1e6),
    ...(more instanceof Object ? figures(more) : {}),
  });
}

function figures(more: object): object {
  return 'p99_ms' in more ? more : {};
}

/** The store's own time: what is written is made outside of it. */
async function sliced(
  name: string,
  size: object,
  prepare: (keys: readonly string[]) => () => Promise<void>,
): Promise<void> {
  const took = { ms: 0, cpu_ms: 0 };
  let longest = 0;
  for (let start = 0; start < keys.length; start += SLICE) {
    const write = prepare(keys.slice(start, start + SLICE));
    await breathe();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const clock = startClock();
    await write();
    const { ms, cpu_ms } = clock();
    took.ms += ms;
    took.cpu_ms += cpu_ms;
    await breathe();
    delay.disable();
    longest = Math.max(longest, delay.max / 1e6);
  }
  print(name, { ...size, ms: round(took.ms), cpu_ms: round(took.cpu_ms), loop_ms: round(longest) });
}

async function each(name: string, times: number, work: (index: number) => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  const clock = startClock();
  for (let index = 0; index < times; index += 1) {
    const started = performance.now();
    await work(index);
    took.push(performance.now() - started);
    await breathe();
  }
  print(name, { times, ...percentiles(took), mean_cpu_ms: round(clock().cpu_ms / times) });
}

/** So many asked at the same moment, again and again. */
async function concurrent(
  name: string,
  times: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  const took: number[] = [];
  const clock = startClock();
  for (let first = 0; first < times; first += AT_ONCE) {
    const started = performance.now();
    const one = async (_: unknown, place: number) => {
      await work(first + place);
      took.push(performance.now() - started);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    await breathe();
  }
  print(name, {
    times,
    at_once: AT_ONCE,
    ...percentiles(took),
    mean_cpu_ms: round(clock().cpu_ms / times),
  });
}

function percentiles(took: readonly number[]) {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50_ms: at(0.5), p99_ms: at(0.99) };
}

function startClock(): () => { readonly ms: number; readonly cpu_ms: number } {
  const started = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { ms: round(performance.now() - started), cpu_ms: round((user + system) / 1_000) };
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function print(name: string, figures: object): void {
  console.log(JSON.stringify({ bench: 'store', name, database: url.split(':')[0], ...figures }));
}
