import type { Exception } from '../../domain/exceptions/exception.ts';
import type { Context } from '../context.ts';
import type { ExceptionLine } from '../exception-views.ts';
import type { CatalogPort } from '../ports.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** Each with the names that a list shows. */
export async function exceptionLines(
  catalog: Pick<CatalogPort, 'byKeys'>,
  rules: RulesInForce,
  exceptions: readonly Exception[],
): Promise<readonly ExceptionLine[]> {
  const records = await catalog.byKeys([...new Set(exceptions.map(({ serviceKey }) => serviceKey))]);
  return exceptions.map((exception) => {
    const service = records.get(exception.serviceKey)?.service;
    return {
      exception,
      service: { id: service?.id ?? '', name: service?.name ?? '' },
      titles: exception.rules.map(({ rule }) => rules.get(rule)?.rule.title ?? rule),
      missing: Math.max(0, exception.approvalsRequired - exception.approvals.length),
    };
  });
}

/** The same with how the follow-up stands, where that can be told. */
export async function withFollowUp<Line extends ExceptionLine>(
  { followUps, clock }: Pick<Context, 'followUps' | 'clock'>,
  line: Line,
): Promise<Line> {
  const url = line.exception.followUp;
  const state = url === null ? null : await followUps.stateOf(url, clock.now());
  return state === null ? line : { ...line, followUp: state };
}
