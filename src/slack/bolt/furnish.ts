import type { WebClient } from '@slack/web-api';
import type { Duration } from '../../domain/instant.ts';
import { createPainter } from '../../pictures/painter.ts';
import type { Directory } from '../../use-cases/exception-views.ts';
import type { Stage } from '../../use-cases/first-start.ts';
import type { Log } from '../../use-cases/log.ts';
import type { Profiles } from '../../use-cases/nudging/profiles.ts';
import type { Clock, Workspace } from '../../use-cases/ports.ts';
import type { Verbs } from '../../use-cases/verbs.ts';
import type { Action } from '../actions/action.ts';
import type { Command } from '../commands/command.ts';
import { createConversations } from './conversations.ts';
import { createDirectory } from './directory.ts';
import type { Desk } from './errands.ts';
import type { Answered, Office, Wait } from './handle.ts';
import { createHomes } from './home.ts';
import { createNewestPress } from './newest-press.ts';
import { createOnce } from './once.ts';
import { createPeople } from './people.ts';
import { createPlainWords } from './plain-words.ts';
import { createProfiles } from './profiles.ts';
import { respondWithin } from './respond.ts';
import { createFileSender } from './send-file.ts';
import { createTurns } from './turns.ts';

/** Who we are, and in which workspace. */
export interface Identity {
  readonly workspace: Workspace;
  readonly botUserId: string;
}

export interface Furniture {
  readonly commands: readonly Command[];
  readonly actions: readonly Action[];
  readonly verbs: Verbs;
  readonly clock: Clock;
  readonly log: Log;
  readonly stage?: () => Stage | null;
  readonly answered?: Answered;
  readonly accountOf?: (email: string) => Promise<string | undefined>;
  readonly wait: Wait;
  /** `/ready` */
  readonly slash: string;
  /** For an answer to a person. */
  readonly timeout: Duration;
}

/** All that answering takes, over the client that answers. */
export function furnish(
  furniture: Furniture,
  client: WebClient,
  { workspace, botUserId }: Identity,
): {
  readonly office: Office;
  readonly desk: Desk;
  readonly directory: Directory;
  readonly profiles: Profiles;
} {
  const { verbs, clock, log, commands, actions, slash, wait, timeout } = furniture;
  const { stage = () => null, answered = () => {}, accountOf = async () => undefined } = furniture;
  const conversations = createConversations(client, clock);
  const plainWords = createPlainWords(client, conversations, clock, botUserId);
  const people = createPeople({ client, verbs, clock, workspace });
  return {
    office: {
      client,
      respond: respondWithin(timeout),
      conversations,
      people,
      homes: createHomes({ client, people, verbs, clock, stage, log }),
      newest: createNewestPress(),
      sendFile: createFileSender(client, createPainter()),
      once: createOnce(),
      turn: createTurns(),
      stage,
      answered,
      clock,
      wait,
      log,
    },
    desk: { commands, actions, verbs, clock, plainWords, slash },
    directory: createDirectory({ client, clock, workspace, accountOf }),
    profiles: createProfiles({ client, clock, workspace, accountOf }),
  };
}
