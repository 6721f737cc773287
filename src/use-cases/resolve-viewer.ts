import { stewardsOf, type Team } from '../domain/catalog.ts';
import { withAncestors } from '../domain/hierarchy.ts';
import type { Policy } from '../domain/policy.ts';
import type { Subject, Viewer } from '../domain/rights.ts';
import type { ServiceRecord } from './ports.ts';
import type { Profile } from './verbs.ts';

/**
 * Adds to a Slack profile what the catalog says of the person. Computed from the catalog of this moment,
 * so that leaving a team takes effect with the next click.
 */
export function resolveViewer(profile: Profile, teams: readonly Team[], policy: Policy): Viewer {
  const mine = teams.filter((team) => isNamed(profile, [...team.members, ...team.stewards]));
  return {
    id: profile.id,
    name: profile.name,
    email: profile.email,
    timezone: profile.timezone ?? policy.timezone,
    stranger: profile.stranger,
    guest: profile.guest,
    admin: isNamed(profile, policy.admins),
    teams: [...new Set(mine.flatMap((team) => withAncestors(team.id, teams)))],
    stewardOf: mine.filter((team) => isNamed(profile, stewardsOf(team))).map((team) => team.id),
  };
}

/** What the rights of a verb about this service depend on. */
export function subjectOf(record: ServiceRecord, viewer: Viewer, policy: Policy): Subject {
  const tier = policy.tiers.find(({ id }) => id === record.service.tier);
  return {
    owner: record.service.owner,
    also: record.service.also,
    approver: isNamed(viewer, tier?.approvers ?? []),
  };
}

/** Whether one of these e-mails or Slack user ids is this person. */
export function isNamed(person: Pick<Viewer, 'id' | 'email'>, names: readonly string[]): boolean {
  return names.some((name) => isPerson(name, person));
}

function isPerson(name: string, person: { readonly id: string; readonly email: string | null }): boolean {
  return name === person.id || (person.email !== null && name.toLowerCase() === person.email.toLowerCase());
}
