import type { WebClient } from '@slack/web-api';
import { ExternalServiceError } from '../../domain/errors.ts';
import { HOUR, type Instant, SECOND } from '../../domain/instant.ts';
import type { Profiles, Reachable } from '../../use-cases/nudging/profiles.ts';
import type { Clock, Workspace } from '../../use-cases/ports.ts';
import { isForeign } from './people.ts';
import { refusalOf, troubleOf } from './slack-error.ts';

export interface ProfileSources {
  readonly client: Pick<WebClient, 'users'>;
  readonly clock: Clock;
  /** Ours; somebody of another one is told nothing. */
  readonly workspace: Workspace;
  /** The Slack user id that the catalog gives for an address, where matching by e-mail is not enough. */
  readonly accountOf: (email: string) => Promise<string | undefined>;
}

const FRESH = HOUR;
const MOST_PEOPLE = 5_000;
const USER_ID = /^[UW][A-Z0-9]{2,}$/;
/** Slack's words for an account that is not there for us. */
const NOBODY = ['users_not_found', 'user_not_found', 'user_not_visible'];

/**
 * Statuses that say that somebody is not there. Slack has no field for it: these are the emoji of its own suggestion
 * ("Vacationing", "Out sick") and what calendars set.
 * https://slack.com/help/articles/201864558-Set-your-Slack-status-and-availability
 */
const AWAY_EMOJI =
  /^:(palm_tree|desert_island|beach_with_umbrella|face_with_thermometer|face_with_head_bandage|sneezing_face|baby|airplane|no_entry|ooo|out-of-office|vacation):/;
const AWAY_WORDS =
  /\b(vacation(ing)?|on holidays?|holidays? until|annual leave|on leave|(ma|pa)ternity|parental leave|sick|ill|out of (the )?office|ooo|pto|away until|sabbatical)\b/i;

/** Who people are and whether they are there, asked of Slack once an hour. */
export function createProfiles(sources: ProfileSources): Profiles {
  const known = new Map<string, { readonly at: Instant; readonly found: Promise<Found | null> }>();
  return {
    async of(person) {
      const now = sources.clock.now();
      const before = known.get(person);
      if (before !== undefined && now - before.at < FRESH) return reachable(await before.found, now);
      const found = find(person, sources);
      known.delete(person);
      known.set(person, { at: now, found });
      // What failed is tried again by the next who asks.
      found.catch(() => known.delete(person));
      for (const oldest of known.keys()) if (known.size > MOST_PEOPLE) known.delete(oldest);
      return reachable(await found, now);
    },
  };
}

type User = NonNullable<Awaited<ReturnType<ProfileSources['client']['users']['info']>>['user']>;

interface Found extends Omit<Reachable, 'away'> {
  /** Null: no end was given; a status that says nothing of the kind ends at once. */
  readonly awayUntil: Instant | null;
}

async function find(person: string, sources: ProfileSources): Promise<Found | null> {
  const { client, accountOf, workspace } = sources;
  const id = USER_ID.test(person) ? person : await accountOf(person);
  try {
    const { user } =
      id === undefined
        ? await client.users.lookupByEmail({ email: person })
        : await client.users.info({ user: id });
    return user?.id === undefined ? null : asFound(user, user.id, workspace);
  } catch (error) {
    if (NOBODY.includes(refusalOf(error) ?? '')) return null;
    throw new ExternalServiceError(
      'Slack',
      `It did not say who is there, so nobody was reminded: ${troubleOf(error)}.`,
      { cause: error },
    );
  }
}

function asFound(user: User, id: string, workspace: Workspace): Found {
  const { deleted, is_bot: bot, is_restricted: guest, is_ultra_restricted: narrow, profile, tz } = user;
  const active = !(deleted || bot || guest || narrow || id === 'USLACKBOT' || isForeign(user, workspace));
  const name = profile?.display_name || profile?.real_name || user.real_name || user.name || id;
  return { id, name, timezone: tz ?? null, active, awayUntil: awayUntil(profile) };
}

function awayUntil(profile: User['profile']): Instant | null {
  const { status_emoji: emoji = '', status_text: text = '', status_expiration: ends = 0 } = profile ?? {};
  if (!AWAY_EMOJI.test(emoji) && !AWAY_WORDS.test(text)) return 0;
  // Slack's seconds; 0 = until it is changed.
  return ends === 0 ? null : ends * SECOND;
}

function reachable(found: Found | null, now: Instant): Reachable | null {
  if (found === null) return null;
  const { awayUntil, ...rest } = found;
  return { ...rest, away: awayUntil === null || awayUntil > now };
}
