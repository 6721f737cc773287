/**
 * Twenty per cent of the answers go wrong in all the ways that a vendor has, and for ten minutes none is right: what
 * is known in the end must be what a calm run knows. Time runs twenty times as fast for all concerned.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, openApp } from '../../src/app.ts';
import { catalog } from '../../src/collectors/catalog.ts';
import { github as githubCollector } from '../../src/collectors/github.ts';
import { readConfig } from '../../src/config.ts';
import { collectDue } from '../../src/use-cases/collect-due.ts';
import { evaluateAll } from '../../src/use-cases/evaluate-services.ts';
import type { GithubContents } from '../../src/vendors/github/contents.ts';
import { github } from '../../src/vendors/github.ts';
import { type Fault, type ReceivedRequest, startVendor, type Vendor } from '../../src/vendors/vendor.ts';
import { githubWorld, repositoryOf, writeHome } from './github-world.ts';
import { differences, whatIsKnown } from './known.ts';

/** Faster, and the milliseconds that we take to answer would be a slow vendor's seconds. */
const SPEED = 20;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BEGIN = Date.parse('2026-03-04T12:00:00Z');
/** Longer than the collector's interval. */
const PAUSE = 2 * HOUR;
/** It begins while the first questions are under way: a quick machine has asked them all within a minute. */
const OUTAGE = { from: 5_000, to: 10 * MINUTE + 5_000 };

interface World {
  readonly app: App;
  readonly vendor: Vendor;
  readonly contents: GithubContents;
  readonly clock: Pace;
  readonly close: () => Promise<void>;
}

/** What both runs came to, and how they differ. */
export async function collectWithFaults(services: number) {
  const troubled = await run(services);
  const calm = await run(services, troubled.ended);
  const moved = new Set([...calm.unturned].filter((id) => !troubled.unturned.has(id)));
  for (const id of troubled.unturned) if (!calm.unturned.has(id)) moved.add(id);
  const differing = differences(calm.facts, troubled.facts, moved);
  const outcomes = differences(calm.outcomes, troubled.outcomes, moved);
  const wronged = troubled.failed.filter((one) => !calm.failed.includes(one)).length;
  return {
    services,
    virtual_minutes: Math.round(troubled.took / MINUTE),
    requests: troubled.requests,
    faulty: troubled.faulty,
    forbidden: troubled.forbidden,
    still_failing: troubled.failing,
    services_with_other_facts: differing,
    services_with_other_outcomes: outcomes,
    turned_to_fail_by_a_fault: wronged,
    turned_to_fail_by_a_change: calm.failed.length,
    asked_at_their_turn_in_one_run_only: moved.size,
    bar: 'forbidden, still_failing, …_other_…, …_by_a_fault: 0',
  };
}

/**
 * All collected calmly; then a tenth of the repositories changes, and all are collected again: with faults, or calmly.
 * A calm run is judged at the moment at which the one with faults was: outcomes turn by time alone, too.
 * @param calmUntil absent = with faults
 */
async function run(services: number, calmUntil?: number) {
  const world = await open(services);
  const { app, vendor, contents, clock } = world;
  await collectUntilDone(world, clock.now());
  await evaluateAll(app.context, 'start');
  clock.skip(PAUSE);
  for (let n = 3; n < services; n += 10) {
    const changed = repositoryOf(n, BEGIN, 1);
    contents.repositories.set(changed.name, changed);
  }
  const begin = clock.now();
  const before = vendor.requests.length;
  if (calmUntil === undefined) vendor.breakWith((request) => faultOf(request, begin));
  await collectUntilDone(world, begin);
  const took = clock.now() - begin;
  if (calmUntil !== undefined) await collectOnceMoreBefore(world, calmUntil);
  const ended = calmUntil ?? clock.now();
  clock.stopAt(ended);
  await evaluateAll(app.context, 'time');
  const since = vendor.requests.slice(before);
  const told = {
    took,
    ended,
    requests: since.length,
    faulty: since.filter((request) => faultOf(request, begin) !== undefined).length,
    forbidden: since.filter(({ forbidden }) => forbidden).length,
    ...(await whatIsKnown(app, begin)),
  };
  await world.close();
  return told;
}

async function open(services: number): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'ready-bench-'));
  writeHome(home, services);
  const clock = paced();
  const contents = githubWorld(services, BEGIN);
  const vendor = await startVendor(github.api(contents, clock), { clock, crossing: 500 });
  const config = await readConfig({ READY_HOME: home, GITHUB_TOKEN: 'ghs_1', GITHUB_API_URL: vendor.url });
  const nothing = () => {};
  const app = await openApp({
    config,
    database: config.database,
    access: 'write',
    clock,
    log: { debug: nothing, info: nothing, warn: nothing, error: (fields) => console.error(fields) },
    collectors: [catalog, githubCollector],
    wait: clock.wait,
  });
  await app.importCatalog({ by: 'bench', confirm: true });
  const close = async () => {
    await app.close();
    await vendor.close();
    rmSync(home, { recursive: true });
  };
  return { app, vendor, contents, clock, close };
}

/** So that the facts are no older than they may be, where it is long until then. */
async function collectOnceMoreBefore(world: World, end: number): Promise<void> {
  const { clock } = world;
  const left = end - HOUR / 2 - clock.now();
  if (left < HOUR) return;
  clock.skip(left);
  await collectUntilDone(world, clock.now());
}

/** As the scheduler does it, minute by minute, until GitHub has told about every service since then. */
async function collectUntilDone({ app, clock }: World, since: number): Promise<void> {
  for (;;) {
    await collectDue(app.context);
    const keys = (await app.store.catalog.state()).services.map(({ key }) => key);
    const collections = await app.store.collections.of(keys, ['github']);
    const done = collections.filter(
      ({ lastGoodAt, failedSince }) => failedSince === null && lastGoodAt !== null && lastGoodAt >= since,
    );
    if (done.length === keys.length) return;
    if (clock.now() > since + 12 * HOUR) return;
    await clock.wait(MINUTE);
  }
}

/** Deterministic: one request of five goes wrong, each in another way, and in the outage all of them. */
function faultOf({ number, at, path }: ReceivedRequest, begin: number): Fault | undefined {
  if (at >= begin + OUTAGE.from && at < begin + OUTAGE.to)
    return number % 2 === 0 ? { status: 503 } : { ends: 'without an answer' };
  // Scattered, so that no run of questions meets the same fault at the same place again and again.
  const scattered = createHash('sha1').update(String(number)).digest().readUInt32BE();
  if (scattered % 5 !== 0) return undefined;
  const faults: readonly Fault[] = [
    { status: 500 },
    { status: 429, retryAfter: 30 },
    { ends: 'without an answer' },
    { status: 502, body: '<html>Unicorn</html>', contentType: 'text/html' },
    { ends: 'in the middle' },
    { status: 403, retryAfter: 60, body: '{"message":"You have exceeded a secondary rate limit."}' },
    path === '/graphql'
      ? {
          status: 200,
          body: '{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}',
        }
      : { status: 200, body: '[' },
  ];
  return faults[Math.floor(scattered / 5) % faults.length];
}

interface Pace {
  readonly now: () => number;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Time passes in which nothing happens. */
  readonly skip: (ms: number) => void;
  /** From now on it is always this late. */
  readonly stopAt: (at: number) => void;
}

function paced(): Pace {
  const begun = performance.now();
  const state: { skipped: number; stoppedAt?: number } = { skipped: 0 };
  return {
    now: () => state.stoppedAt ?? Math.floor(BEGIN + state.skipped + (performance.now() - begun) * SPEED),
    wait: (ms, signal) => sleep(Math.ceil(ms / SPEED), undefined, signal === undefined ? {} : { signal }),
    skip(ms) {
      state.skipped += ms;
    },
    stopAt(at) {
      state.stoppedAt = at;
    },
  };
}
