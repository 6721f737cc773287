import type { Initiative } from '../../domain/initiative.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { InitiativeNews } from '../../use-cases/initiatives/initiative-intents.ts';
import { initiativeMessage } from '../views/initiative-notices.ts';
import type { About, MessageDeps, MessageKind } from './message.ts';

/**
 * `{ initiative, what }`, and `deadline` or `once`, which tell it from an earlier one of its kind. Nothing where it has
 * moved on by now: started news of what is cancelled, half way of a deadline that was extended.
 */
export const initiative: MessageKind = {
  name: 'initiative',
  summary:
    'How an initiative goes: start, half way, last week, a new deadline and the end in its channel; what is left to its owner, on Mondays',
  prefers: 'missing',
  async render({ subject }, deps) {
    const what = newsIn(subject);
    const view = await told(subject, deps);
    if (view === null || what === undefined || !STANDS[what](view.initiative, subject)) return null;
    return { message: initiativeMessage(view, what, deps.policy.timezone), version: what };
  },
  // A channel that cannot be written to must not keep its owner in the dark; nor a gone owner the admins.
  async fallbacks(about, deps) {
    const view = about.audience.kind === 'person' ? null : await told(about.subject, deps);
    const people = view === null ? deps.policy.admins : [view.initiative.owner, ...deps.policy.admins];
    return people.map((person) => ({ kind: 'person', person }));
  },
};

type Still = (initiative: Initiative, subject: JsonObject) => boolean;

const isRunning: Still = ({ state, deadline }, subject) =>
  state === 'active' && subject.deadline === deadline;

/** When each is still worth saying. */
const STANDS: Readonly<Record<InitiativeNews, Still>> = {
  drafted: ({ state }) => state === 'draft' || state === 'active',
  start: ({ state }) => state === 'active',
  half: isRunning,
  'last-week': isRunning,
  extended: isRunning,
  met: ({ state }) => state === 'met',
  ended: ({ state }) => state === 'ended',
  cancelled: ({ state }) => state === 'cancelled',
  week: ({ state }) => state === 'active' || state === 'ended',
};

function newsIn({ what }: JsonObject): InitiativeNews | undefined {
  // The table names them all.
  return typeof what === 'string' && Object.hasOwn(STANDS, what) ? (what as InitiativeNews) : undefined;
}

async function told({ initiative: id }: About['subject'], { initiative: read }: MessageDeps) {
  return typeof id === 'string' ? read(id) : null;
}
