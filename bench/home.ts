/**
 * What a Home costs that is drawn from 10,000 services with 50 rules, of which the person has 500, and that of the whole
 * organisation: from the verb to the blocks. One JSON line. `node bench/home.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { newException } from '../src/domain/exceptions/exception.ts';
import { DAY } from '../src/domain/instant.ts';
import type { Viewer } from '../src/domain/rights.ts';
import { factCatalogue } from '../src/facts/index.ts';
import { homeView } from '../src/slack/views/home.ts';
import { openStore } from '../src/store/open-store.ts';
import type { Context } from '../src/use-cases/context.ts';
import type { HomeOf } from '../src/use-cases/home-views.ts';
import { scorecardReader } from '../src/use-cases/load-scorecards.ts';
import type { ScorecardVersion } from '../src/use-cases/scorecard-ports.ts';
import { showHome } from '../src/use-cases/show-home.ts';
import { catalogChange, SCORECARD, scorecardVersion, writeFor } from './store-contents.ts';

const SERVICES = 10_000;
const MINE = 500;
const OPEN = 1_000;
const TIMES = 100;
const BAR_MS = 300;
const SLICE = 200;
const ANA: Viewer = {
  id: 'UANA',
  name: 'Ana',
  email: 'person-0-0@acme.test',
  timezone: 'UTC',
  stranger: false,
  guest: false,
  admin: true,
  teams: ['team-0'],
  stewardOf: ['team-0'],
};

const folder = mkdtempSync(join(tmpdir(), 'ready-bench-'));
const store = await openStore(`sqlite:${join(folder, 'ready.db')}`);
const change = catalogChange(SERVICES);
const services = change.services.map((record, nth) => ({
  ...record,
  service: { ...record.service, owner: nth < MINE ? 'team-0' : (record.service.owner ?? 'team-1') },
}));
await store.catalog.apply({ ...change, services });
await store.scorecards.replace([withComing(scorecardVersion())]);
for (let at = 0; at < SERVICES; at += SLICE) {
  const slice = services.slice(at, at + SLICE);
  await store.evaluations.write(slice.map(({ key }, nth) => writeFor(key, at + nth)));
}
await store.evaluations.snapshot(new Date(change.at - 8 * DAY).toISOString().slice(0, 10), change.at);
await exceptions();
await initiatives();

const context = {
  ...{ store, clock: { now: () => change.at } },
  scorecards: scorecardReader(store.scorecards, factCatalogue, undefined),
  policy: {
    ...{ organisation: 'Acme', timezone: 'UTC', admins: [], defaultTier: 'tier-1' },
    tiers: [{ id: 'tier-1', name: 'One', jobs: ['A shopper pays'], approvers: [], nudgeEveryDays: 1 }],
    workingHours: { days: [], from: '09:00', to: '17:00' },
  },
  // A Home asks for nothing else.
} as unknown as Context;

const mine = await taken({ kind: 'me' });
const organisation = await taken({ kind: 'organisation' });
process.stdout.write(
  `${JSON.stringify({
    ...{ bench: 'home', services: SERVICES, mine: MINE, exceptions: OPEN },
    ...{ p50_ms: at(mine, 0.5), p99_ms: at(mine, 0.99), bar_p99_ms: BAR_MS, met: at(mine, 0.99) < BAR_MS },
    organisation: { p50_ms: at(organisation, 0.5), p99_ms: at(organisation, 0.99) },
  })}\n`,
);
await store.close();
rmSync(folder, { recursive: true });

/** Milliseconds, sorted; the first ones compile. */
async function taken(of: HomeOf): Promise<readonly number[]> {
  const all: number[] = [];
  for (let nth = 0; nth < TIMES + 5; nth += 1) {
    const began = performance.now();
    homeView(await showHome(context, ANA, { of, offset: (nth % 20) * 10 }));
    all.push(performance.now() - began);
  }
  return all.slice(5).toSorted((a, b) => a - b);
}

/** Half of them wait, for her among others. */
async function exceptions(): Promise<void> {
  for (let nth = 0; nth < OPEN; nth += 1) {
    const asked = newException({
      ...{ id: uuidv7(), serviceKey: services[nth]?.key ?? '', kind: 'one-time', batch: null, extends: null },
      ...{
        rules: [{ rule: `${SCORECARD}/rule-number-0`, meaning: '' }],
        requester: { id: 'UBO', name: 'Bo' },
      },
      ...{ requestedAt: change.at - DAY, reason: 'It lands.', risk: 'A flag.', followUp: null },
      ...{ askedUntil: change.at + 14 * DAY, tier: 'tier-1', approvalsRequired: 1 },
      asked: { people: ['UANA'], channel: null, fallback: false, admins: false },
    });
    const isOpen = nth % 2 === 0;
    await store.exceptions.add(isOpen ? asked : { ...asked, state: 'approved', from: change.at - DAY });
  }
}

/** Three that all services are in. */
async function initiatives(): Promise<void> {
  const deadline = change.at + 20 * DAY;
  for (const id of ['one', 'two', 'three']) {
    await store.initiatives.add({
      ...{ id, title: `Initiative ${id}`, why: 'It helps.', scorecard: SCORECARD, filter: '', deadline },
      ...{
        asks: { rules: ['rule-number-0'] },
        owner: 'UBO',
        ownerName: 'Bo',
        channel: null,
        state: 'active',
      },
      ...{ createdAt: change.at, startedAt: change.at, endedAt: null, version: 1 },
    });
    const part = { progress: 'open', since: change.at, enteredAt: change.at, deadline } as const;
    await store.initiatives.keep(
      id,
      services.map(({ key: serviceKey }) => ({ serviceKey, ...part })),
      [],
    );
  }
}

/** Five of its rules are announced for later. */
function withComing(version: ScorecardVersion): ScorecardVersion {
  const { scorecard } = version;
  const rules = scorecard.rules.map((rule, nth) =>
    nth < 5 ? { ...rule, stage: 'announced' as const, effectiveFrom: change.at + 30 * DAY } : rule,
  );
  return { ...version, scorecard: { ...scorecard, rules } };
}

function at(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
