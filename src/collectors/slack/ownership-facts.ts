import type { Service } from '../../domain/catalog.ts';
import type { PathNote } from '../../domain/fact.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { ownership as ownershipNamespace } from '../../facts/ownership.ts';
import type { OwnerTeam } from '../collector.ts';
import type { Channels, People, SlackGroup, SlackPerson } from './directory.ts';

type Ownership = FactsOf<typeof ownershipNamespace>;

/** A part of what is known; fields without a value say why. */
export interface Part {
  readonly value: Ownership;
  readonly absent?: readonly PathNote[];
  readonly unreadable?: readonly PathNote[];
}

const OF_MEMBERS = ['members', 'active_members', 'gone'];

/** Who of the owning team is still there. */
export function memberFacts({ id }: Service, owner: OwnerTeam, people: People): Part {
  const { team } = owner;
  const { members } = team;
  if (members.length === 0) {
    const reason = `the team ${team.id} lists no members: add them in the catalog (for ${id})`;
    return { value: { members: 0 }, absent: notes(['active_members', 'gone'], reason) };
  }
  // Without that scope Slack leaves the addresses out, and everybody would look gone.
  if (people.byEmail.size === 0 && members.some((member) => member.includes('@'))) {
    const reason = 'Slack shows no e-mail addresses: the app needs the scope users:read.email';
    return { value: { members: members.length }, unreadable: notes(['active_members', 'gone'], reason) };
  }
  const gone = members.filter((member) => !isActive(accountOf(member, owner, people)));
  return { value: { members: members.length, active_members: members.length - gone.length, gone } };
}

export function membersWithout(reason: string, kind: 'absent' | 'unreadable'): Part {
  return { value: {}, [kind]: notes(OF_MEMBERS, reason) };
}

/** The catalog's own mapping goes before the address, since that may be another one in Slack. */
function accountOf(
  member: string,
  { people: known }: OwnerTeam,
  { byId, byEmail }: People,
): SlackPerson | undefined {
  const email = member.toLowerCase();
  const mapped = known.find((one) => one.email.toLowerCase() === email)?.slack;
  return byId.get(mapped ?? member) ?? byEmail.get(email);
}

function isActive(account: SlackPerson | undefined): boolean {
  return account !== undefined && account.deleted !== true;
}

/** Whether the user group that stands for the team is there; only teams that name one can be looked up. */
export function groupFacts({ team }: OwnerTeam, groups: readonly SlackGroup[]): Part {
  const named = team.slackUsergroup?.replace(/^@/, '').toLowerCase();
  if (named === undefined) return groupWithout(`the team ${team.id} names no user group of Slack`);
  const found = groups.find(
    ({ id, handle }) => id.toLowerCase() === named || handle?.toLowerCase() === named,
  );
  return { value: { owner_exists: found !== undefined && !((found.date_delete ?? 0) > 0) } };
}

export function groupWithout(reason: string): Part {
  return { value: {}, unreadable: notes(['owner_exists'], reason) };
}

/** Private channels are seen only by whoever was invited, so what is not seen may be there all the same. */
export function channelFacts(named: string, channels: Channels, unseen: 'unknown' | 'gone'): Part {
  const found = channels.byId.get(named) ?? channels.byName.get(named.replace(/^#/, '').toLowerCase());
  if (found === undefined) {
    if (unseen === 'gone') return { value: { channel: { exists: false } } };
    const reason = `${named} is no channel that the app sees: correct it, or invite the app if it is private`;
    return { value: {}, unreadable: notes(['channel'], reason) };
  }
  return {
    value: {
      channel: {
        exists: true,
        archived: found.is_archived ?? false,
        shared_outside: found.is_ext_shared ?? false,
      },
    },
  };
}

export function channelWithout(reason: string, kind: 'absent' | 'unreadable'): Part {
  return { value: {}, [kind]: notes(['channel'], reason) };
}

function notes(paths: readonly string[], reason: string): readonly PathNote[] {
  return paths.map((path) => ({ path, reason }));
}
