import { askCollector, type Finding, knownBefore } from './ask-collector.ts';
import type { CollectorInUse, Context } from './context.ts';
import { keepFindings } from './keep-findings.ts';
import { pausesOf } from './pauses.ts';
import type { ServiceRecord } from './ports.ts';
import type { CollectorTrouble } from './verbs.ts';
import { waitingFor } from './waiting-for.ts';

/**
 * Asks all collectors about a few services now (a slice of at most 50), side by side, and keeps all that they said
 * together. A collector whose vendor wants silence is not asked. Tells what went wrong, by service key.
 * @param timeZone of who reads about the trouble
 */
export async function collectTogether(
  context: Context,
  records: readonly ServiceRecord[],
  timeZone: string,
): Promise<ReadonlyMap<string, readonly CollectorTrouble[]>> {
  const pauses = await pausesOf(context);
  const configured = configuredOf(context);
  const asked = configured.filter(({ source }) => !pauses.has(source.collector));
  const about = { waiting: true, known: await knownBefore(context.store, asked, records) };
  const told = await Promise.all(asked.map((one) => askCollector(context, one, records, about)));
  const findings = told.flat();
  await keepFindings(context, findings);
  const paused = configured.flatMap(({ source: { collector }, vendor }) => {
    const until = pauses.get(collector);
    return until === undefined ? [] : [{ collector, reason: waitingFor(vendor, until, timeZone) }];
  });
  const failed = (key: string) =>
    findings.filter(({ attempt }) => attempt.key === key).flatMap((finding) => troubleOf(finding, timeZone));
  return new Map(records.map(({ key }) => [key, [...paused, ...failed(key)]]));
}

export function configuredOf({ collecting }: Pick<Context, 'collecting'>): readonly CollectorInUse[] {
  return collecting.collectors.filter(({ source }) => source.configured === true && source.told !== true);
}

/** What went wrong with one collector and one service, in sentences. */
export function troubleOf({ collector, attempt }: Finding, timeZone: string): readonly CollectorTrouble[] {
  const { result } = attempt;
  const about = (reason: string) => ({ collector: collector.source.collector, reason });
  switch (result.kind) {
    case 'answered':
    case 'nothing to ask':
      return [];
    case 'failed':
      return result.reasons.map(about);
    case 'told to wait':
      return [about(waitingFor(collector.vendor, result.until, timeZone))];
  }
}
