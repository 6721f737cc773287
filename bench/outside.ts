/** What a use case has of the world outside of the database, where a bench needs none of it. */
import type { Context } from '../src/use-cases/context.ts';
import { NO_FOLLOW_UPS } from '../src/use-cases/follow-up-ports.ts';
import { NO_DIRECTORY } from '../src/use-cases/no-directory.ts';
import { createPlanning } from '../src/use-cases/nudging/planning.ts';
import { NO_PROFILES } from '../src/use-cases/nudging/profiles.ts';

type Outside = Omit<
  Context,
  'store' | 'clock' | 'policy' | 'catalogue' | 'sources' | 'scorecards' | 'collecting'
>;

export function nothingOutside(): Outside {
  return {
    directory: NO_DIRECTORY,
    profiles: NO_PROFILES,
    holidaysOf: async () => () => false,
    planning: createPlanning(),
    jobs: () => [],
    importSaid: async () => {},
    yields: () => false,
    followUps: NO_FOLLOW_UPS,
    reached: () => {},
  };
}
