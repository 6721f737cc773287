import { holidayCalendar } from '../../src/app/holidays.ts';
import { fractionOf } from '../../src/domain/fraction-of.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import { localDate, type WorkingTime, workingSpan } from '../../src/domain/planner/working-time.ts';
import type { Context } from '../../src/use-cases/context.ts';
import { keepInitiatives } from '../../src/use-cases/initiatives/keep-initiatives.ts';
import { planNudges } from '../../src/use-cases/plan-nudges.ts';
import { manualClock } from '../../src/workspace/clock.ts';
import { agenda, TICK } from './agenda.ts';
import { lookAtPosted, profileOf } from './arrived.ts';
import { ADMIN, catalogYml, idOf, OWNERS, RULES, SERVICES, scorecardYml, VENDORS, ZONES } from './company.ts';
import { dice as diceOf } from './dice.ts';
import { countDay, type Year } from './due.ts';
import { type Event, planYear } from './events.ts';
import { fateOf, mendsIn } from './fate.ts';
import { openOffice } from './office.ts';
import { peopleOf, userOf } from './people.ts';
import { type Sender, startSender, startSlack } from './slack.ts';
import { createTally } from './tally.ts';

/** A Monday. */
const START: Instant = Date.parse('2026-01-05T00:00:00Z');
const ROOT = {
  id: 'UROOT',
  name: 'root',
  email: ADMIN,
  timezone: 'Europe/London',
  stranger: false,
  guest: false,
};

/** Plays so many days and tells what came of them. */
export async function runYear(days: number, seed: number) {
  const end = START + days * DAY;
  const clock = manualClock(START);
  const dice = diceOf(seed);
  const fate = fateOf(START, end, dice);
  const people = peopleOf(START, dice);
  const ownerOf = Array.from({ length: SERVICES }, (_, service) => service % OWNERS);
  const files = {
    'catalog/all.yml': catalogYml((service) => ownerOf[service] ?? 0),
    'scorecards/readiness.yml': scorecardYml(0),
  };
  const office = await openOffice(files, { fate, clock, profiles: people.profiles(clock.now) });
  const slack = await startSlack(clock);
  const tally = createTally(START, Math.ceil(days / 7));
  const year: Year = {
    ...{ start: START, fate, people, office, tally, ownerOf },
    ...{ ownerSince: new Map(), answers: new Map(), snoozes: new Map(), held: [] },
  };
  for (let owner = 0; owner < OWNERS; owner += 1)
    await office.app().store.nudges.prefer(userOf(owner), people.preferencesOf(owner));
  const book = agenda<Event>();
  planYear(book, { start: START, days, dice, fate });
  const mending = new Map<string, { at: Instant; told: boolean }>();
  const spent: Record<string, number> = {};
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work();
    spent[what] = (spent[what] ?? 0) + performance.now() - began;
    return result;
  };
  for (let service = 0; service < SERVICES; service += 1)
    RULES.forEach((_, rule) => {
      if (fate.at(service, rule).broken) mendLater(service, rule, false);
    });
  let sender: Sender = await startSender(office.app(), slack.workspace, clock);
  office.app().context.planning.settle();
  let toAsk = new Set<number>();
  const unanswered = new Set<number>();
  let ticks = 0;
  let plans = 0;
  const ends = await workingEnds();

  function mendLater(service: number, rule: number, told: boolean): void {
    const key = `${service} ${rule}`;
    const at = clock.now() + mendsIn(dice, told);
    const known = mending.get(key);
    if (known !== undefined && (known.told || known.at <= at)) return;
    mending.set(key, { at, told });
    book.add(at, { kind: 'mends', service, rule });
  }

  /** When the vendor's next turn comes for the service, and the one after that: it has to be seen twice. */
  function askSoon(service: number, rule: number): void {
    const vendor = VENDORS.find(({ name }) => name === RULES[rule]?.vendor);
    if (vendor === undefined) return;
    const phase = Math.floor(fractionOf(`${service} ${vendor.name}`) * vendor.interval);
    const into = (((clock.now() - phase) % vendor.interval) + vendor.interval) % vendor.interval;
    const next = clock.now() + vendor.interval - into;
    book.add(next, { kind: 'ask', services: [service] });
    book.add(next + vendor.interval + TICK, { kind: 'ask', services: [service] });
  }

  function change(service: number, rule: number, broken: boolean): void {
    const standing = fate.at(service, rule);
    if (standing.broken === broken) return;
    Object.assign(standing, { broken, since: clock.now() });
    askSoon(service, rule);
  }

  async function happen(event: Event): Promise<void> {
    const now = clock.now();
    switch (event.kind) {
      case 'breaks': {
        if (fate.at(event.service, event.rule).broken) return;
        change(event.service, event.rule, true);
        mending.delete(`${event.service} ${event.rule}`);
        return mendLater(event.service, event.rule, false);
      }
      case 'mends': {
        const known = mending.get(`${event.service} ${event.rule}`);
        if (known === undefined || known.at > now) return;
        mending.delete(`${event.service} ${event.rule}`);
        return change(event.service, event.rule, false);
      }
      case 'flaps':
        return change(event.service, event.rule, !fate.at(event.service, event.rule).broken);
      case 'ask': {
        const all = event.services === 'all' ? ownerOf.map((_, service) => service) : event.services;
        for (const service of all) toAsk.add(service);
        return;
      }
      case 'slack':
        return slack.setOut(event.out);
      case 'release':
        office.write('scorecards/readiness.yml', scorecardYml(event.day));
        return restart();
      case 'restart':
        return restart();
      case 'reorganise':
        return reorganise();
      case 'naive':
        return loopOverGaps();
      case 'initiative':
        return startInitiative();
      case 'initiatives':
        return void (await keepInitiatives(office.app().context));
      case 'storm':
        return decide();
    }
  }

  async function restart(): Promise<void> {
    await sender.stop();
    await office.reopen();
    sender = await startSender(office.app(), slack.workspace, clock);
    office.app().context.planning.settle();
  }

  async function reorganise(): Promise<void> {
    for (let nth = 0; nth < 8; nth += 1) {
      const service = dice.below(SERVICES);
      ownerOf[service] = dice.below(OWNERS);
      year.ownerSince.set(service, clock.now());
    }
    office.write(
      'catalog/all.yml',
      catalogYml((service) => ownerOf[service] ?? 0),
    );
    await office.importCatalog();
  }

  /** What a loop does that sends a message for each gap and day. */
  async function loopOverGaps(): Promise<void> {
    const { items } = await office.app().store.catalog.list({}, { offset: 0, limit: SERVICES }, 'readiness');
    for (const { key, standing } of items) {
      const owner = ownerOf[office.numberOf(key)];
      if (owner !== undefined) tally.naive(owner, clock.now(), standing?.failing ?? 0);
    }
  }

  async function startInitiative(): Promise<void> {
    const { verbs } = office.app();
    const channel = [...slack.workspace.slack.conversations.values()].find(({ name }) => name === 'all')?.id;
    const date = localDate(clock.now() + 45 * DAY, 'Europe/London');
    await verbs.initiatives.add(
      await verbs.viewerOf(ROOT),
      {
        ...{
          title: 'Rotations',
          why: 'Tired people err.',
          scorecard: 'readiness',
          asks: { rules: ['rotation'] },
        },
        ...{ filter: 'tier:tier-1', date, owner: ROOT.id, channel: channel ?? null },
      },
      true,
    );
  }

  async function decide(): Promise<void> {
    const { verbs, store } = office.app();
    const [newest] = await store.nudges.storms(1);
    if (newest?.state !== 'held') return;
    await verbs.nudges.decideStorm(await verbs.viewerOf(ROOT), newest.id, 'send');
    const last = year.held.at(-1);
    if (last !== undefined) last.to = clock.now();
  }

  async function ask(): Promise<void> {
    const services = [...toAsk];
    toAsk = new Set();
    await office.ask(services);
    const now = clock.now();
    for (const { name } of VENDORS) {
      const isOut = fate.isOut(name, now);
      for (const service of services) {
        if (isOut) unanswered.add(service);
        else {
          const key = `${service} ${name}`;
          const before = year.answers.get(key);
          if (before === undefined) year.answers.set(key, [now]);
          else before.push(now);
        }
      }
    }
    // A failed question is asked again, sooner or later.
    if (unanswered.size === 0 || VENDORS.some(({ name }) => fate.isOut(name, now))) return;
    for (const service of unanswered)
      for (const wait of [10 * MINUTE, 45 * MINUTE, 6 * HOUR + 20 * MINUTE])
        book.add(now + wait, { kind: 'ask', services: [service] });
    unanswered.clear();
  }

  async function plan(): Promise<void> {
    const now = clock.now();
    const { context } = office.app();
    plans += 1;
    const { held } = await planNudges(hastened(context), now);
    if (held === 0) return;
    year.held.push({ from: now, to: now + 90 * MINUTE });
    book.add(now + 90 * MINUTE, { kind: 'storm' });
  }

  /** Whom the planner wants asked again is asked at the next tick: what is due by itself is not kept here. */
  function hastened(context: Context): Context {
    const { collections } = context.store;
    const hasten = async (keys: readonly string[]) =>
      book.add(clock.now() + 1, { kind: 'ask', services: keys.map(office.numberOf) });
    return {
      ...context,
      store: { ...context.store, collections: { ...collections, hasten } },
      collecting: { ...context.collecting, wake: () => {} },
    };
  }

  function isDue(): boolean {
    const { planning } = office.app().context;
    const now = clock.now();
    if (planning.reach === null) return true;
    return planning.reach.found.audiences.some(({ key }) => (planning.quiet.get(key)?.until ?? 0) <= now);
  }

  async function read(owner: number, service: number, rule: number): Promise<void> {
    mendLater(service, rule, true);
    if (!dice.happens(0.02)) return;
    const { verbs } = office.app();
    await verbs.nudges.snooze(await verbs.viewerOf(profileOf(owner)), idOf(service), 7);
    year.snoozes.set(`${owner} ${service}`, clock.now() + 7 * DAY);
  }

  async function workingEnds(): Promise<ReadonlyMap<Instant, { zone: string; working: WorkingTime }[]>> {
    const holidaysOf = holidayCalendar();
    const found = new Map<Instant, { zone: string; working: WorkingTime }[]>();
    for (const { timezone, holidays } of ZONES) {
      const working: WorkingTime = {
        ...{ timezone, days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
        isHoliday: await holidaysOf(holidays),
      };
      for (let day = START; day < end; day += DAY) {
        const span = workingSpan(localDate(day + 12 * HOUR, timezone), working);
        if (span !== null && span.to < end)
          found.set(span.to, [...(found.get(span.to) ?? []), { zone: timezone, working }]);
      }
    }
    return found;
  }

  const interim = (now: Instant) => {
    const { perOwnerAndWeek, falseNudges, lateCount, gapsTold, examples, late } = tally.report();
    const seconds = Math.round(performance.now() / 1000);
    return {
      day: (now - START) / DAY,
      seconds,
      perOwnerAndWeek,
      falseNudges,
      lateCount,
      gapsTold,
      examples,
      late,
    };
  };
  for (let now = START; now < end; now += TICK) {
    clock.advance(Math.max(0, now - clock.now()));
    for (const event of book.take(now)) await timed(event.kind, () => happen(event));
    const asked = toAsk.size > 0;
    if (asked) await timed('asking', ask);
    if (asked || isDue()) await timed('planning', plan);
    if (((await office.app().store.messages.nextDue()) ?? end) <= clock.now()) {
      ticks += 1;
      await timed('sending', sender.send);
      await timed('reading', () => lookAtPosted(year, slack, slack.posted(), read));
    }
    for (const { zone, working } of ends.get(now) ?? [])
      await timed('counting', () => countDay(year, zone, working, now));
    if ((now - START) % (28 * DAY) === 0 && now > START) console.error(JSON.stringify(interim(now)));
  }
  await sender.stop();
  const { violations } = slack.workspace;
  await slack.workspace.close();
  await office.close();
  return {
    ...tally.report(),
    ...{ updates: slack.updates(), plans, sendings: ticks, held: year.held.length },
    violations: violations.length,
    spent: Object.fromEntries(Object.entries(spent).map(([what, ms]) => [what, Math.round(ms / 1000)])),
  };
}
