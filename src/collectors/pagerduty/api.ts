/**
 * What is read of PagerDuty's REST API v2, in its own words.
 * https://developer.pagerduty.com/api-reference, https://github.com/PagerDuty/api-schema
 */
import { z } from 'zod';
import type { Caller } from '../calling/caller.ts';
import { allPages } from './paging.ts';

const reference = z.object({
  id: z.string(),
  type: z.string(),
  summary: z.string().nullish(),
  html_url: z.string().nullish(),
});

const escalationPolicy = reference.extend({
  name: z.string().nullish(),
  escalation_rules: z.array(z.object({ targets: z.array(reference) })),
});
export type EscalationPolicy = z.infer<typeof escalationPolicy>;

const service = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  /** Whole, as it is included. */
  escalation_policy: escalationPolicy.nullish(),
  integrations: z.array(z.object({ integration_key: z.string().nullish() })).nullish(),
});
export type PagerDutyService = z.infer<typeof service>;

const schedule = z.object({ id: z.string(), users: z.array(reference).nullish() });
export type Schedule = z.infer<typeof schedule>;

/** On-calls have no id: the entry of a policy, level, person and schedule is told by these. */
const onCall = z
  .object({
    escalation_policy: reference,
    escalation_level: z.int(),
    user: reference.extend({ name: z.string().nullish(), email: z.string().nullish() }),
    schedule: reference.nullish(),
    start: z.string().nullish(),
  })
  .transform((told) => ({
    ...told,
    id: [
      told.escalation_policy.id,
      told.escalation_level,
      told.user.id,
      told.schedule?.id,
      told.start,
    ].join(),
  }));
export type OnCall = z.infer<typeof onCall>;

const incident = z.object({
  id: z.string(),
  title: z.string().nullish(),
  summary: z.string().nullish(),
  html_url: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
  /** Older accounts do not tell it; then it is the last change of status. */
  resolved_at: z.iso.datetime({ offset: true }).nullish(),
  last_status_change_at: z.iso.datetime({ offset: true }).nullish(),
  status: z.enum(['triggered', 'acknowledged', 'resolved']),
  urgency: z.enum(['high', 'low']),
  service: reference,
});
export type Incident = z.infer<typeof incident>;

/** Whole objects instead of references; integrations, since they have the keys by which services are linked. */
const INCLUDE = { 'include[]': ['escalation_policies', 'integrations'] };

export async function findService(
  caller: Caller,
  id: string,
  signal: AbortSignal,
): Promise<PagerDutyService | undefined> {
  const path = `/services/${encodeURIComponent(id)}`;
  const found = await caller.find({ path, query: INCLUDE, schema: z.object({ service }), signal });
  return found?.value.service;
}

/** There is no filter by ids: it is all services, or (with `query`) those whose name or key matches. */
export function listServices(caller: Caller, signal: AbortSignal, query?: string) {
  return allPages(caller, {
    path: '/services',
    key: 'services',
    entry: service,
    query: { ...INCLUDE, query },
    signal,
  });
}

export async function findSchedule(
  caller: Caller,
  id: string,
  signal: AbortSignal,
): Promise<Schedule | undefined> {
  const path = `/schedules/${encodeURIComponent(id)}`;
  return (await caller.find({ path, schema: z.object({ schedule }), signal }))?.value.schedule;
}

export function listSchedules(caller: Caller, signal: AbortSignal) {
  return allPages(caller, { path: '/schedules', key: 'schedules', entry: schedule, signal });
}

/** Who is on call now, without `since` and `until`. */
export function listOnCalls(caller: Caller, policies: readonly string[], signal: AbortSignal) {
  return allPages(caller, {
    path: '/oncalls',
    key: 'oncalls',
    entry: onCall,
    query: { 'escalation_policy_ids[]': policies, 'include[]': ['users'], time_zone: 'UTC' },
    signal,
  });
}

/** Oldest first, so that one that begins meanwhile moves none to another page. */
export function listIncidents(
  caller: Caller,
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
  signal: AbortSignal,
) {
  return allPages(caller, {
    path: '/incidents',
    key: 'incidents',
    entry: incident,
    query: { ...query, sort_by: 'created_at:asc', time_zone: 'UTC' },
    signal,
  });
}
