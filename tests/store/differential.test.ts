import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/domain/catalog.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import type { Bar, Verdict } from '../../src/domain/outcome.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import type { EvaluationWrite } from '../../src/use-cases/evaluation-ports.ts';
import type { CatalogChange, Ports, StoredCheck } from '../../src/use-cases/ports.ts';
import type { ScorecardVersion } from '../../src/use-cases/scorecard-ports.ts';
import { postgres, postgresUrls, sqliteUrls } from '../support/databases.ts';
import { TEMPLATE } from '../support/postgres-server.ts';
import { documentOf, evaluationOf, recordOf, transitionOf, writeOf } from '../support/store-records.ts';
import { aCheck, anyText, OUTCOMES } from '../support/store-values.ts';

/** Few of each, so that things meet. */
const KEYS = ['k1', 'k2', 'k3', 'k4'];
const IDS = ['shop', 'Shop-2', 'bank', 'b_nk'];
const TEAMS = ['payments', 'risk'];
const SCORECARDS = ['readiness', 'security'];
const RULES = ['owner', 'logs', 'CODE'];
const LEVELS = ['bronze', 'silver'];
const BARS: readonly Bar[] = ['met', 'met_by_exception', 'not_met', 'unknown', 'none'];

const one = <T>(values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);
const anInstant = fc.integer({ min: 0, max: 50 });

/** Something done to a store. Its description is the counterexample that a failure prints. */
interface Act {
  readonly does: string;
  readonly to: (ports: Ports) => Promise<unknown>;
}

const aService: Arbitrary<Partial<Service> & { readonly id: string }> = fc.record(
  {
    id: one(IDS),
    name: anyText,
    tier: one(['tier-1', 'tier-2']),
    owner: one(TEAMS),
    system: one(['checkout', anyTextSample()]),
    also: fc.uniqueArray(one(TEAMS)),
    formerly: fc.array(fc.oneof(one(IDS), anyText), { maxLength: 2 }),
    channel: one(['#a', '#A']),
    links: fc.array(
      fc.record({ type: one(['logs']), title: anyText, url: one(['https://a', 'https://B']) }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['id'] },
);

function anyTextSample(): string {
  return 'ch\u0000ck\ud800out';
}

/** Mostly under the id that nobody else wants, so that most changes are accepted. */
const aRecord = fc
  .record({
    place: fc.nat(KEYS.length - 1),
    service: aService,
    renamed: fc.nat(5),
    archivedAt: fc.option(anInstant),
  })
  .map(({ place, service, renamed, archivedAt }) => {
    const id = renamed === 0 ? service.id : IDS[place];
    return recordOf(
      { ...service, id: id ?? service.id },
      { key: KEYS[place], archivedAt: place === 0 ? archivedAt : null },
    );
  });

const EVERYTHING = KEYS.map((key, place) => recordOf({ id: IDS[place] ?? key }, { key }));

const aChange: Arbitrary<CatalogChange> = fc.record(
  {
    at: anInstant,
    services: fc.uniqueArray(aRecord, { maxLength: 4, selector: ({ key }) => key }),
    teams: fc
      .uniqueArray(one(TEAMS), { maxLength: 2 })
      .map((ids) => ids.map((id) => ({ id, name: id, members: [], stewards: [], nudges: 'dm' as const }))),
    people: fc
      .uniqueArray(one(['p1', 'p2', 'p3']))
      .map((keys) =>
        keys.map((key) => ({ key, email: `${key}@acme.test`, slack: key === 'p1' ? 'U1' : undefined })),
      ),
    record: fc.record({ id: fc.uuid(), at: anInstant, by: anyText, report: fc.constant({}) }),
  },
  { requiredKeys: ['at', 'services', 'record'] },
);

const aDocument: Arbitrary<FactDocument> = fc
  .record({
    namespace: one(['git', 'vcs']),
    collector: one(['git', 'github']),
    value: fc.option(fc.dictionary(anyText, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 })),
    collectedAt: fc.option(anInstant),
    failedAt: fc.option(anInstant),
  })
  // What fast-check calls a JSON value is one.
  .map((document) => documentOf(document as Partial<FactDocument>));

const checks: Arbitrary<readonly StoredCheck[]> = fc.uniqueArray(aCheck(one(RULES)), {
  selector: ({ rule }) => rule,
});

const aVerdict: Arbitrary<Partial<Verdict>> = fc.record({
  bar: one(BARS),
  earned: fc.option(one(LEVELS)),
  held: fc.option(one([...LEVELS, 'no-such'])),
  score: fc.option(fc.integer({ min: 0, max: 100 })),
});

const aWrite: Arbitrary<EvaluationWrite> = fc
  .record({
    key: one(KEYS),
    scorecard: one(SCORECARDS),
    checks,
    verdict: aVerdict,
    nextChangeAt: fc.option(anInstant),
    gone: fc.nat(4).map((n) => n === 0),
    transitions: fc.array(
      fc.record({
        id: fc.uuid(),
        at: anInstant,
        rule: one(RULES),
        kind: one(['outcome', 'applies', 'score'] as const),
        cause: anyText,
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ key, scorecard, checks, verdict, nextChangeAt, gone, transitions }) => {
    const evaluation = evaluationOf(checks, verdict, { scorecard, nextChangeAt });
    const lines = transitions.map((line) => transitionOf({ ...line, scorecard }));
    return writeOf(key, gone ? null : evaluation, lines, scorecard);
  });

const aVersion: Arbitrary<ScorecardVersion> = fc
  .record({
    id: one(SCORECARDS),
    version: one(['1', '2']),
    levels: one([LEVELS, LEVELS.toReversed()]),
    loadedAt: anInstant,
  })
  .map(({ id, levels, ...version }) => ({
    ...version,
    scorecard: { id, name: id, maintainers: [], levels, rules: [] },
  }));

const anAct: Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: act('apply', aChange, ({ catalog }, change) => catalog.apply(change)) },
  {
    weight: 2,
    arbitrary: act(
      'save',
      fc.array(fc.record({ key: one(KEYS), document: aDocument }), { maxLength: 4 }),
      ({ facts }, documents) => facts.save(documents),
    ),
  },
  {
    weight: 4,
    arbitrary: act('write', fc.array(aWrite, { maxLength: 4 }), ({ evaluations }, writes) =>
      evaluations.write(writes),
    ),
  },
  act(
    'replace',
    fc.uniqueArray(aVersion, { selector: ({ scorecard }) => scorecard.id }),
    ({ scorecards }, versions) => scorecards.replace(versions),
  ),
  act('snapshot', anInstant, ({ evaluations }, at) => evaluations.snapshot('2026-03-02', at)),
  act('stamp', one(['T1', 'T2']), ({ workspace }, teamId) => workspace.stamp({ teamId, enterpriseId: null })),
);

function act<T>(
  does: string,
  what: Arbitrary<T>,
  to: (ports: Ports, what: T) => Promise<unknown>,
): Arbitrary<Act> {
  return what.map((value) => ({ does: `${does} ${JSON.stringify(value)}`, to: (ports) => to(ports, value) }));
}

/** Acts of one transaction, which may change its mind at the end. */
interface Step {
  readonly acts: readonly Act[];
  readonly fails: boolean;
}

const aStep: Arbitrary<Step> = fc.record({
  acts: fc.array(anAct, { minLength: 1, maxLength: 3 }),
  fails: fc.nat(5).map((n) => n === 0),
});

/** What became of the step: what its acts gave, or that it failed. */
async function take(store: Store, { acts, fails }: Step): Promise<unknown> {
  const work = store.transaction(async (ports) => {
    const given: unknown[] = [];
    for (const { to } of acts) given.push(await to(ports));
    if (fails) throw new Error('changed my mind');
    return [given, await look(ports)];
  });
  return work.catch(() => 'failed');
}

/** Everything that can be asked. */
async function look({ catalog, facts, evaluations, scorecards, workspace }: Ports): Promise<unknown> {
  const page = { offset: 0, limit: 3 };
  const [scorecard] = SCORECARDS as [string];
  const [rule] = RULES as [string];
  const filters = [
    {},
    { teams: ['risk'], alsoTeams: true },
    { level: 'none' },
    { failing: { scorecard, rule } },
    { tier: 'tier-2' },
  ];
  return plain([
    await catalog.revision(),
    await catalog.state(),
    await catalog.names(),
    await catalog.keysAfter('bank', 9),
    await Promise.all([...IDS, 'x'].map((id) => catalog.find(id))),
    await catalog.byReference('channel', '#A'),
    await catalog.byReference('url', 'https://b'),
    await Promise.all(
      filters.flatMap((filter) => [
        catalog.list(filter, page, scorecard, ['tier-2']),
        catalog.tally(filter, scorecard),
      ]),
    ),
    await facts.of(KEYS),
    await facts.fingerprints(KEYS),
    await evaluations.of(KEYS),
    await evaluations.digests(KEYS),
    await evaluations.due(25, 9),
    await Promise.all(SCORECARDS.map((id) => evaluations.countsByRule(id))),
    await Promise.all(OUTCOMES.map((outcome) => evaluations.withOutcome(scorecard, rule, outcome, page))),
    await Promise.all(KEYS.map((key) => evaluations.history(key, 5))),
    await scorecards.current(),
    await scorecards.version('readiness', '1'),
    await workspace.stamped(),
  ]);
}

/** Maps as sorted lists: in which order their entries come says nothing. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      part instanceof Map ? [...part].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) : part,
    ),
  );
}

describe.skipIf('lacks' in postgres)('SQLite and Postgres', () => {
  const sqliteUrl = sqliteUrls();
  const postgresUrl = postgresUrls(TEMPLATE);

  test('answer alike whatever is done to them', { timeout: 240_000 }, async () => {
    let succeeded = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 8 }), async (steps) => {
        const [lite, post] = [await openStore(await sqliteUrl()), await openStore(await postgresUrl())];
        try {
          const record = { id: 'first', at: 0, by: 'cli', report: {} };
          for (const store of [lite, post])
            await store.catalog.apply({ at: 0, services: EVERYTHING, record });
          for (const step of steps) {
            const [inLite, inPost] = [await take(lite, step), await take(post, step)];
            expect(inPost).toEqual(inLite);
            if (inLite !== 'failed') succeeded += 1;
          }
          expect(await look(post)).toEqual(await look(lite));
        } finally {
          await Promise.all([lite.close(), post.close()]);
        }
      }),
      // A counterexample that is not yet the smallest says more than a test that has run out of time.
      { numRuns: 30, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true },
    );
    // Most of what is tried must do something, or nothing is compared.
    expect(succeeded).toBeGreaterThan(30);
  });
});
