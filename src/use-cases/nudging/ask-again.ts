/** Before somebody is interrupted their facts are looked at once more: what was mended an hour ago is told to nobody. */
import { type Duration, HOUR, type Instant, MINUTE } from '../../domain/instant.ts';
import type { Context } from '../context.ts';
import type { Look } from './due-nudges.ts';

/** So long an answer is waited for; then what was known last is told. */
const PATIENCE: Duration = 20 * MINUTE;
const NEXT_LOOK: Duration = 5 * MINUTE;
/** After this a question is a new one: what was asked this morning says nothing of the afternoon. */
const FORGOTTEN: Duration = HOUR;

interface Question {
  /** Service key. */
  readonly service: string;
  readonly collector: string;
}

/** Those whose gaps were confirmed lately. Of the others the facts are asked for, and they are looked at anew soon. */
export async function confirmed<T extends Look>(
  { store, planning, collecting }: Pick<Context, 'store' | 'planning' | 'collecting'>,
  due: readonly T[],
  now: Instant,
): Promise<readonly T[]> {
  const { asked, quiet } = planning;
  for (const [question, since] of asked) if (now - since >= FORGOTTEN) asked.delete(question);
  const waits = (question: Question) => now - (asked.get(keyOf(question)) ?? now) < PATIENCE;
  const waiting = due.filter((look) => questionsOf(look).some(waits));
  if (waiting.length === 0) return due;
  const questions = waiting.flatMap(questionsOf).filter((question) => !asked.has(keyOf(question)));
  for (const [collector, some] of Map.groupBy(questions, (question) => question.collector))
    await store.collections.hasten([...new Set(some.map(({ service }) => service))], now, [collector]);
  for (const question of questions) asked.set(keyOf(question), now);
  for (const { reached } of waiting) quiet.set(reached.key, { until: now + NEXT_LOOK, hard: false });
  if (questions.length > 0) collecting.wake();
  return due.filter((look) => !waiting.includes(look));
}

function questionsOf({ doubts }: Look): readonly Question[] {
  return [...doubts].flatMap(([service, collectors]) =>
    collectors.map((collector) => ({ service, collector })),
  );
}

function keyOf({ service, collector }: Question): string {
  return `${service} ${collector}`;
}
