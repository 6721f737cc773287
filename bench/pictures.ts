/**
 * What a map of 2,000 services and 50 rules costs, from the command's words to the PNG, and for how long it keeps the
 * bot's own thread from others; and the same of 10,000 services. One JSON line. `node bench/pictures.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Viewer } from '../src/domain/rights.ts';
import { factCatalogue } from '../src/facts/index.ts';
import { heatMap } from '../src/pictures/heat-map.ts';
import { createPainter } from '../src/pictures/painter.ts';
import { openStore } from '../src/store/open-store.ts';
import type { Context } from '../src/use-cases/context.ts';
import { scorecardReader } from '../src/use-cases/load-scorecards.ts';
import { readinessMap } from '../src/use-cases/pictures/readiness-map.ts';
import { catalogChange, scorecardVersion, writeFor } from './store-contents.ts';

const BAR_MS = 2_000;
const SLICE = 200;
const ANA: Viewer = {
  id: 'UANA',
  name: 'Ana',
  email: 'ana@acme.test',
  timezone: 'UTC',
  stranger: false,
  guest: false,
  admin: false,
  teams: [],
  stewardOf: [],
};
const paint = createPainter();

const drawn = [await drawnOf(2_000), await drawnOf(10_000)];
const isMet = (drawn[0]?.total ?? BAR_MS) < BAR_MS;
process.stdout.write(`${JSON.stringify({ bench: 'pictures', drawn, bar: BAR_MS, met: isMet })}\n`);

/** Milliseconds of the second of two maps: the first one compiles. */
async function drawnOf(services: number) {
  const folder = mkdtempSync(join(tmpdir(), 'ready-bench-'));
  const store = await openStore(`sqlite:${join(folder, 'ready.db')}`);
  const change = catalogChange(services);
  await store.catalog.apply(change);
  await store.scorecards.replace([scorecardVersion()]);
  for (let at = 0; at < services; at += SLICE) {
    const slice = change.services.slice(at, at + SLICE);
    await store.evaluations.write(slice.map(({ key }, nth) => writeFor(key, at + nth)));
  }
  const scorecards = scorecardReader(store.scorecards, factCatalogue, undefined);
  const policy = { tiers: [] };
  // A map asks for nothing else.
  const context = { store, policy, scorecards, clock: { now: () => change.at } } as unknown as Context;
  await drawing(context);
  const measured = await drawing(context);
  await store.close();
  rmSync(folder, { recursive: true });
  return { services, ...measured };
}

async function drawing(context: Context) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const map = await readinessMap(context, ANA, '');
  const read = performance.now();
  const picture = heatMap(map, 'light');
  const svg = performance.now();
  const png = await paint(picture);
  const done = performance.now();
  delay.disable();
  return {
    ...{ rows: map.rows.length, rules: map.columns.length, by: map.by, bytes: png.length },
    read: Math.round(read - began),
    svg: Math.round(svg - read),
    png: Math.round(done - svg),
    total: Math.round(done - began),
    longestBlock: Math.round(delay.max / 1e6),
  };
}
