import { type Checked, checkShape, valueAt } from '../../documents/check-shape.ts';
import { inOrder } from '../../documents/yaml-document.ts';
import { describeProblem, type Problem } from '../../domain/errors.ts';
import type { PathNote } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { factCatalogue, namespaces } from '../../facts/index.ts';
import type { Answer, Answers, Failure } from '../collector.ts';
import { type Entry, entryShape, type FactsFile, FILLABLE, type SoundFile } from './facts-file.ts';
import { momentOf, withMoments } from './moments.ts';

/** What a file says about a service, by namespace. What is written wrongly has failed, with its place. */
export function answersFor({ sound }: FactsFile, service: string, now: Instant): Answers {
  if (sound === undefined || !sound.services.includes(service)) return {};
  const entry = checkShape(sound.yaml, ['services', service], entryShape);
  if (!entry.ok) return Object.fromEntries(FILLABLE.map((name) => [name, failure(entry.problems)]));
  const spokenOf = FILLABLE.filter((name) => speaksOf(entry.value, name));
  return Object.fromEntries(
    spokenOf.map((name) => [name, answerFor(sound, { service, name, entry: entry.value, now })]),
  );
}

/** All that is wrong in a file, the facts of all services included. */
export function problemsOf({ sound, problems }: FactsFile, now: Instant): readonly Problem[] {
  if (sound === undefined) return problems;
  const all = sound.services.flatMap((service) => {
    const entry = checkShape(sound.yaml, ['services', service], entryShape);
    const facts = FILLABLE.map((name) => factsOf(sound, { service, name, now }));
    return [entry, ...facts].flatMap((checked) => (checked.ok ? [] : checked.problems));
  });
  return inOrder(all);
}

interface Asked {
  readonly service: string;
  readonly name: string;
  readonly now: Instant;
}

function answerFor(sound: SoundFile, asked: Asked & { readonly entry: Entry }): Answer | Failure {
  const { name, entry, now } = asked;
  const facts = factsOf(sound, asked);
  if (!facts.ok) return failure(facts.problems);
  const answer = {
    value: facts.value,
    collectedAt: momentOf(entry.collected[name] ?? sound.collected, now),
    unreadable: notesOn(name, entry.unreadable),
    absent: notesOn(name, entry.absent),
  };
  const failed = entry.failed[name];
  if (failed === undefined) return answer;
  const failedAt = momentOf(failed.since ?? '', now);
  return { failed: failed.error, failedAt, ...(entry.facts[name] && { lastGood: answer }) };
}

/** The facts of one namespace, held against its schema, with their moments counted from now. */
function factsOf({ yaml }: SoundFile, { service, name, now }: Asked): Checked<JsonObject> {
  const path = ['services', service, 'facts', name];
  const schema = namespaces.find((namespace) => namespace.name === name)?.schema;
  const type = factCatalogue.get(name)?.type;
  const written = valueAt(yaml.value, path);
  if (written === undefined || type === undefined || schema === undefined) return { ok: true, value: {} };
  const facts = withMoments(written, type, now);
  const services = { [service]: { facts: { [name]: facts } } };
  const checked = checkShape({ ...yaml, value: { services } }, path, schema);
  // The schema has just said that it is a mapping of JSON.
  return checked.ok ? { ok: true, value: facts as JsonObject } : { ok: false, problems: checked.problems };
}

function speaksOf({ facts, failed, unreadable, absent }: Entry, name: string): boolean {
  const noted = [...Object.keys(unreadable), ...Object.keys(absent)];
  return (
    facts[name] !== undefined || failed[name] !== undefined || noted.some((path) => isWithin(path, name))
  );
}

/** The notes on a namespace, their paths as seen from it. */
function notesOn(name: string, notes: Readonly<Record<string, string>>): readonly PathNote[] {
  return Object.entries(notes).flatMap(([path, reason]) =>
    isWithin(path, name) ? [{ path: path.slice(name.length + 1), reason }] : [],
  );
}

function isWithin(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`);
}

/** The first problem: the others are told by `ready validate`. */
export function failure(problems: readonly Problem[]): Failure {
  const [first] = problems;
  return { failed: first === undefined ? 'its facts file cannot be read' : describeProblem(first) };
}
