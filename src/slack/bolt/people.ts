import type { WebClient } from '@slack/web-api';
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Clock, Workspace } from '../../use-cases/ports.ts';
import type { Profile, Verbs } from '../../use-cases/verbs.ts';
import { refusalOf } from './slack-error.ts';

const FRESH = MINUTE;
/** While Slack does not answer, an older profile serves for looking, never for deciding. */
const USABLE = 15 * MINUTE;
const MOST_PEOPLE = 5_000;

export interface People {
  /** Who acts, as Slack and the catalog describe them. `fresh`: as of now, for whatever decides or publishes. */
  readonly viewer: (userId: string, fresh: boolean) => Promise<Viewer>;
}

interface Known {
  readonly profile: Profile;
  readonly at: Instant;
}

export interface PeopleSources {
  readonly client: Pick<WebClient, 'users'>;
  readonly verbs: Pick<Verbs, 'viewerOf'>;
  readonly clock: Clock;
  /** Ours; somebody of another one is a stranger. */
  readonly workspace: Workspace;
}

export function createPeople({ client, verbs, clock, workspace }: PeopleSources): People {
  const known = new Map<string, Known>();

  async function profile(userId: string, fresh: boolean): Promise<Profile> {
    const now = clock.now();
    const before = known.get(userId);
    if (!fresh && before !== undefined && now - before.at < FRESH) return before.profile;
    try {
      const read = await readProfile(client, userId, workspace);
      known.delete(userId);
      known.set(userId, { profile: read, at: now });
      for (const oldest of known.keys()) if (known.size > MOST_PEOPLE) known.delete(oldest);
      return read;
    } catch (error) {
      if (!fresh && before !== undefined && now - before.at < USABLE) return before.profile;
      throw unreadable(error);
    }
  }

  return { viewer: async (userId, fresh) => verbs.viewerOf(await profile(userId, fresh)) };
}

async function readProfile(
  client: Pick<WebClient, 'users'>,
  userId: string,
  workspace: Workspace,
): Promise<Profile> {
  const { user } = await client.users.info({ user: userId });
  if (user === undefined) throw new Error('users.info answered without a user');
  return {
    id: userId,
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || userId,
    email: user.profile?.email ?? null,
    timezone: user.tz ?? null,
    stranger: user.deleted === true || user.is_bot === true || isForeign(user, workspace),
    guest: user.is_restricted === true || user.is_ultra_restricted === true,
  };
}

/** On a Grid, people of the same organisation have other team ids than the workspace that the bot is in. */
export function isForeign(
  user: { readonly team_id?: string; readonly is_stranger?: boolean; readonly enterprise_user?: object },
  { teamId, enterpriseId }: Workspace,
): boolean {
  if (user.is_stranger === true) return true;
  if (user.team_id === teamId) return false;
  const enterprise: unknown = Object(user.enterprise_user).enterprise_id;
  return enterpriseId === null || enterprise !== enterpriseId;
}

function unreadable(error: unknown): Error {
  const refusal = refusalOf(error);
  if (refusal === 'missing_scope')
    return new Error('users.info lacks a scope: install the manifest again', { cause: error });
  return new ExternalServiceError('Slack', 'It did not say who you are, so nothing was done.', {
    cause: error,
  });
}
