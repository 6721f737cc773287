/** What is known after a run of the bench, and how two runs differ. */
import type { App } from '../../src/app.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import type { Transition } from '../../src/use-cases/ports.ts';
import { EXPRESSIONS } from './github-world.ts';

/** By service, what depends on turns kept apart. */
export type Known = ReadonlyMap<string, { readonly all: string; readonly withoutTurns: string }>;

/**
 * Services of which the runs know different things. Which repositories have had their turn to be asked about code
 * scanning hangs on how long a run takes: of those that had it in one run only, what came of it is not compared.
 */
export function differences(calm: Known, troubled: Known, moved: ReadonlySet<string>): number {
  const of = (known: Known, id: string) => known.get(id)?.[moved.has(id) ? 'withoutTurns' : 'all'];
  return [...calm.keys()].filter((id) => of(calm, id) !== of(troubled, id)).length;
}

/** Facts and outcomes by service, without the times at which they were read. */
export async function whatIsKnown(app: App, since: number) {
  const { services } = await app.store.catalog.state();
  const keys = services.map(({ key }) => key);
  const documents = await app.store.facts.of(keys);
  const evaluations = await app.store.evaluations.of(keys);
  const collections = await app.store.collections.of(keys, ['github']);
  const facts: Writable<Known> = new Map();
  const outcomes: Writable<Known> = new Map();
  const unturned = new Set<string>();
  const failed: string[] = [];
  for (const { key, service } of services) {
    const ofGithub = (documents.get(key) ?? []).filter(({ collector }) => collector === 'github');
    if (ofGithub.some(({ unreadable }) => unreadable.some(({ reason }) => UNTURNED.test(reason))))
      unturned.add(service.id);
    facts.set(service.id, {
      all: factsIn(ofGithub),
      withoutTurns: factsIn(ofGithub.filter(({ namespace }) => namespace !== 'vulnerabilities')),
    });
    const checks = (evaluations.get(key) ?? []).flatMap((one) => one.checks);
    const outcomesOf = (some: typeof checks) =>
      some.map(({ rule, outcome }) => `${rule} ${outcome}`).toSorted();
    outcomes.set(service.id, {
      all: outcomesOf(checks).join(),
      withoutTurns: outcomesOf(checks.filter(({ rule }) => !RULES_OF_TURNS.includes(rule))).join(),
    });
    const changes = await app.store.evaluations.changesAfter(key, since);
    failed.push(...turnedToFail(changes).map((rule) => `${service.id} ${rule}`));
  }
  return {
    facts,
    outcomes,
    unturned,
    failed,
    failing: collections.filter(({ failedSince }) => failedSince !== null).length,
  };
}

/**
 * Rules that failed and had not failed before. What counts is the outcome before an unknown one: where that comes back,
 * nothing has turned.
 * @param changes oldest first
 */
function turnedToFail(changes: readonly Transition[]): readonly string[] {
  const ofRules = Map.groupBy(
    changes.filter(({ kind }) => kind === 'outcome'),
    ({ scorecard, rule }) => `${scorecard} ${rule}`,
  );
  return [...ofRules].flatMap(([rule, [first, ...more]]) => {
    const outcomes = [first?.from, first?.to, ...more.map(({ to }) => to)].filter((one) => one !== 'unknown');
    return outcomes.some((one, place) => one === 'fail' && place > 0 && outcomes[place - 1] !== 'fail')
      ? [rule]
      : [];
  });
}

/** What is said of a repository whose turn to be asked about code scanning has not come. */
const UNTURNED = /the turn of this one has not come/;
/** Rules that read what code scanning found. */
const RULES_OF_TURNS: readonly string[] = EXPRESSIONS.flatMap((expression, n) =>
  expression.includes('vulnerabilities.code') ? [`rule-${n}`] : [],
);

type Writable<Of> = Of extends ReadonlyMap<infer Key, infer Value> ? Map<Key, Value> : never;

/** Without the times at which they were read. */
function factsIn(documents: readonly FactDocument[]): string {
  const told = documents.map(({ namespace, value, unreadable, absent }) => ({
    ...{ namespace, value, unreadable, absent },
  }));
  return JSON.stringify(told.toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1)));
}
