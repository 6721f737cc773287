/**
 * What deciding costs with 10,000 exceptions in the store: from the click until it is committed and the service judged
 * again, and with the view that is answered. One JSON line. `node bench/exceptions.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Tier } from '../src/domain/catalog.ts';
import { type Exception, newException } from '../src/domain/exceptions/exception.ts';
import { DAY } from '../src/domain/instant.ts';
import type { Viewer } from '../src/domain/rights.ts';
import { factCatalogue } from '../src/facts/index.ts';
import { openStore } from '../src/store/open-store.ts';
import { bindExceptions } from '../src/use-cases/bind-exceptions.ts';
import type { Context } from '../src/use-cases/context.ts';
import { evaluateAll } from '../src/use-cases/evaluate-services.ts';
import { meaningOfRule } from '../src/use-cases/exceptions/rules-in-force.ts';
import { loadScorecards, scorecardReader } from '../src/use-cases/load-scorecards.ts';
import type { ServiceRecord } from '../src/use-cases/ports.ts';
import { documentsOf, factsOf, NOW, sources } from './evaluate-services.ts';
import { nothingOutside } from './outside.ts';
import { scorecard } from './scorecard.ts';
import { catalogChange } from './store-contents.ts';

const SERVICES = 1_000;
const EXCEPTIONS = 10_000;
const DECIDED = 1_000;
const ANA = { id: 'UANA', name: 'Ana' };
const OMAR = { id: 'UOMAR', name: 'Omar' };

const folder = mkdtempSync(join(tmpdir(), 'ready-bench-'));
const store = await openStore(`sqlite:${join(folder, 'ready.db')}`);
const card = scorecard();
const clock = { now: () => NOW };
const { services, ...rest } = catalogChange(SERVICES);
await store.catalog.apply({ services, ...rest });
await loadScorecards(store, [card], clock);
await store.facts.save(
  services.flatMap(({ key }, index) => documentsOf(factsOf(index)).map((document) => ({ key, document }))),
);
const context: Context = {
  store,
  clock,
  policy: {
    organisation: 'Bench',
    timezone: 'UTC',
    workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
    admins: [],
    tiers: ['tier-1', 'tier-2', 'tier-3'].map(tier),
    defaultTier: 'tier-3',
    rollout: { mode: 'on', teams: [] },
    exceptions: { channel: '#exceptions' },
  },
  catalogue: factCatalogue,
  sources,
  scorecards: scorecardReader(store.scorecards, factCatalogue, undefined),
  collecting: { collectors: [], alone: (_name, work) => work(), aside: () => {}, wake: () => {} },
  ...nothingOutside(),
  directory: { resolve: async () => ({ people: [ANA, OMAR], unresolved: [] }) },
};
const pending = await fill();
await evaluateAll(context, 'bench');
const ana: Viewer = {
  ...ANA,
  email: 'ana@acme.test',
  timezone: 'UTC',
  stranger: false,
  guest: false,
  admin: false,
  teams: [],
  stewardOf: [],
};

let committedAt = 0;
const deciding: Context = {
  ...context,
  reached(step) {
    if (step === 'decide.committed') committedAt = performance.now();
  },
};
const { act } = bindExceptions(deciding);
const committed: number[] = [];
const answered: number[] = [];
for (const id of pending.slice(0, DECIDED)) {
  const start = performance.now();
  const outcome = await act(ana, id, { kind: 'approve', seen: 1 });
  answered.push(performance.now() - start);
  committed.push(committedAt - start);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
}
console.log(
  JSON.stringify({
    bench: 'exceptions',
    what: 'deciding, to the commit',
    exceptions: EXCEPTIONS,
    p50_ms: at(committed, 0.5),
    p99_ms: at(committed, 0.99),
    bar_p99_ms: 100,
    answered_p99_ms: at(answered, 0.99),
  }),
);
await store.close();
rmSync(folder, { recursive: true });

/** Ten for each service: some in force, most ended, two waiting. The ids of those. */
async function fill(): Promise<readonly string[]> {
  const waiting: string[] = [];
  for (let start = 0; start < EXCEPTIONS; start += 200) {
    await store.transaction(async (ports) => {
      for (let nth = start; nth < start + 200; nth += 1) {
        const record = services[nth % services.length];
        if (record === undefined) continue;
        const exception = exceptionOf(record, Math.floor(nth / services.length));
        await ports.exceptions.add(exception);
        if (exception.state === 'pending') waiting.push(exception.id);
      }
    });
  }
  return waiting;
}

function exceptionOf({ key, service }: ServiceRecord, nth: number): Exception {
  const rule = card.rules[nth * 3];
  if (rule === undefined) throw new Error('the scorecard has too few rules');
  const asked = newException({
    id: uuidv7(),
    serviceKey: key,
    rules: [{ rule: `bench/${rule.id}`, meaning: meaningOfRule({ rule, scorecard: card }) }],
    kind: 'one-time',
    requester: OMAR,
    requestedAt: NOW - nth * DAY,
    reason: 'The new module lands this week, and its tests follow.',
    risk: 'It is behind a flag.',
    followUp: 'https://jira.acme.test/PAY-812',
    askedUntil: NOW + 14 * DAY,
    tier: service.tier,
    approvalsRequired: 1,
    extends: null,
    batch: null,
    asked: { people: [ANA.id], channel: null, fallback: false, admins: false },
  });
  if (nth < 2) return asked;
  const approvals = [{ by: ANA, at: NOW - DAY, until: NOW + DAY }];
  const approved: Exception = { ...asked, state: 'approved', from: NOW - DAY, until: NOW + DAY, approvals };
  return nth < 4
    ? approved
    : { ...approved, state: 'expired', until: NOW - 1, end: { at: NOW - 1, by: null, reason: '' } };
}

function tier(id: string): Tier {
  return {
    id,
    name: id,
    jobs: [],
    approvers: ['@approvers'],
    approversFor: {},
    ask: 'dm',
    approvalsRequired: 1,
    fallbackApprovers: [],
    exceptionMaxDays: 30,
    followUpRequired: false,
    nudgeEveryDays: 7,
    escalateAfter: 3,
    gate: 'off',
    unknown: 'allow',
  };
}

function at(taken: readonly number[], share: number): number {
  const sorted = taken.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
}
