import { ExternalServiceError } from '../../domain/errors.ts';
import { DAY, type Instant, MINUTE } from '../../domain/instant.ts';
import type { Caller } from '../calling/caller.ts';
import { type Incident, listIncidents } from './api.ts';

export const INCIDENT_DAYS = 90;

export interface IncidentQuestion {
  /** PagerDuty's ids. */
  readonly services: readonly string[];
  readonly urgencies: readonly ('high' | 'low')[];
  readonly now: Instant;
  readonly signal: AbortSignal;
}

/** Those that began within the window, and those that are still open however old they are. By service. */
export async function incidentsOf(
  caller: Caller,
  question: IncidentQuestion,
): Promise<ReadonlyMap<string, readonly Incident[]>> {
  const { services, urgencies, now, signal } = question;
  // The filter is not in every plan (402), and is not needed where all count.
  const filter = {
    'service_ids[]': services,
    'urgencies[]': urgencies.length === 1 ? urgencies : undefined,
  };
  const [lately, open] = await Promise.all([
    within(caller, filter, { since: now - INCIDENT_DAYS * DAY, until: now }, signal),
    stillOpen(caller, filter, signal),
  ]);
  const each = new Map([...lately, ...open].map((one) => [one.id, one]));
  return Map.groupBy(each.values(), ({ service }) => service.id);
}

type Filter = Readonly<Record<string, readonly string[] | undefined>>;
interface Range {
  readonly since: Instant;
  readonly until: Instant;
}

/** PagerDuty takes 6 months at once and tells 10,000 of them: where there are more, the range is halved. */
async function within(
  caller: Caller,
  filter: Filter,
  { since, until }: Range,
  signal: AbortSignal,
): Promise<readonly Incident[]> {
  const range = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
  const { entries, isWhole } = await listIncidents(caller, { ...filter, ...range }, signal);
  if (isWhole) return entries;
  if (until - since < MINUTE) throw tooMany();
  const middle = Math.floor((since + until) / 2);
  const halves = [
    await within(caller, filter, { since, until: middle }, signal),
    await within(caller, filter, { since: middle, until }, signal),
  ];
  return halves.flat();
}

async function stillOpen(caller: Caller, filter: Filter, signal: AbortSignal): Promise<readonly Incident[]> {
  const query = { ...filter, 'statuses[]': ['triggered', 'acknowledged'], date_range: 'all' };
  const { entries, isWhole } = await listIncidents(caller, query, signal);
  if (!isWhole) throw tooMany();
  return entries;
}

function tooMany(): ExternalServiceError {
  return new ExternalServiceError(
    'PagerDuty',
    'PagerDuty has more incidents of these services than it tells',
  );
}
