/** What is open of services, as far as their people are told of it. */
import type { FactSource } from '../../domain/fact.ts';
import { askedRules } from '../../domain/initiatives/progress.ts';
import { HOUR, type Instant } from '../../domain/instant.ts';
import {
  type ChosenGaps,
  chooseGaps,
  type DatedCheck,
  type JudgedService,
  type Wanted,
} from '../../domain/planner/choose-gaps.ts';
import type { Rule, Scorecard } from '../../domain/scorecard.ts';
import type { Collection } from '../collection-ports.ts';
import type { Context } from '../context.ts';
import type { StoredEvaluation } from '../ports.ts';
import { initiativesOf } from './asking-initiatives.ts';

const SLICE = 200;

type Looking = Pick<Context, 'store' | 'scorecards' | 'sources'>;

/** By service key; of services that have an owner. */
export async function openGaps(
  context: Looking,
  keys: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, ChosenGaps>> {
  const found = new Map<string, ChosenGaps>();
  for (let start = 0; start < keys.length; start += SLICE)
    for (const [key, gaps] of await gapsOfSlice(context, keys.slice(start, start + SLICE), now))
      found.set(key, gaps);
  return found;
}

async function gapsOfSlice(
  context: Looking,
  keys: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, ChosenGaps>> {
  const { store, sources } = context;
  const [evaluations, initiatives, collections, states, { all }] = await Promise.all([
    store.evaluations.of(keys),
    initiativesOf(store, keys, now),
    store.collections.of(
      keys,
      sources.filter(isAsked).map(({ collector }) => collector),
    ),
    store.collections.states(),
    context.scorecards(),
  ]);
  const isOut = (collector: string) => (states.get(collector)?.outageSince ?? null) !== null;
  const scorecards = all.map(({ compiled }) => compiled.scorecard);
  const fallen = await store.evaluations.fallen(keys, failing(evaluations, scorecards));
  const asked = Map.groupBy(collections, ({ key }) => key);
  return new Map(
    keys.map((key) => {
      const judged = scorecards.flatMap((scorecard) => {
        const evaluation = evaluations.get(key)?.find((one) => one.scorecard === scorecard.id);
        if (evaluation === undefined) return [];
        const since = (rule: string) => fallen.get(`${key} ${scorecard.id}/${rule}`)?.since;
        // An outage ends nothing: what failed before it and after it is one gap.
        const checks = evaluation.checks.map((check) =>
          check.outcome === 'fail' ? { ...check, since: since(check.rule) ?? check.since } : check,
        );
        return [{ scorecard, checks }];
      });
      const wanted = (initiatives.get(key) ?? []).flatMap(({ initiative, part }): readonly Wanted[] => {
        const scorecard = scorecards.find(({ id }) => id === initiative.scorecard);
        if (scorecard === undefined) return [];
        const { id } = initiative;
        return [
          {
            initiative: id,
            scorecard: scorecard.id,
            rules: askedRules(initiative, scorecard),
            due: part.deadline,
          },
        ];
      });
      const chosen = chooseGaps(
        {
          key,
          owned: true,
          judged,
          wanted,
          passedBefore: (id) => fallen.get(`${key} ${id}`)?.last === 'pass',
          proof: (check, rule) =>
            proofOf({ check, rule }, sources, { collections: asked.get(key) ?? [], isOut, now }),
        },
        now,
      );
      return [key, chosen];
    }),
  );
}

/** Rules that fail somewhere here and that somebody may be told of: since when, and did they pass before? */
function failing(
  evaluations: ReadonlyMap<string, readonly StoredEvaluation[]>,
  scorecards: readonly Scorecard[],
): readonly string[] {
  const told = new Set(
    scorecards.flatMap(({ id, rules }) =>
      rules.filter(({ nudge }) => nudge).map((rule) => `${id}/${rule.id}`),
    ),
  );
  const found = [...evaluations.values()]
    .flat()
    .flatMap(({ scorecard, checks }) =>
      checks.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => `${scorecard}/${rule}`),
    );
  return [...new Set(found)].filter((rule) => told.has(rule));
}

/** What is pushed to us, and what the catalog says, is so at once; of the others we hear each interval. */
function isAsked({ told, collector, configured }: FactSource): boolean {
  return told !== true && collector !== 'catalog' && configured === true;
}

/** What was seen longer ago may have been mended since. */
const YOUNG = HOUR;

interface Asking {
  /** Of the service. */
  readonly collections: readonly Collection[];
  /** Whether the vendor answers nobody just now. */
  readonly isOut: (collector: string) => boolean;
  readonly now: Instant;
}

/**
 * How long it has to hold, and whether whoever told it has answered since it does. Of a vendor that does not answer
 * nobody knows whether it is mended: nothing is told before it does again.
 */
function proofOf(
  { check, rule }: { readonly check: DatedCheck; readonly rule: Rule },
  sources: readonly FactSource[],
  { collections, isOut, now }: Asking,
): ReturnType<JudgedService['proof']> {
  const asked = sources.filter((source) => isAsked(source) && tells(source, check));
  const known = asked.flatMap((source) => {
    const collection = collections.find(({ collector }) => collector === source.collector);
    return collection === undefined ? [] : [{ source, collection }];
  });
  return {
    stableFor: rule.stableFor ?? Math.max(0, ...asked.map(({ interval }) => interval)),
    seenAgain: known.every(
      ({ source, collection }) =>
        collection.failures === 0 &&
        !isOut(source.collector) &&
        answeredSince(collection, check.since, source),
    ),
    askFirst: known.flatMap(({ collection: { collector, lastGoodAt } }) =>
      lastGoodAt !== null && now - lastGoodAt > YOUNG ? [collector] : [],
    ),
  };
}

function tells({ collector, fills }: FactSource, { evidence }: DatedCheck): boolean {
  return evidence.some((one) =>
    // What has no value has no teller either: whoever could have told it.
    one.collector === undefined
      ? fills.some((fill) => namespaceOf(fill) === namespaceOf(one.path))
      : one.collector === collector,
  );
}

function namespaceOf(path: string): string {
  return path.split('.')[0] ?? path;
}

/** Where there is nothing to ask, only when it will be asked again tells that it was asked. */
function answeredSince(
  { lastGoodAt, failures, dueAt }: Collection,
  since: Instant,
  { interval }: FactSource,
): boolean {
  return (lastGoodAt ?? 0) > since || (failures === 0 && dueAt > since + interval);
}
