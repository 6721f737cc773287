import type { FactsOf } from '../../facts/namespace.ts';
import type { oncall } from '../../facts/oncall.ts';
import type { Answer } from '../collector.ts';
import type { EscalationPolicy, OnCall, Schedule } from './api.ts';

/**
 * Facts of one policy.
 * @param onCalls at this moment, by PagerDuty's clock; maybe those of other policies too
 * @param schedules those that are shown to us, or why none is
 */
export function onCallFacts(
  policy: EscalationPolicy,
  onCalls: readonly OnCall[],
  schedules: ReadonlyMap<string, Schedule> | { readonly unreadable: string },
): Answer {
  const present = onCalls.filter((one) => one.escalation_policy.id === policy.id);
  const people = peopleOf(policy, schedules);
  const value = {
    policy: policy.name ?? policy.summary ?? policy.id,
    escalation_levels: levelsOf(policy),
    staffed: present.length > 0,
    now: peopleNow(present),
    people: typeof people === 'number' ? people : undefined,
    url: policy.html_url ?? undefined,
  } satisfies FactsOf<typeof oncall>;
  return typeof people === 'number'
    ? { value }
    : { value, unreadable: [{ path: 'people', reason: people.unreadable }] };
}

/** A level whose targets were all called before is none. */
function levelsOf({ escalation_rules: rules }: EscalationPolicy): number {
  const called = new Set<string>();
  let levels = 0;
  for (const { targets } of rules) {
    if (targets.some(({ id }) => !called.has(id))) levels += 1;
    for (const { id } of targets) called.add(id);
  }
  return levels;
}

/** Each person once per level, first level first. */
function peopleNow(present: readonly OnCall[]): NonNullable<FactsOf<typeof oncall>['now']> {
  const each = new Map(present.map((one) => [`${one.escalation_level} ${one.user.id}`, one]));
  return [...each.values()]
    .toSorted((a, b) => a.escalation_level - b.escalation_level)
    .map(({ user, escalation_level: level }) => ({
      name: user.name ?? user.summary ?? user.id,
      ...(user.email == null ? {} : { email: user.email }),
      level,
    }));
}

function peopleOf(
  { escalation_rules: rules }: EscalationPolicy,
  schedules: ReadonlyMap<string, Schedule> | { readonly unreadable: string },
): number | { readonly unreadable: string } {
  const targets = rules.flatMap((rule) => rule.targets);
  const users = new Set(targets.filter(({ type }) => !isSchedule(type)).map(({ id }) => id));
  for (const { id, summary } of targets.filter(({ type }) => isSchedule(type))) {
    if ('unreadable' in schedules) return schedules;
    const people = schedules.get(id)?.users;
    if (people == null) return { unreadable: `PagerDuty does not show us the schedule ${summary ?? id}` };
    for (const person of people) users.add(person.id);
  }
  return users.size;
}

export function isSchedule(type: string): boolean {
  return type.startsWith('schedule');
}
