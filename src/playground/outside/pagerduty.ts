import type { PagerDutyContents } from '../../vendors/pagerduty/contents.ts';
import type { Ago, World } from './world.ts';

/** The PagerDuty account of the made-up company. */
export function pagerDutyOf({ services, policies }: World, ago: Ago, isHidden: (service: string) => boolean) {
  const known = [...services].flatMap(([id, { pagerduty }]) =>
    pagerduty === undefined ? [] : [{ id, ...pagerduty }],
  );
  const people = [...new Set(policies.flatMap(({ levels }) => levels.flat()))];
  const all = known.map(({ id, service, policy }) => ({
    ...{ id: service, name: id },
    escalation_policy: policyId(policy),
  }));
  return {
    /** What the key may not see is not listed. */
    get services() {
      return all.filter(({ id }) => !isHidden(id));
    },
    escalation_policies: policies.map(({ id, name, levels }) => ({
      ...{ id: policyId(id), name },
      escalation_rules: levels.map((_, place) => [scheduleId(id, place)]),
    })),
    schedules: policies.flatMap(({ id, name, levels }) =>
      levels.map((users, place) => ({
        ...{ id: scheduleId(id, place), name: `${name}, level ${place + 1}` },
        users: users.map(userId),
      })),
    ),
    users: people.map((name) => ({ id: userId(name), name, email: `${plain(name, '.')}@acme.test` })),
    incidents: known.flatMap(({ service, incidents }) =>
      incidents.map((age, place) => ({
        ...{ id: `${service}Q${place}`, service, created_at: ago(age), title: TITLES[place % TITLES.length] },
        resolved_at: ago(age - LENGTH),
      })),
    ),
  } satisfies PagerDutyContents;
}

const LENGTH = 42 * 60_000;
const TITLES = ['Too many errors', 'Answers take too long', 'The queue grows', 'Disk nearly full'];

function policyId(id: string): string {
  return `P${id.toUpperCase()}`;
}

function scheduleId(policy: string, level: number): string {
  return `S${policy.toUpperCase()}${level + 1}`;
}

function userId(name: string): string {
  return `U${plain(name, '').toUpperCase()}`;
}

/** `Inês Costa` → `ines.costa` */
function plain(name: string, between: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .split(' ')
    .join(between);
}
