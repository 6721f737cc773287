import type { ExceptedRule, Exception } from '../../domain/exceptions/exception.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { ExceptionAsk } from '../exception-views.ts';
import type { ServiceRecord } from '../ports.ts';
import { type AskProblem, askedRules, problem, tierProblems, wordProblems } from './check-ask.ts';
import { MOST_SERVICES, meantServices, tooMany } from './meant-services.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** One service's part of what is asked, checked. */
export interface Part {
  readonly record: ServiceRecord;
  readonly rules: readonly ExceptedRule[];
  readonly until: Instant;
  /** The exception that it prolongs. */
  readonly extends: string | null;
}

/** What is asked of each service, and all that is wrong with it. */
interface Checked {
  readonly parts: readonly Part[];
  readonly problems: readonly AskProblem[];
  /** How many services are asked about. */
  readonly services: number;
}

export async function checkedParts(
  context: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
  rules: RulesInForce,
): Promise<Checked> {
  const meant = await meantServices(context, viewer, ask);
  const checked = await Promise.all(
    meant.records.map((record) => checkedPart(context, viewer, ask, record, rules)),
  );
  const askable = meant.filtered ? checked.filter(({ ruleProblems }) => ruleProblems.length === 0) : checked;
  const isNone = meant.filtered && meant.problems.length === 0 && askable.length === 0;
  const extension = await extensionProblems(context, ask, meant.records);
  const found = [
    ...meant.problems,
    ...(isNone ? [problem('services', 'None of these services needs an exception from it.')] : []),
    ...(askable.length > MOST_SERVICES
      ? [tooMany(`${askable.length} of the services that it matches need this exception`, true)]
      : []),
    ...wordProblems(ask),
    ...extension,
    ...askable.flatMap(({ problems, ruleProblems }) => [...ruleProblems, ...problems]),
  ];
  return {
    parts: askable.map(({ part }) => ({
      ...part,
      extends: meant.extended?.get(part.record.key) ?? part.extends,
    })),
    problems: oneForEachField(found),
    services: meant.problems.length === 0 ? askable.length : meant.count,
  };
}

/** The modal has room for one sentence below a field. */
function oneForEachField(problems: readonly AskProblem[]): readonly AskProblem[] {
  return [...Map.groupBy(problems, ({ field }) => field).values()].flatMap((some) => some.slice(0, 1));
}

/** One service's part of an ask, and what is wrong with it there. */
export async function checkedPart(
  context: Context,
  viewer: Viewer,
  ask: ExceptionAsk,
  record: ServiceRecord,
  rules: RulesInForce,
): Promise<{
  readonly part: Part;
  readonly problems: readonly AskProblem[];
  readonly ruleProblems: readonly AskProblem[];
}> {
  const asked = await askedRules(context, viewer, record, { keys: ask.rules, rules });
  const { until, problems } = tierProblems(ask, record, context);
  const prolonged = typeof ask.extends === 'string' ? ask.extends : null;
  const part = { record, rules: asked.rules, until, extends: prolonged };
  return { part, problems, ruleProblems: asked.problems };
}

async function extensionProblems(
  { store }: Context,
  ask: ExceptionAsk,
  records: readonly ServiceRecord[],
): Promise<readonly AskProblem[]> {
  // Of those that end together each is its own service's.
  if (typeof ask.extends !== 'string') return [];
  const extended = await store.exceptions.byId(ask.extends);
  const [only, another] = records;
  const isItsOwn = extended !== undefined && only?.key === extended.serviceKey && another === undefined;
  if (!isItsOwn) return [problem('services', 'Only an exception of this very service can be prolonged.')];
  if (['approved', 'expired'].includes(extended.state)) return [];
  return [
    problem('services', `It was ${extended.state}, so there is nothing to prolong. Ask for a new one.`),
  ];
}

/** What was typed, as it is kept. */
export function wordsOf(ask: ExceptionAsk): Pick<Exception, 'reason' | 'risk' | 'followUp'> {
  const followUp = ask.followUp?.trim() ?? '';
  return { reason: ask.reason.trim(), risk: ask.risk.trim(), followUp: followUp === '' ? null : followUp };
}
