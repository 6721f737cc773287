import { type Instant, SECOND } from '../../domain/instant.ts';
import type { Monitor } from '../combining/monitors.ts';
import type { DatadogMonitor } from './api.ts';

/** In Datadog's words; those that are not here (`Ignored`, `Skipped`) say nothing of the service. */
const STATUS: Readonly<Record<string, Monitor['status']>> = {
  OK: 'ok',
  Warn: 'warning',
  Alert: 'alerting',
  'No Data': 'no_data',
  // It has not been judged yet, or cannot be.
  Unknown: 'no_data',
};

/** @param site where people look at it: `https://app.datadoghq.com` */
export function monitorOf(told: DatadogMonitor, site: string, now: Instant): Monitor {
  const status = STATUS[told.overall_state ?? ''];
  return {
    name: told.name,
    type: told.type,
    ...(status === undefined ? {} : { status }),
    muted: isMuted(told, now),
    url: `${site}/monitors/${told.id}`,
  };
}

/** All of it: one that is silent for a part (`env:staging`) still tells somebody. */
function isMuted({ options, matching_downtimes: downtimes }: DatadogMonitor, now: Instant): boolean {
  const until = options?.silenced?.['*'];
  const isSilenced = until !== undefined && (until === null || until * SECOND > now);
  return isSilenced || (downtimes ?? []).some(({ active, scope }) => active === true && scope?.includes('*'));
}
