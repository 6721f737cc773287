/** What somebody typed about an initiative, checked: what is wrong with it is said at its fields. */
import { UserError } from '../../domain/errors.ts';
import type { Initiative } from '../../domain/initiative.ts';
import { deadlineOn } from '../../domain/initiatives/deadlines.ts';
import { DAY } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { InitiativeAsk, InitiativeField } from '../initiative-views.ts';
import { serviceFilterOf } from '../list-services.ts';
import { askedFor } from './asked-for.ts';

const LONGEST_TITLE = 120;
const LONGEST_WHY = 1_000;
const FURTHEST = 730 * DAY;

/** What of an initiative a person writes. */
export type Written = Pick<
  Initiative,
  'title' | 'why' | 'scorecard' | 'asks' | 'filter' | 'deadline' | 'owner' | 'ownerName' | 'channel'
>;

export interface Problem {
  readonly field: InitiativeField;
  readonly message: string;
}

export type CheckedAsk =
  | { readonly kind: 'fine'; readonly written: Written }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** @param before the one that is edited: of a running one the deadline stays */
export async function checkedAsk(
  context: Context,
  viewer: Viewer,
  ask: InitiativeAsk,
  before: Initiative | null,
): Promise<CheckedAsk> {
  const deadline =
    before?.state === 'active' ? before.deadline : deadlineOn(ask.date, context.policy.timezone);
  const [filter, owner] = await Promise.all([
    understood(context, viewer, ask.filter),
    ownerOf(context, viewer, ask.owner, before),
  ]);
  const problems = [
    ...textProblems(ask),
    ...(await askProblems(context, ask, deadline)),
    ...(typeof filter === 'string' ? [] : [filter]),
    ...(before?.state === 'active' ? [] : dateProblems(deadline, context.clock.now())),
    ...('id' in owner ? [] : [owner]),
  ];
  if (problems.length > 0 || deadline === undefined || typeof filter !== 'string' || !('id' in owner))
    return { kind: 'invalid', problems };
  const { scorecard, asks, channel } = ask;
  const written = { scorecard, asks, filter, deadline, channel, owner: owner.id, ownerName: owner.name };
  return { kind: 'fine', written: { title: ask.title.trim(), why: ask.why.trim(), ...written } };
}

function textProblems({ title, why }: InitiativeAsk): readonly Problem[] {
  const given = (field: InitiativeField, text: string, most: number, message: string): readonly Problem[] => {
    if (text.trim() === '') return [{ field, message }];
    return text.trim().length > most ? [{ field, message: `At most ${most} characters, please.` }] : [];
  };
  return [
    ...given('title', title, LONGEST_TITLE, 'Give it a name that people recognise.'),
    ...given('why', why, LONGEST_WHY, 'Say what customers have of it: everybody who is reminded reads this.'),
  ];
}

async function askProblems(
  context: Context,
  { scorecard, asks }: InitiativeAsk,
  deadline: number | undefined,
): Promise<readonly Problem[]> {
  const asked = askedFor(await context.scorecards(), {
    scorecard,
    asks,
    deadline: deadline ?? context.clock.now(),
  });
  return asked === null
    ? [{ field: 'asks', message: 'Choose the rules, or a level, that it asks for.' }]
    : [];
}

function dateProblems(deadline: number | undefined, now: number): readonly Problem[] {
  if (deadline === undefined || deadline <= now)
    return [{ field: 'date', message: 'Choose a day that is still to come.' }];
  return deadline > now + FURTHEST ? [{ field: 'date', message: 'Choose a day within two years.' }] : [];
}

/** The filter as `/ready list` understands it, or what to type instead. */
async function understood(context: Context, viewer: Viewer, filter: string): Promise<string | Problem> {
  try {
    return (await serviceFilterOf(context, viewer, filter)).understood;
  } catch (error) {
    if (error instanceof UserError) return { field: 'filter', message: error.message };
    throw error;
  }
}

/** Whoever answers for it is a full member of today; Slack is asked about others than the viewer. */
async function ownerOf(
  { directory }: Context,
  viewer: Viewer,
  id: string,
  before: Initiative | null,
): Promise<{ readonly id: string; readonly name: string } | Problem> {
  if (id === viewer.id) return viewer;
  if (before !== null && id === before.owner) return { id, name: before.ownerName };
  const [owner] = id === '' ? [] : (await directory.resolve([id])).people;
  return owner ?? { field: 'owner', message: 'Choose somebody who is a full member here.' };
}
