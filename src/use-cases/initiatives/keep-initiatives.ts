/** What time and progress do to initiatives. Each is computed from what is kept, so running it twice costs nothing. */

import { ExternalServiceError } from '../../domain/errors.ts';
import type { Initiative, Participant } from '../../domain/initiative.ts';
import { milestoneDue, overAs, weeklyListDue } from '../../domain/initiatives/deadlines.ts';
import { decideInitiative } from '../../domain/initiatives/decide.ts';
import { countsOf } from '../../domain/initiatives/progress.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Context } from '../context.ts';
import { tellEnd, toChannel, toOwner } from './initiative-intents.ts';
import { changeInitiative } from './keep-initiative.ts';
import { refreshInitiative } from './refresh.ts';

/** A list of an initiative that began at the weekend says nothing yet. */
const SETTLES = 3 * DAY;

export interface InitiativesReport {
  readonly followed: number;
  /** Met or ended just now. */
  readonly over: number;
  /** Messages queued. */
  readonly told: number;
}

/**
 * Brings all running initiatives, and ended ones that nobody has closed, up to date; ends what is met or over; and has
 * their channels and owners told. Where the rollout is silent nothing is told but what somebody does.
 */
export async function keepInitiatives(context: Context): Promise<InitiativesReport> {
  const { store } = context;
  const listed = await store.initiatives.list(['active', 'ended']);
  const followed = listed.filter(({ closedAt }) => closedAt === undefined);
  let over = 0;
  let told = 0;
  for (const initiative of followed) {
    const parts = await refreshInitiative(context, initiative);
    if (await conclude(context, initiative, parts)) over += 1;
    else if (context.policy.rollout.mode !== 'silent') told += await tellProgress(context, initiative, parts);
  }
  return { followed: followed.length, over, told };
}

/** False: it goes on, or somebody changed it meanwhile. */
async function conclude(
  context: Context,
  initiative: Initiative,
  parts: readonly Participant[],
): Promise<boolean> {
  const kind = initiative.state === 'active' ? overAs(initiative, parts, context.clock.now()) : null;
  if (kind === null) return false;
  const silent = context.policy.rollout.mode === 'silent';
  return changeInitiative(context, initiative.id, (before, now) => {
    if (before.version !== initiative.version) return null;
    const decision = decideInitiative(before, { kind }, now);
    if (decision.kind === 'refused') return null;
    const { initiative: after } = decision;
    const intents = silent ? [] : tellEnd(after, kind, now);
    return { after, act: kind, by: null, details: { ...countsOf(parts) }, intents };
  });
}

async function tellProgress(
  context: Context,
  initiative: Initiative,
  parts: readonly Participant[],
): Promise<number> {
  const { store, clock, policy } = context;
  const now = clock.now();
  const milestone = initiative.state === 'active' ? milestoneDue(initiative, now, policy.timezone) : null;
  const news = milestone === null ? [] : toChannel(initiative, milestone, now);
  const toldChannel = news.length === 0 ? 0 : await store.messages.add(news);
  return toldChannel + (await tellOwner(context, initiative, parts));
}

/** The owner's list: while something is left, also after the deadline; once all is done it is the last one. */
async function tellOwner(
  context: Context,
  initiative: Initiative,
  parts: readonly Participant[],
): Promise<number> {
  const now = context.clock.now();
  const { open, unknown } = countsOf(parts);
  const isLast = open + unknown === 0;
  if ((isLast && initiative.state === 'active') || (initiative.startedAt ?? now) > now - SETTLES) return 0;
  const zone = await zoneOf(context, initiative);
  const monday = zone === null ? null : weeklyListDue(now, zone);
  if (monday === null) return 0;
  const list = toOwner(initiative, 'week', monday, now);
  if (!isLast) return context.store.messages.add([list]);
  return (await closeDone(context, initiative, list)) ? 1 : 0;
}

function closeDone(
  context: Context,
  initiative: Initiative,
  list: ReturnType<typeof toOwner>,
): Promise<boolean> {
  return changeInitiative(context, initiative.id, (before, now: Instant) => {
    const decision = decideInitiative(before, { kind: 'close' }, now);
    return decision.kind === 'refused'
      ? null
      : { after: decision.initiative, act: 'close', by: null, intents: [list] };
  });
}

/** Where its owner is; null: Slack does not say now, and the list waits until it does. */
async function zoneOf({ profiles, policy }: Context, { owner }: Initiative): Promise<string | null> {
  try {
    return (await profiles.of(owner))?.timezone ?? policy.timezone;
  } catch (error) {
    if (error instanceof ExternalServiceError) return null;
    throw error;
  }
}
