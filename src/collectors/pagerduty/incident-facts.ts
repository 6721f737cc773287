import { DAY, type Instant, MINUTE } from '../../domain/instant.ts';
import type { incidents as incidentsNamespace } from '../../facts/incidents.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { Answer } from '../collector.ts';
import type { Incident } from './api.ts';
import { INCIDENT_DAYS } from './incidents.ts';

/** More are counted and not told one by one. */
const MOST_TOLD = 500;

/** Post-mortems are written in PagerDuty's product, and its public API does not tell of them. */
const NO_POSTMORTEMS = {
  path: 'without_postmortem',
  reason: "PagerDuty's API does not tell of post-mortems",
};

/** Facts of one service's incidents, of which all count. */
export function incidentFacts(all: readonly Incident[], now: Instant): Answer {
  const counted = all.toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  const lately = beganWithin(counted, INCIDENT_DAYS, now);
  const value = {
    open: counted.filter(({ status }) => status !== 'resolved').length,
    in_last_7_days: beganWithin(counted, 7, now).length,
    in_last_14_days: beganWithin(counted, 14, now).length,
    in_last_30_days: beganWithin(counted, 30, now).length,
    in_last_90_days: lately.length,
    last_began_at: counted[0]?.created_at,
    minutes_to_resolve: meanMinutes(lately),
    recent: lately.length <= MOST_TOLD ? lately.map(incidentEntry) : undefined,
  } satisfies FactsOf<typeof incidentsNamespace>;
  const { last_began_at, minutes_to_resolve, recent } = value;
  const tooMany = { path: 'recent', reason: `${lately.length} incidents are too many to be told one by one` };
  const absences = [
    [last_began_at, 'last_began_at', 'there was no incident'],
    [minutes_to_resolve, 'minutes_to_resolve', `no incident of the last ${INCIDENT_DAYS} days was resolved`],
  ] as const;
  return {
    value,
    unreadable: recent === undefined ? [NO_POSTMORTEMS, tooMany] : [NO_POSTMORTEMS],
    absent: absences.flatMap(([found, path, reason]) => (found === undefined ? [{ path, reason }] : [])),
  };
}

function beganWithin(incidents: readonly Incident[], days: number, now: Instant): readonly Incident[] {
  return incidents.filter(({ created_at }) => Date.parse(created_at) >= now - days * DAY);
}

function meanMinutes(incidents: readonly Incident[]): number | undefined {
  const lengths = incidents.flatMap((one) => {
    const resolved = resolvedAt(one);
    return resolved === undefined ? [] : [(Date.parse(resolved) - Date.parse(one.created_at)) / MINUTE];
  });
  if (lengths.length === 0) return undefined;
  return Math.round(lengths.reduce((sum, length) => sum + length, 0) / lengths.length);
}

function resolvedAt({ status, resolved_at, last_status_change_at }: Incident): string | undefined {
  return status === 'resolved' ? (resolved_at ?? last_status_change_at ?? undefined) : undefined;
}

function incidentEntry(incident: Incident) {
  const { id, title, summary, urgency, created_at, html_url } = incident;
  return {
    id,
    title: title ?? summary ?? id,
    urgency,
    // High urgency calls people at once and escalates; low urgency notifies without that.
    paged: urgency === 'high',
    began_at: created_at,
    resolved_at: resolvedAt(incident),
    url: html_url ?? undefined,
  };
}
