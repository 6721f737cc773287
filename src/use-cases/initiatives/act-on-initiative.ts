import { UserError } from '../../domain/errors.ts';
import type { Initiative } from '../../domain/initiative.ts';
import { deadlineOn } from '../../domain/initiatives/deadlines.ts';
import {
  decideInitiative,
  type InitiativeAct,
  type InitiativeRefusal,
} from '../../domain/initiatives/decide.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { InitiativeView, PersonsInitiativeAct } from '../initiative-views.ts';
import type { Intent } from '../message-ports.ts';
import { type InitiativeNews, toChannel } from './initiative-intents.ts';
import { changeInitiative } from './keep-initiative.ts';
import { mayFor, ownInitiative } from './known-initiative.ts';
import { previewInitiative } from './preview-initiative.ts';
import { refreshed } from './write-initiative.ts';

const TOLD: Partial<Record<InitiativeAct['kind'], InitiativeNews>> = {
  start: 'start',
  extend: 'extended',
  cancel: 'cancelled',
};

const LONGEST_REASON = 500;

const SENTENCES: Readonly<Record<InitiativeRefusal, string>> = {
  'not-in-this-state': 'That cannot be done any more: it has moved on. Open it again, please.',
  'deadline-over': 'Its deadline is over by now. Edit it and choose a later one.',
  'not-later': 'Choose a day that is later than the deadline that it has.',
};

/**
 * Starts, extends, cancels or closes an initiative: its owner, or an admin. The rights are read again in the
 * transaction. Throws a `UserError` where it is not theirs, or cannot be done.
 */
export async function actOnInitiative(
  context: Context,
  viewer: Viewer,
  id: string,
  asked: PersonsInitiativeAct,
): Promise<InitiativeView> {
  const known = await ownInitiative(context, viewer, id);
  const act = meant(context, viewer, asked);
  if (act.kind === 'start') await refuseEmpty(context, viewer, known);
  const kept = await changeInitiative(context, id, (before, now) => {
    if (!mayFor(viewer, 'run-initiative', before)) throw new UserError('It is not yours any more.');
    const decision = decideInitiative(before, act, now);
    if (decision.kind === 'refused') throw new UserError(SENTENCES[decision.why]);
    const { initiative: after } = decision;
    return {
      after,
      act: act.kind,
      by: viewer,
      details: detailsOf(asked, before),
      intents: news(before, after, act, now),
    };
  });
  if (!kept) throw new UserError('Somebody changed it a moment ago. Open it again, please.');
  return refreshed(context, viewer, id);
}

function meant({ policy }: Context, viewer: Viewer, asked: PersonsInitiativeAct): InitiativeAct {
  if (asked.kind !== 'extend' && asked.kind !== 'cancel') return asked;
  const remark = { by: viewer.name, text: asked.reason.trim().slice(0, LONGEST_REASON) };
  if (asked.kind === 'cancel') return { kind: 'cancel', remark };
  const deadline = deadlineOn(asked.date, policy.timezone);
  if (deadline === undefined) throw new UserError(SENTENCES['not-later']);
  return { kind: 'extend', deadline, remark };
}

/** A draft that nobody ever heard of goes silently. */
function news(before: Initiative, after: Initiative, act: InitiativeAct, now: number): readonly Intent[] {
  const what = TOLD[act.kind];
  const unheard = act.kind === 'cancel' && before.state === 'draft';
  return what === undefined || unheard ? [] : toChannel(after, what, now);
}

function detailsOf(asked: PersonsInitiativeAct, { deadline }: Initiative): JsonObject {
  switch (asked.kind) {
    case 'extend':
      return { reason: asked.reason.trim(), deadline_before: new Date(deadline).toISOString() };
    case 'cancel':
      return { reason: asked.reason.trim() };
    default:
      return {};
  }
}

async function refuseEmpty(context: Context, viewer: Viewer, initiative: Initiative): Promise<void> {
  const { services } = await previewInitiative(context, viewer, initiative);
  if (services === 0)
    throw new UserError('No service matches that its rules apply to. Edit it and choose another filter.');
}
