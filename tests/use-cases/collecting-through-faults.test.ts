import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fractionOf } from '../../src/domain/fraction-of.ts';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { fakeVendor, openCollectingHome } from '../support/collecting-home.ts';
import { onBothDatabases } from '../support/databases.ts';
import { START } from '../support/small-home.ts';

const SERVICES = 30;
const TICK = 3 * MINUTE;
const FAULTY = 4 * HOUR;
const AFTERWARDS = 2 * HOUR;

interface Faults {
  readonly seed: number;
  readonly outage: { readonly from: number; readonly minutes: number };
  /** After so many ticks the process dies, in the middle of its questions. */
  readonly dies: number;
}

/** What is so: most ask for an approval, some for none, some are not linked; one in three changes in the middle. */
function approvalsAt(id: string, at: number): number | undefined {
  const number = Number(id.slice(1));
  if (number % 10 === 9) return undefined;
  const changed = at >= START + 2 * HOUR && number % 3 === 0;
  return (number % 5 === 0) !== changed ? 0 : 1;
}

/** Runs for hours through the faults, then for two hours without any; tells what is known in the end. */
async function run(faults: Faults | null, database: string) {
  const vendor = fakeVendor({ most: 4, concurrency: 2 });
  const undo: (() => void | Promise<void>)[] = [];
  const home = await openCollectingHome([vendor], { services: SERVICES, database }, (one) =>
    undo.unshift(one),
  );
  vendor.approvals = (id) => approvalsAt(id, home.now);
  let dice = 0;
  const roll = () => fractionOf(`${faults?.seed} ${dice++}`);
  vendor.mood = (at) => {
    if (faults === null || at >= START + FAULTY) return 'well';
    const sinceOutage = at - START - faults.outage.from * MINUTE;
    if (sinceOutage >= 0 && sinceOutage < faults.outage.minutes * MINUTE) return 'broken';
    const rolled = roll();
    if (rolled < 0.1) return { notBefore: at + Math.ceil(roll() * 20 * MINUTE) };
    return rolled < 0.3 ? 'broken' : 'well';
  };
  const wronglyFailing = new Set<string>();
  try {
    for (let ticks = 0; home.now < START + FAULTY + AFTERWARDS; ticks++) {
      if (ticks === faults?.dies) await dieWhileAsking();
      await home.tick();
      for (const [id, { outcome }] of Object.entries(await home.known())) {
        const mayFail = [START, home.now].some((at) => approvalsAt(id, at) !== 1);
        if (outcome === 'fail' && !mayFail) wronglyFailing.add(id);
      }
      home.now += TICK;
    }
    return { known: await home.known(), forbidden: vendor.forbidden, wronglyFailing: [...wronglyFailing] };
  } finally {
    for (const one of undo) await one();
  }

  async function dieWhileAsking(): Promise<void> {
    const closing = Promise.withResolvers<void>();
    vendor.before = async () => {
      vendor.before = async () => {};
      closing.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    };
    const running = home.tick().catch(() => {});
    await Promise.race([closing.promise, running]);
    await home.reopen();
    await running;
  }
}

const someFaults: fc.Arbitrary<Faults> = fc.record({
  seed: fc.nat(),
  outage: fc.record({ from: fc.nat(180), minutes: fc.integer({ min: 10, max: 60 }) }),
  dies: fc.nat(60),
});

onBothDatabases('a run with failures, wishes for silence, an outage and a death', (database) => {
  test('ends with the facts and outcomes of a calm one, breaks no silence, and blames nobody for a fault', async () => {
    const calm = await run(null, await database.url());
    expect(new Set(Object.values(calm.known).map(({ outcome }) => outcome))).toEqual(
      new Set(['pass', 'fail']),
    );
    await fc.assert(
      fc.asyncProperty(someFaults, async (faults) => {
        const faulty = await run(faults, await database.url());
        expect(faulty.known).toEqual(calm.known);
        expect(faulty.forbidden).toEqual([]);
        expect(faulty.wronglyFailing).toEqual([]);
      }),
      { numRuns: database.kind === 'sqlite' ? 4 : 1 },
    );
  }, 120_000);
});
