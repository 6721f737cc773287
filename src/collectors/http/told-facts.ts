import type { FactDocument, PathNote } from '../../domain/fact.ts';
import type { Duration, Instant } from '../../domain/instant.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Answer, Answers, Facts } from '../collector.ts';
import { fitFacts } from '../running/fit-facts.ts';
import type { Said } from './ask-api.ts';
import type { Api, ToldFact } from './settings.ts';

/** What is kept of the last time, by namespace. */
export interface Before {
  readonly documents: ReadonlyMap<string, FactDocument>;
  /** What was known longer ago counts no more: it would make all else in its document stale. */
  readonly maxAge: Duration;
}

/** What one API said, or the words of its failure. */
export type Outcome = { readonly api: Api } & (Said | { readonly kind: 'failed'; readonly reason: string });

/** A fact with its value, or why it has none. */
type Learned = { readonly fact: ToldFact } & (
  | { readonly value: Json }
  | { readonly absent: string; readonly asked: boolean }
  | { readonly unreadable: string }
  | { readonly failed: string }
);

/**
 * The answers of all APIs together, by namespace. Facts of one that failed stay as they last were while that is not too
 * long ago, with the error beside them; where there is nothing to keep they are unknown. A namespace has failed only
 * where nobody told anything at all: else one API that is out would have the others asked less often.
 */
export function toldFacts(outcomes: readonly Outcome[], now: Instant, before: Before): Answers {
  const learned = outcomes.flatMap((outcome) => learn(outcome, now));
  const areAllOut = learned.every((one) => 'failed' in one);
  const byNamespace = Map.groupBy(learned, ({ fact }) => fact.namespace);
  return Object.fromEntries(
    [...byNamespace].map(([namespace, all]) => [
      namespace,
      areAllOut ? { failed: wordsOf(all) } : answerOf(all, lastGood(before, namespace, now)),
    ]),
  );
}

/** The last good answer that may still be told; undefined = there is none. */
function lastGood({ documents, maxAge }: Before, namespace: string, now: Instant): LastGood | undefined {
  const document = documents.get(namespace);
  if (document === undefined) return undefined;
  const { value, collectedAt, absent } = document;
  if (value === null || collectedAt === null || now - collectedAt >= maxAge) return undefined;
  return { namespace, value, collectedAt, absent };
}

type LastGood = Pick<FactDocument, 'namespace' | 'absent'> & {
  readonly value: JsonObject;
  readonly collectedAt: Instant;
};

function learn(outcome: Outcome, now: Instant): readonly Learned[] {
  const { facts, name } = outcome.api;
  switch (outcome.kind) {
    case 'answered':
      return facts.map((fact) => ({ fact, ...compute(fact, name, outcome, now) }));
    case 'absent':
      return facts.map((fact) => ({ fact, absent: outcome.reason, asked: outcome.asked }));
    case 'unknown':
      return facts.map((fact) => ({ fact, unreadable: outcome.reason }));
    default:
      return facts.map((fact) => ({ fact, failed: outcome.reason }));
  }
}

function compute(
  { path, namespace, keys, value }: ToldFact,
  name: string,
  { body, status, service }: Extract<Said, { kind: 'answered' }>,
  now: Instant,
) {
  const given = value.compute({ body, status, service }, now);
  if ('missing' in given) return { absent: `${name} answers without ${given.missing}`, asked: true };
  if ('error' in given) return { failed: `${name} answers what gives no ${path}: ${given.error}` };
  const fitted = fitFacts(namespace, nested(keys, given.value));
  if ('misfit' in fitted) return { failed: `${name} answers what does not fit: ${fitted.misfit}` };
  return { value: given.value };
}

function nested([first, ...rest]: readonly string[], value: Json): Facts {
  if (first === undefined) return {};
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}

function wordsOf(learned: readonly Learned[]): string {
  return [...new Set(learned.flatMap((one) => ('failed' in one ? [one.failed] : [])))].join('; ');
}

/** With what was known before of what failed now; then all is said to be as old as that. */
function answerOf(learned: readonly Learned[], before: LastGood | undefined): Answer {
  const told = learned.map((one) => ('failed' in one ? keptOf(one, before) : one));
  const failing = wordsOf(learned);
  const isKept = told.some((one, place) => one !== learned[place]);
  return {
    value: told.reduce<Facts>(
      (whole, one) => ('value' in one ? merged(whole, one.fact.keys, one.value) : whole),
      {},
    ),
    absent: absences(told),
    unreadable: told.flatMap((one) => {
      const reason = 'failed' in one ? one.failed : 'unreadable' in one ? one.unreadable : undefined;
      return reason === undefined ? [] : [{ path: one.fact.keys.join('.'), reason }];
    }),
    ...(failing === '' ? {} : { failing }),
    ...(isKept && before !== undefined ? { collectedAt: before.collectedAt } : {}),
  };
}

/** As it last was: its value, or that it had none. */
function keptOf(one: Learned, before: LastGood | undefined): Learned {
  if (before === undefined) return one;
  const { fact } = one;
  const value = valueAt(before.value, fact.keys);
  if (value !== undefined)
    return 'misfit' in fitFacts(before.namespace, nested(fact.keys, value)) ? one : { fact, value };
  const absence = before.absent.find(({ path }) => path === fact.keys.join('.'));
  return absence === undefined ? one : { fact, absent: absence.reason, asked: true };
}

function valueAt(value: Json, [first, ...rest]: readonly string[]): Json | undefined {
  if (first === undefined) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const inner = Object.hasOwn(value, first) ? (value as JsonObject)[first] : undefined; // Lists are ruled out.
  return inner === undefined ? undefined : valueAt(inner, rest);
}

/** Where nobody was asked at all, the service is linked to none of them. */
function absences(learned: readonly Learned[]): readonly PathNote[] {
  const notes = learned.flatMap((one) =>
    'absent' in one ? [{ path: one.fact.keys.join('.'), reason: one.absent, asked: one.asked }] : [],
  );
  const [first] = notes;
  const isUnlinked = notes.length === learned.length && notes.every(({ asked }) => !asked);
  if (isUnlinked && first !== undefined) return [{ path: '', reason: first.reason }];
  return notes.map(({ path, reason }) => ({ path, reason }));
}

/** No two paths lie within each other: the settings saw to that. */
function merged(whole: Facts, [first, ...rest]: readonly string[], value: Json): Facts {
  if (first === undefined) return whole;
  if (rest.length === 0) return { ...whole, [first]: value };
  // What stands there was put there for another path through it.
  const inner = (Object.hasOwn(whole, first) ? whole[first] : {}) as Facts;
  return { ...whole, [first]: merged(inner, rest, value) };
}
