import { about, type PagerDutyContents } from './contents.ts';

const DAY = 86_400_000;
/** "Maximum range is 6 months and default is 1 month." */
const MOST_DAYS = 184;

type Queries = Readonly<Record<string, readonly string[]>>;

type Answered = { readonly incidents: readonly ReturnType<typeof incidentOf>[] } | { readonly wrong: string };

/** The incidents that are asked for, oldest first; or what is wrong with the question. */
export function incidentsFor(contents: PagerDutyContents, queries: Queries, now: number): Answered {
  const one = (key: string) => queries[key]?.[0];
  const until = Date.parse(one('until') ?? new Date(now).toISOString());
  const since = Date.parse(one('since') ?? new Date(until - 30 * DAY).toISOString());
  const isAll = one('date_range') === 'all';
  if (!isAll && until - since > MOST_DAYS * DAY) return { wrong: 'Since and Until must be within 6 months' };
  const isWanted = (key: string, value: string) => queries[key]?.includes(value) ?? true;
  const isInRange = (at: number) => isAll || (at >= since && at < until);
  const incidents = (contents.incidents ?? []).filter(
    ({ service, urgency = 'high', status = 'resolved', created_at }) =>
      isWanted('service_ids[]', service) &&
      isWanted('urgencies[]', urgency) &&
      isWanted('statuses[]', status) &&
      isInRange(Date.parse(created_at)),
  );
  incidents.sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
  return { incidents: incidents.map(incidentOf) };
}

function incidentOf(incident: NonNullable<PagerDutyContents['incidents']>[number]) {
  const { id, service, created_at, title = 'The server is on fire.', status = 'resolved' } = incident;
  const halfAnHourLater = new Date(Date.parse(created_at) + DAY / 48).toISOString();
  const resolved_at = status === 'resolved' ? (incident.resolved_at ?? halfAnHourLater) : null;
  return {
    ...about('incident', id, `[#1234] ${title}`),
    ...{ title, created_at, status, urgency: incident.urgency ?? 'high' },
    ...{ resolved_at, last_status_change_at: resolved_at ?? created_at },
    service: about('service_reference', service, service),
  };
}
