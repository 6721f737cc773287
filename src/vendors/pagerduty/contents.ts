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

type Policy = NonNullable<PagerDutyContents['escalation_policies']>[number];
type Schedule = NonNullable<PagerDutyContents['schedules']>[number];
type User = NonNullable<PagerDutyContents['users']>[number];

/** The account as it is at the moment of a request, by id. */
export interface Account {
  readonly policies: ReadonlyMap<string, Policy>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly users: ReadonlyMap<string, User>;
  readonly include: readonly string[];
}

export function accountOf(contents: PagerDutyContents, include: readonly string[] = []): Account {
  const byId = <T extends { readonly id: string }>(all: readonly T[] = []) =>
    new Map(all.map((one) => [one.id, one]));
  const { escalation_policies, schedules, users } = contents;
  return { policies: byId(escalation_policies), schedules: byId(schedules), users: byId(users), include };
}

export function serviceOf(account: Account, service: PagerDutyContents['services'][number]) {
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
    escalation_policy: policy === undefined ? null : policyOf(account, policy),
    integrations: keys.map((key, place) => ({
      ...about('events_api_v2_inbound_integration', `${id}I${place}`, 'Events API V2'),
      ...(account.include.includes('integrations') ? { integration_key: key } : {}),
    })),
  };
}

function policyOf({ policies, schedules, include }: Account, id: string) {
  const { name = id, escalation_rules = [] } = policies.get(id) ?? {};
  if (!include.includes('escalation_policies')) return about('escalation_policy_reference', id, name);
  const typeOf = (target: string) => (schedules.has(target) ? 'schedule_reference' : 'user_reference');
  return {
    ...about('escalation_policy', id, name),
    name,
    escalation_rules: escalation_rules.map((targets, place) => ({
      id: `${id}R${place}`,
      escalation_delay_in_minutes: 30,
      targets: targets.map((target) => about(typeOf(target), target, target)),
    })),
  };
}

export function scheduleOf(account: Account, { id, name = id, users }: Schedule) {
  return { ...about('schedule', id, name), name, users: users.map((user) => userOf(account, user)) };
}

type Turn = NonNullable<PagerDutyContents['oncalls']>[number];

/** Who is on call at the moment, for these policies or for all. */
export function onCallsOf(
  { oncalls }: PagerDutyContents,
  account: Account,
  now: number,
  policies: readonly string[] = [...account.policies.keys()],
) {
  const wanted = new Set(policies);
  const turns = oncalls?.filter((turn) => wanted.has(turn.escalation_policy));
  return (turns ?? policies.flatMap((policy) => usualTurns(account, policy)))
    .filter(
      ({ start, end }) =>
        (start == null || Date.parse(start) <= now) && (end == null || Date.parse(end) > now),
    )
    .map(({ escalation_policy: policy, escalation_level, user, start = null, end = null }) => ({
      escalation_policy: about('escalation_policy_reference', policy, policy),
      escalation_level,
      schedule: null,
      user: userOf(account, user),
      start,
      end,
    }));
}

function usualTurns({ policies, schedules }: Account, escalation_policy: string): readonly Turn[] {
  const rules = policies.get(escalation_policy)?.escalation_rules ?? [];
  return rules.flatMap((targets, place) =>
    targets.flatMap((target) => {
      const user = schedules.has(target) ? schedules.get(target)?.users[0] : target;
      return user === undefined ? [] : [{ escalation_policy, escalation_level: place + 1, user }];
    }),
  );
}

function userOf({ users, include }: Account, id: string) {
  const { name = id, email = `${id.toLowerCase()}@acme.test` } = users.get(id) ?? {};
  if (!include.includes('users')) return about('user_reference', id, name);
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
