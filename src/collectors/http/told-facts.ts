import type { PathNote } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Json } from '../../domain/json.ts';
import type { Answer, Answers, Facts, Failure } from '../collector.ts';
import { fitFacts } from '../running/fit-facts.ts';
import type { Said } from './ask-api.ts';
import type { Api, ToldFact } from './settings.ts';

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
 * The answers of all APIs together, by namespace. One that failed leaves its own facts unknown; where all of a
 * namespace failed, the namespace did, and keeps what it last knew.
 */
export function toldFacts(outcomes: readonly Outcome[], now: Instant): Answers {
  const learned = outcomes.flatMap((outcome) => learn(outcome, now));
  const byNamespace = Map.groupBy(learned, ({ fact }) => fact.namespace);
  return Object.fromEntries([...byNamespace].map(([namespace, all]) => [namespace, answerOf(all)]));
}

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

function answerOf(learned: readonly Learned[]): Answer | Failure {
  const failures = learned.flatMap((one) => ('failed' in one ? [one.failed] : []));
  if (failures.length === learned.length) return { failed: [...new Set(failures)].join('; ') };
  return {
    value: learned.reduce<Facts>(
      (whole, one) => ('value' in one ? merged(whole, one.fact.keys, one.value) : whole),
      {},
    ),
    absent: absences(learned),
    unreadable: learned.flatMap((one) => {
      const reason = 'failed' in one ? one.failed : 'unreadable' in one ? one.unreadable : undefined;
      return reason === undefined ? [] : [{ path: one.fact.keys.join('.'), reason }];
    }),
  };
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
