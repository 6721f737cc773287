import { z } from 'zod';
import { count, defineNamespace, flag, group, list } from './namespace.ts';

/** Whether those whom the catalog names are there. That an owner is named at all is `service.owner`. */
export const ownership = defineNamespace(
  {
    name: 'ownership',
    words: 'people and channels',
    summary:
      'Whether the people and channels that the catalog names are there. Who is named is `service.owner`.',
  },
  {
    owner_exists: flag(
      'Whether the owning team exists where people are kept.',
      'existing owner',
      'the owning team exists',
      'the owning team does not exist',
    ),
    members: count('Members of the owning team.', 'team members'),
    active_members: count('Members of the owning team with an active account.', 'active team members'),
    gone: list(z.string(), 'Members named by the catalog without an active account.', 'members who are gone'),
    channel: group(
      {
        exists: flag(
          'Whether the channel that the catalog names exists.',
          'existing channel',
          'the channel exists',
          'the channel does not exist',
        ),
        archived: flag(
          'Whether it is archived.',
          'archived channel',
          'the channel is archived',
          'the channel is not archived',
        ),
        shared_outside: flag(
          'Whether it is shared with another organisation.',
          'channel shared outside',
          'the channel is shared with another organisation',
          'the channel is internal',
        ),
      },
      'The channel that the catalog names.',
      'channel',
    ),
  },
);
