import { UserError } from '../../domain/errors.ts';
import type { Initiative, Participant } from '../../domain/initiative.ts';
import { daysLeft } from '../../domain/initiatives/deadlines.ts';
import { countsOf } from '../../domain/initiatives/progress.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { Blockers, InitiativeView, TeamProgress } from '../initiative-views.ts';
import { serviceFilterOf } from '../list-services.ts';
import { OURSELVES } from '../ourselves.ts';
import { type AskedFor, askedFor, type Named } from './asked-for.ts';
import { knownInitiative, mayFor } from './known-initiative.ts';
import { laggardsOf, type Member, membersOf } from './laggards.ts';
import { previewOf } from './preview-initiative.ts';

const PAGE_SIZE = 12;
/** Of each kind that keeps services from getting on. */
const MOST_BLOCKED = 5;

/** One initiative with who is where. Throws a `UserError` where it is not there for this viewer. */
export async function showInitiative(
  context: Context,
  viewer: Viewer,
  id: string,
  offset = 0,
): Promise<InitiativeView> {
  return initiativeView(context, viewer, await knownInitiative(context, viewer, id), offset);
}

/** For a message about it: everything of it. Null: it is gone. */
export async function initiativeToTell(context: Context, id: string): Promise<InitiativeView | null> {
  const initiative = await context.store.initiatives.byId(id);
  return initiative === undefined ? null : initiativeView(context, OURSELVES, initiative, 0);
}

/** As this viewer has it; whether they may see it is asked elsewhere. `offset`: of the laggards. */
export async function initiativeView(
  context: Context,
  viewer: Viewer,
  initiative: Initiative,
  offset: number,
): Promise<InitiativeView> {
  const { store, clock, policy } = context;
  const [parts, days, inForce] = await Promise.all([
    store.initiatives.participants(initiative.id),
    store.initiatives.days(initiative.id),
    context.scorecards(),
  ]);
  const asked = askedFor(inForce, initiative);
  const members = await membersOf(context, parts);
  const open = members.filter(({ part }) => part.progress === 'open');
  const from = Math.min(offset, Math.floor(Math.max(0, open.length - 1) / PAGE_SIZE) * PAGE_SIZE);
  const about = { initiative, asked };
  return {
    initiative,
    counts: countsOf(parts),
    daysLeft: daysLeft(initiative.deadline, clock.now(), policy.timezone),
    scorecard: asked?.scorecard ?? { id: initiative.scorecard, name: initiative.scorecard },
    asked: asked?.rules.map(({ id, title }) => ({ id, name: title })) ?? [],
    teams: teamsOf(members),
    laggards: {
      items: await laggardsOf(context, about, open.slice(from, from + PAGE_SIZE)),
      total: open.length,
      offset: from,
      size: PAGE_SIZE,
    },
    blockers: await blockersOf(context, about, members),
    days,
    preview: initiative.state === 'draft' ? await previewOf(context, initiative) : null,
    trouble: await troubleOf(context, about),
    may: mayNow(viewer, initiative),
  };
}

/** Why nobody's progress is followed any more, as far as that matters. */
async function troubleOf(
  context: Context,
  { initiative, asked }: { readonly initiative: Initiative; readonly asked: AskedFor | null },
): Promise<string | null> {
  if (initiative.state === 'met' || initiative.state === 'cancelled') return null;
  if (asked === null) return 'Its scorecard, level or rules are gone, so nobody’s progress is followed.';
  try {
    await serviceFilterOf(context, OURSELVES, initiative.filter);
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `Its filter means nothing any more, so nobody’s progress is followed. ${error.message}`;
  }
}

/** The furthest behind first. */
function teamsOf(members: readonly Member[]): readonly TeamProgress[] {
  const groups = Map.groupBy(members, ({ team }) => team?.id ?? null);
  const left = ({ counts }: TeamProgress) => counts.open + counts.unknown;
  return [...groups.values()]
    .map((its): TeamProgress => ({ team: its[0]?.team ?? null, counts: countsOf(partsOf(its)) }))
    .toSorted((a, b) => left(b) - left(a) || nameOf(a.team).localeCompare(nameOf(b.team)));
}

function partsOf(members: readonly Member[]): readonly Participant[] {
  return members.map(({ part }) => part);
}

function nameOf(team: Named | null): string {
  return team?.name ?? '';
}

async function blockersOf(
  context: Context,
  about: Parameters<typeof laggardsOf>[1],
  members: readonly Member[],
): Promise<Blockers> {
  const unknown = members.filter(({ part }) => part.progress === 'unknown');
  const ownerless = members.filter(({ part, team }) => part.progress === 'open' && team === null);
  const shown = (some: readonly Member[]) => laggardsOf(context, about, some.slice(0, MOST_BLOCKED));
  return {
    unknown: await shown(unknown),
    unknownTotal: unknown.length,
    ownerless: await shown(ownerless),
    ownerlessTotal: ownerless.length,
  };
}

function mayNow(viewer: Viewer, initiative: Initiative): InitiativeView['may'] {
  const { state, closedAt } = initiative;
  const isTheirs = mayFor(viewer, 'run-initiative', initiative);
  const isRunning = state === 'active';
  const isDraft = state === 'draft';
  const isOver = state === 'ended' && closedAt === undefined;
  return {
    start: isTheirs && isDraft,
    edit: isTheirs && (isDraft || isRunning),
    extend: isTheirs && (isRunning || isOver),
    cancel: isTheirs && (isDraft || isRunning),
    close: isTheirs && isOver,
  };
}
