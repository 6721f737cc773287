/** What the bot itself does at a tick: asks the vendors whom the year wants asked, and plans reminders. */
import { HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import type { Context } from '../../src/use-cases/context.ts';
import { planNudges } from '../../src/use-cases/plan-nudges.ts';
import { VENDORS } from './company.ts';
import type { Stage } from './stage.ts';

/** An admin looks at what is held within so long. */
const DECIDED = 90 * MINUTE;

export async function ask(stage: Stage): Promise<void> {
  const { year, clock, toAsk, unanswered } = stage;
  const services = [...toAsk];
  toAsk.clear();
  await year.office.ask(services);
  const now = clock.now();
  for (const { name } of VENDORS)
    if (year.fate.isOut(name, now)) for (const service of services) unanswered.add(service);
    else for (const service of services) keepAnswer(stage, `${service} ${name}`, now);
  if (unanswered.size > 0 && !VENDORS.some(({ name }) => year.fate.isOut(name, now))) askAgain(stage, now);
}

function keepAnswer({ year: { answers } }: Stage, key: string, now: Instant): void {
  const before = answers.get(key);
  if (before === undefined) answers.set(key, [now]);
  else before.push(now);
}

/** A failed question is asked again, and what came of it is seen twice. */
function askAgain({ book, unanswered }: Stage, now: Instant): void {
  for (const service of unanswered)
    for (const wait of [10 * MINUTE, 45 * MINUTE, 6 * HOUR + 20 * MINUTE])
      book.add(now + wait, { kind: 'ask', services: [service] });
  unanswered.clear();
}

export async function plan(stage: Stage): Promise<void> {
  const { year, clock, book } = stage;
  const now = clock.now();
  const { held } = await planNudges(hastened(stage, year.office.app().context), now);
  if (held === 0) return;
  year.held.push({ from: now, to: now + DECIDED });
  book.add(now + DECIDED, { kind: 'storm' });
}

/** Whom the planner wants asked again is asked at the next tick: what is due by itself is not kept here. */
function hastened({ year, clock, book }: Stage, context: Context): Context {
  const { collections } = context.store;
  const hasten = async (keys: readonly string[]) =>
    book.add(clock.now() + 1, { kind: 'ask', services: keys.map(year.office.numberOf) });
  return {
    ...context,
    store: { ...context.store, collections: { ...collections, hasten } },
    collecting: { ...context.collecting, wake: () => {} },
  };
}

/** Somebody is to be looked at: else a tick has nothing to do. */
export function isDue({ year, clock }: Stage): boolean {
  const { reach, quiet } = year.office.app().context.planning;
  const now = clock.now();
  return reach === null || reach.found.audiences.some(({ key }) => (quiet.get(key)?.until ?? 0) <= now);
}
