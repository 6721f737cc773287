import { DAY, type Instant } from '../../src/domain/instant.ts';
import { manualClock } from '../../src/workspace/clock.ts';
import { agenda, TICK } from './agenda.ts';
import { lookAtPosted } from './arrived.ts';
import { ask, isDue, plan } from './bot-turn.ts';
import { catalogYml, OWNERS, RULES, SERVICES, scorecardYml } from './company.ts';
import { dice as diceOf } from './dice.ts';
import { countDay, type Year } from './due.ts';
import { type Event, planYear } from './events.ts';
import { fateOf } from './fate.ts';
import { happen } from './happen.ts';
import { hasRead, mendLater } from './nature.ts';
import { openOffice } from './office.ts';
import { peopleOf, userOf } from './people.ts';
import { startSender, startSlack } from './slack.ts';
import type { Stage } from './stage.ts';
import { createTally } from './tally.ts';
import { type WorkingEnd, workingEnds } from './working-ends.ts';

/** A Monday. */
const START: Instant = Date.parse('2026-01-05T00:00:00Z');

/** Plays so many days and tells what came of them. */
export async function runYear(days: number, seed: number) {
  const end = START + days * DAY;
  const stage = await setUp(days, seed);
  const ends = await workingEnds(START, end);
  const spent = createStopwatch();
  for (let now = START; now < end; now += TICK) {
    stage.clock.advance(Math.max(0, now - stage.clock.now()));
    await tick(stage, spent.timed, ends.get(now) ?? []);
    if ((now - START) % (28 * DAY) === 0 && now > START) tellSoFar(stage, (now - START) / DAY);
  }
  await stage.sender.stop();
  await stage.slack.workspace.close();
  await stage.year.office.close();
  const { violations } = stage.slack.workspace;
  return {
    ...stage.year.tally.report(),
    ...{ updates: stage.slack.updates(), held: stage.year.held.length, violations: violations.length },
    spent: spent.told(),
  };
}

async function setUp(days: number, seed: number): Promise<Stage> {
  const clock = manualClock(START);
  const dice = diceOf(seed);
  const fate = fateOf(START, START + days * DAY, dice);
  const people = peopleOf(START, dice);
  const ownerOf = Array.from({ length: SERVICES }, (_, service) => service % OWNERS);
  const files = {
    'catalog/all.yml': catalogYml((service) => ownerOf[service] ?? 0),
    'scorecards/readiness.yml': scorecardYml(0),
  };
  const office = await openOffice(files, { fate, clock, profiles: people.profiles(clock.now) });
  const slack = await startSlack(clock);
  const year: Year = {
    ...{ start: START, fate, people, office, tally: createTally(START, Math.ceil(days / 7)), ownerOf },
    ...{ ownerSince: new Map(), answers: new Map(), snoozes: new Map(), held: [] },
  };
  for (let owner = 0; owner < OWNERS; owner += 1)
    await office.app().store.nudges.prefer(userOf(owner), people.preferencesOf(owner));
  const book = agenda<Event>();
  planYear(book, { start: START, days, dice, fate });
  const sender = await startSender(office.app(), slack.workspace, clock);
  office.app().context.planning.settle();
  const stage: Stage = {
    ...{ clock, dice, book, year, slack, sender },
    ...{ toAsk: new Set(), unanswered: new Set(), mending: new Map() },
  };
  for (let service = 0; service < SERVICES; service += 1)
    RULES.forEach((_, rule) => {
      if (fate.at(service, rule).broken) mendLater(stage, service, rule, false);
    });
  return stage;
}

type Timed = <T>(what: string, work: () => Promise<T>) => Promise<T>;

async function tick(stage: Stage, timed: Timed, ends: readonly WorkingEnd[]): Promise<void> {
  const { clock, book, year, slack, toAsk } = stage;
  const now = clock.now();
  for (const event of book.take(now)) await timed('other events', () => happen(stage, event));
  const isAsked = toAsk.size > 0;
  if (isAsked) await timed('collecting and judging', () => ask(stage));
  if (isAsked || isDue(stage)) await timed('planning', () => plan(stage));
  const due = await year.office.app().store.messages.nextDue();
  if (due !== null && due <= now) {
    await timed('sending', stage.sender.send);
    await timed('counting', () =>
      lookAtPosted(year, slack, slack.posted(), (...read) => hasRead(stage, ...read)),
    );
  }
  for (const { zone, working } of ends) await timed('counting', () => countDay(year, zone, working, now));
}

function createStopwatch() {
  const spent = new Map<string, number>();
  const timed: Timed = async (what, work) => {
    const began = performance.now();
    const result = await work();
    spent.set(what, (spent.get(what) ?? 0) + performance.now() - began);
    return result;
  };
  const told = () => Object.fromEntries(Array.from(spent, ([what, ms]) => [what, Math.round(ms / 1000)]));
  return { timed, told };
}

function tellSoFar({ year }: Stage, day: number): void {
  const { messages, gapsTold, falseNudges, lateCount, examples, late } = year.tally.report();
  const seconds = Math.round(performance.now() / 1000);
  console.error(JSON.stringify({ day, seconds, messages, gapsTold, falseNudges, lateCount, examples, late }));
}
