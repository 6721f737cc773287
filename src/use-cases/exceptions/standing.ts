import { ExternalServiceError } from '../../domain/errors.ts';
import type { Exception } from '../../domain/exceptions/exception.ts';
import type { Subject, Viewer } from '../../domain/rights.ts';
import type { Context, ScorecardsInForce } from '../context.ts';
import type { ServiceRecord } from '../ports.ts';
import { subjectOf } from '../resolve-viewer.ts';
import { type Deciders, decidersOf, latelyDirectory, questionKey, questionOf } from './deciders.ts';
import { type RulesInForce, rulesInForce } from './rules-in-force.ts';

/** An exception with all that says who may do what about it, read now. */
export interface Standing {
  readonly exception: Exception;
  readonly record: ServiceRecord;
  readonly inForce: ScorecardsInForce;
  readonly rules: RulesInForce;
  readonly deciders: Deciders;
  /** What the deciders were found for. */
  readonly questionKey: string;
}

/** Undefined: there is no such exception. Throws an `ExternalServiceError` when Slack does not say who is who. */
export async function standingOf(context: Context, id: string): Promise<Standing | undefined> {
  const { store, policy, directory } = context;
  const exception = await store.exceptions.byId(id);
  if (exception === undefined) return undefined;
  const [records, inForce] = await Promise.all([
    store.catalog.byKeys([exception.serviceKey]),
    context.scorecards(),
  ]);
  const record = records.get(exception.serviceKey);
  if (record === undefined) return undefined;
  const rules = rulesInForce(inForce);
  const question = questionOf(exception, record, { rules, policy });
  const deciders = await decidersOf(directory, policy, question);
  return { exception, record, inForce, rules, deciders, questionKey: questionKey(question) };
}

/** The same for whoever only looks: while Slack does not answer, those who were asked stand for those who decide. */
export async function standingToShow(context: Context, id: string): Promise<Standing | undefined> {
  try {
    return await standingOf({ ...context, directory: latelyDirectory(context.directory) }, id);
  } catch (error) {
    if (!(error instanceof ExternalServiceError)) throw error;
    const asked = (await context.store.exceptions.byId(id))?.asked;
    const people = (asked?.people ?? []).map((person) => ({ id: person, name: person }));
    const resolve = async () => ({ people, unresolved: [] });
    return standingOf({ ...context, directory: { resolve } }, id);
  }
}

/** What the viewer's rights towards an exception depend on. */
export function exceptionSubject(
  viewer: Viewer,
  { exception, record, deciders }: Pick<Standing, 'exception' | 'record' | 'deciders'>,
  { policy }: Pick<Context, 'policy'>,
): Subject {
  return {
    ...subjectOf(record, viewer, policy),
    approver: deciders.people.some(({ id }) => id === viewer.id),
    requester: exception.requester.id === viewer.id,
  };
}
