import type { Objective } from '../combining/objectives.ts';
import type { DatadogObjective } from './api.ts';

type Status = NonNullable<DatadogObjective['attributes']['overall_status']>[number];

/**
 * An objective of Datadog promises something for each window that it has a target for: each is one of ours.
 * @param site where people look at it: `https://app.datadoghq.com`
 */
export function objectivesOf({ id, attributes }: DatadogObjective, site: string): readonly Objective[] {
  const { name, overall_status: statuses, timeframe, target_threshold: target, thresholds } = attributes;
  const told = statuses ?? [];
  const targets = thresholds ?? (timeframe && target != null ? [{ timeframe, target }] : []);
  // A window whose status is not told was promised all the same.
  const silent = targets.filter((one) => !told.some((status) => status.timeframe === one.timeframe));
  const windows: readonly Status[] = [...told, ...silent];
  return windows.flatMap((status) => {
    const promised = status.target ?? targets.find((one) => one.timeframe === status.timeframe)?.target;
    if (promised == null) return [];
    const days = daysOf(status.timeframe);
    return [
      {
        name: windows.length > 1 ? `${name} (${status.timeframe})` : name,
        target: promised,
        ...(days === undefined ? {} : { windowDays: days }),
        url: `${site}/slo?slo_id=${encodeURIComponent(id)}`,
        measured: measuredBy(status, promised, name),
      },
    ];
  });
}

function measuredBy(status: Status, target: number, name: string): Objective['measured'] {
  const { status: current, error_budget_remaining: left, state, error } = status;
  if (current == null || state === 'no_data')
    return { unknown: `Datadog has no data for "${name}"${error ? ` (${error.toLowerCase()})` : ''}` };
  return {
    current,
    ...(left == null ? {} : { errorBudgetRemaining: left }),
    breached: state == null ? current < target : state === 'breached',
  };
}

/** `7d`, `30d`, `90d`; a calendar month and the like have no fixed length. */
function daysOf(timeframe: string | null | undefined): number | undefined {
  const days = /^(\d+)d$/.exec(timeframe ?? '')?.[1];
  return days === undefined ? undefined : Number(days);
}
