import { may, type Subject, type Viewer } from '../../domain/rights.ts';
import { answeredBy } from '../answered-by.ts';
import type { Context } from '../context.ts';
import type { ServiceRecord } from '../ports.ts';
import { checkViews } from '../scorecard-view.ts';
import { HEADING_NAMESPACES, serviceHeading } from '../service-heading.ts';
import type { CheckView, ServiceHeading } from '../show-readiness.ts';

/** All checks of a service by `scorecard/rule`, with the viewer's eyes; those on trial are nobody's business yet. */
export async function serviceChecks(
  context: Context,
  viewer: Viewer,
  key: string,
  subject: Subject,
): Promise<ReadonlyMap<string, CheckView>> {
  const [evaluations, { all }] = await Promise.all([
    context.store.evaluations.of([key]),
    context.scorecards(),
  ]);
  const seeing = {
    seesSensitive: may(viewer, 'see-sensitive', subject),
    now: context.clock.now(),
    answeredBy: answeredBy(context),
  };
  const views = all.flatMap(({ compiled: { scorecard } }) => {
    const evaluation = evaluations.get(key)?.find((one) => one.scorecard === scorecard.id);
    const onTrial = new Set(scorecard.rules.filter(({ stage }) => stage === 'trial').map(({ id }) => id));
    return evaluation === undefined
      ? []
      : checkViews(scorecard, evaluation, seeing).filter(({ rule }) => !onTrial.has(rule));
  });
  return new Map(views.map((view) => [`${view.scorecard}/${view.rule}`, view]));
}

export async function headingOf({ store, policy }: Context, record: ServiceRecord): Promise<ServiceHeading> {
  const [documents, teams, systems] = await Promise.all([
    store.facts.of([record.key], HEADING_NAMESPACES),
    store.catalog.teams(),
    store.catalog.systems(),
  ]);
  return serviceHeading(record, documents.get(record.key) ?? [], { teams, systems }, policy);
}
