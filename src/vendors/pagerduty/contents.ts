/** An account of PagerDuty, in its own words. What is left out has a usual value. */
export interface PagerDutyContents {
  /** Default: `pd-token`. */
  readonly token?: string;
  readonly services: readonly {
    readonly id: string;
    readonly name?: string;
    readonly status?: 'active' | 'warning' | 'critical' | 'maintenance' | 'disabled';
    /** An id. */
    readonly escalation_policy?: string;
    readonly integration_keys?: readonly string[];
  }[];
  readonly escalation_policies?: readonly {
    readonly id: string;
    readonly name?: string;
    /** Each with its targets: ids of users or of schedules. */
    readonly escalation_rules: readonly (readonly string[])[];
  }[];
  /** With the ids of those who take turns. */
  readonly schedules?: readonly {
    readonly id: string;
    readonly name?: string;
    readonly users: readonly string[];
  }[];
  readonly users?: readonly { readonly id: string; readonly name: string; readonly email?: string }[];
  /** Default: each user who is a target, and the first of each schedule that is one. */
  readonly oncalls?: readonly {
    readonly escalation_policy: string;
    readonly escalation_level: number;
    readonly user: string;
    readonly start?: string | null;
    readonly end?: string | null;
  }[];
  readonly incidents?: readonly {
    readonly id: string;
    /** An id. */
    readonly service: string;
    readonly created_at: string;
    readonly title?: string;
    /** Default: resolved after half an hour. */
    readonly status?: 'triggered' | 'acknowledged' | 'resolved';
    readonly resolved_at?: string;
    readonly urgency?: 'high' | 'low';
  }[];
}

type Service = PagerDutyContents['services'][number];

export function serviceOf(contents: PagerDutyContents, service: Service, include: readonly string[]) {
  const {
    id,
    name = id,
    status = 'active',
    escalation_policy: policy,
    integration_keys: keys = [],
  } = service;
  return {
    ...about('service', id, name),
    name,
    status,
    escalation_policy: policy === undefined ? null : policyOf(contents, policy, include),
    integrations: keys.map((key, place) => ({
      ...about('events_api_v2_inbound_integration', `${id}I${place}`, 'Events API V2'),
      ...(include.includes('integrations') ? { integration_key: key } : {}),
    })),
  };
}

function policyOf(
  { escalation_policies = [], schedules = [] }: PagerDutyContents,
  id: string,
  include: readonly string[],
) {
  const found = escalation_policies.find((one) => one.id === id);
  const name = found?.name ?? id;
  if (!include.includes('escalation_policies')) return about('escalation_policy_reference', id, name);
  const typeOf = (target: string) =>
    schedules.some((one) => one.id === target) ? 'schedule_reference' : 'user_reference';
  return {
    ...about('escalation_policy', id, name),
    name,
    escalation_rules: (found?.escalation_rules ?? []).map((targets, place) => ({
      id: `${id}R${place}`,
      escalation_delay_in_minutes: 30,
      targets: targets.map((target) => about(typeOf(target), target, target)),
    })),
  };
}

/** Who is on call at the moment. */
export function onCallsOf(contents: PagerDutyContents, now: number, isWhole: boolean) {
  const entries = contents.oncalls ?? usualOnCalls(contents);
  return entries
    .filter(
      ({ start, end }) =>
        (start == null || Date.parse(start) <= now) && (end == null || Date.parse(end) > now),
    )
    .map(({ escalation_policy: policy, escalation_level, user, start = null, end = null }) => ({
      escalation_policy: about('escalation_policy_reference', policy, policy),
      escalation_level,
      schedule: null,
      user: userOf(contents, user, isWhole),
      start,
      end,
    }));
}

function usualOnCalls({ escalation_policies = [], schedules = [] }: PagerDutyContents) {
  return escalation_policies.flatMap(({ id, escalation_rules: rules }) =>
    rules.flatMap((targets, place) =>
      targets.flatMap((target) => {
        const schedule = schedules.find((one) => one.id === target);
        const user = schedule === undefined ? target : schedule.users[0];
        const none = { start: null, end: null };
        return user === undefined
          ? []
          : [{ escalation_policy: id, escalation_level: place + 1, user, ...none }];
      }),
    ),
  );
}

function userOf({ users = [] }: PagerDutyContents, id: string, isWhole: boolean) {
  const { name = id, email = `${id.toLowerCase()}@acme.test` } = users.find((one) => one.id === id) ?? {};
  if (!isWhole) return about('user_reference', id, name);
  return { ...about('user', id, name), name, email };
}

/** What every object and reference has. */
export function about(type: string, id: string, summary: string) {
  const place = type.replace(/_reference$/, '').replace(/y$/, 'ie');
  return {
    ...{ id, type, summary, self: `https://api.pagerduty.com/${place}s/${id}` },
    html_url: `https://acme.pagerduty.com/${place}s/${id}`,
  };
}
