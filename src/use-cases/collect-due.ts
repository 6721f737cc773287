import { type Duration, type Instant, MINUTE } from '../domain/instant.ts';
import { createTurns } from '../domain/turns.ts';
import { askCollector, type Finding } from './ask-collector.ts';
import { configuredOf } from './collect-together.ts';
import type { Collection } from './collection-ports.ts';
import type { CollectorInUse, Context } from './context.ts';
import { enrolServices } from './enrol-services.ts';
import { evaluateServices } from './evaluate-services.ts';
import { intervalOf } from './interval-of.ts';
import { keepFindings } from './keep-findings.ts';
import { type Newcomers, waitForNewcomers } from './newcomers.ts';
import { pausesOf } from './pauses.ts';
import { lanes, sliceSize } from './slices.ts';

export interface CollectionReport {
  /** Services asked about. */
  readonly collected: number;
  /** Of these, services about which some collector failed. */
  readonly troubled: number;
}

/**
 * Asks every configured collector about the services that are due, longest overdue first, all collectors side by
 * side. What is due is kept in the database: a restart forgets nothing, a missed tick costs delay only. A collector
 * that is still at it since the last call goes on alone, and is not waited for.
 * `progress` is told of services asked about so far.
 */
export async function collectDue(
  context: Context,
  progress: (collected: number) => void = () => {},
): Promise<CollectionReport> {
  await enrolServices(context);
  const collected = new Set<string>();
  const troubled = new Set<string>();
  const tell = (findings: readonly Finding[]) => {
    for (const { attempt } of findings) {
      collected.add(attempt.key);
      if (attempt.result.kind === 'failed') troubled.add(attempt.key);
    }
    progress(collected.size);
  };
  const newcomers = waitForNewcomers(context.clock.now());
  const runs = configuredOf(context).map((collector) => {
    const round: Round = {
      context,
      collector,
      started: context.clock.now(),
      held: new Set(),
      newcomers,
      tell,
    };
    return context.collecting.alone(collector.source.collector, () => collectDueOf(round));
  });
  // One that breaks (the database is gone) does not leave the others at work unobserved.
  const broken = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  await judgeNewcomers(context, newcomers.leave());
  return { collected: collected.size, troubled: troubled.size };
}

async function judgeNewcomers(context: Context, keys: readonly string[]): Promise<void> {
  await evaluateServices(context, keys, 'first facts');
}

/** One collector's way through what is due. */
interface Round {
  readonly context: Context;
  readonly collector: CollectorInUse;
  /** What was due by then is asked. */
  readonly started: Instant;
  /** Services that were taken and may still be due: they are being asked, or are gone. */
  readonly held: Set<string>;
  readonly newcomers: Newcomers;
  readonly tell: (findings: readonly Finding[]) => void;
}

/** Services that are asked while a vendor is out, due or not: one that is answered ends the outage. */
const PROBE = 5;
const PROBED_EVERY: Duration = 5 * MINUTE;

/** Ends when nothing of what was due at its start is left, or the vendor wants silence or is out. */
async function collectDueOf(round: Round): Promise<void> {
  if (await isOut(round)) await collectSlice(round, await probe(round));
  const turns = createTurns(1);
  const next = () =>
    turns.take(async () => ((await isOut(round)) ? [] : nextSlice(round, sliceSize(round.collector))));
  const lane = async () => {
    for (let slice = await next(); slice.length > 0; slice = await next()) await collectSlice(round, slice);
  };
  await Promise.all(Array.from({ length: lanes(round.collector) }, lane));
}

async function isOut({ context, collector }: Round): Promise<boolean> {
  const states = await context.store.collections.states();
  return (states.get(collector.source.collector)?.outageSince ?? null) !== null;
}

async function collectSlice(round: Round, slice: readonly Collection[]): Promise<void> {
  const { context, collector, held, newcomers, tell } = round;
  const records = await context.store.catalog.byKeys(slice.map(({ key }) => key));
  const longestOverdueFirst = slice.flatMap(({ key }) => records.get(key) ?? []);
  const findings = await askCollector(context, collector, longestOverdueFirst);
  await keepFindings(context, findings, newcomers);
  if (newcomers.isOver(context.clock.now())) await judgeNewcomers(context, newcomers.leave());
  for (const { attempt } of findings) held.delete(attempt.key);
  tell(findings);
}

async function probe(round: Round): Promise<readonly Collection[]> {
  const { context, collector, started } = round;
  const { lastErrorAt = null } =
    (await context.store.collections.states()).get(collector.source.collector) ?? {};
  const isTime = lastErrorAt === null || started - lastErrorAt >= PROBED_EVERY;
  return isTime && !(await isPaused(round)) ? dueBy(round, Number.MAX_SAFE_INTEGER, PROBE) : [];
}

async function isPaused({ context, collector }: Round): Promise<boolean> {
  return (await pausesOf(context)).has(collector.source.collector);
}

/** What is to be asked next; empty = nothing. */
async function nextSlice(round: Round, size: number): Promise<readonly Collection[]> {
  if (await isPaused(round)) return [];
  const slice = await filledUp(round, await dueBy(round, round.started, size));
  for (const { key } of slice) round.held.add(key);
  return slice;
}

/** Longest overdue first. */
async function dueBy(
  { context, collector, held }: Round,
  at: Instant,
  many: number,
): Promise<readonly Collection[]> {
  const due = await context.store.collections.due(collector.source.collector, at, many + held.size);
  return due.filter(({ key }) => !held.has(key)).slice(0, many);
}

/** How much of the interval before its time a service may be taken along. */
const EARLY = 1 / 4;

/** A question that is not full takes those along that would be due soon: it costs the same. */
async function filledUp(round: Round, due: readonly Collection[]): Promise<readonly Collection[]> {
  const { context, collector, started } = round;
  const { most, source } = collector;
  if (due.length % most === 0) return due;
  const room = Math.ceil(due.length / most) * most;
  const soon = started + Math.floor(EARLY * intervalOf(await context.scorecards(), source));
  const isTaken = new Set(due.map(({ key }) => key));
  const along = (await dueBy(round, soon, room)).filter(
    ({ key, failures, lastGoodAt }) =>
      !isTaken.has(key) && failures === 0 && lastGoodAt !== null && lastGoodAt < started,
  );
  return [...due, ...along.slice(0, room - due.length)];
}
