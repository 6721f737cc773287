import { v7 as uuidv7 } from 'uuid';
import { UserError } from '../../domain/errors.ts';
import type { Initiative } from '../../domain/initiative.ts';
import { decideInitiative } from '../../domain/initiatives/decide.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { InitiativeAsk, InitiativeOutcome, InitiativeView } from '../initiative-views.ts';
import type { Intent } from '../message-ports.ts';
import { checkedAsk, type Written } from './checked-ask.ts';
import { toChannel, toOwner } from './initiative-intents.ts';
import { changeInitiative, initiativeAudit } from './keep-initiative.ts';
import { mayFor, ownInitiative, refuseOutsiders } from './known-initiative.ts';
import { previewInitiative } from './preview-initiative.ts';
import { refreshInitiative } from './refresh.ts';
import { initiativeView } from './show-initiative.ts';

/**
 * Drafts an initiative, or starts it at once. Any member may draft one, for somebody else too, who then hears of it;
 * it is started by its owner or an admin. Throws a `UserError` for guests, an `ExternalServiceError` where Slack does
 * not say who the owner is.
 */
export async function addInitiative(
  context: Context,
  viewer: Viewer,
  ask: InitiativeAsk,
  start: boolean,
): Promise<InitiativeOutcome> {
  refuseOutsiders(viewer);
  if (!may(viewer, 'draft-initiative')) throw new UserError('That is not yours to do. A member can.');
  const checked = await checkedAsk(context, viewer, ask, null);
  if (checked.kind === 'invalid') return checked;
  const draft = newDraft(checked.written, context.clock.now());
  if (!start) return keepNew(context, viewer, draft, 'draft');
  const refusal = await startRefusal(context, viewer, draft);
  if (refusal !== null) return refusal;
  const decision = decideInitiative(draft, { kind: 'start' }, context.clock.now());
  if (decision.kind === 'refused') throw new UserError('Its deadline is over by now. Choose a later one.');
  return keepNew(context, viewer, decision.initiative, 'start');
}

/** Changes a draft or a running one; who takes part follows at once. */
export async function editInitiative(
  context: Context,
  viewer: Viewer,
  id: string,
  ask: InitiativeAsk,
): Promise<InitiativeOutcome> {
  const before = await ownInitiative(context, viewer, id);
  if (before.state !== 'draft' && before.state !== 'active')
    throw new UserError('It is over, so there is nothing to change any more.');
  const checked = await checkedAsk(context, viewer, ask, before);
  if (checked.kind === 'invalid') return checked;
  const kept = await changeInitiative(context, id, (current, now) => {
    if (current.version !== before.version) return null;
    const after = { ...current, ...checked.written, version: current.version + 1 };
    const intents = after.owner === before.owner || after.owner === viewer.id ? [] : handOver(after, now);
    return { after, act: 'edit', by: viewer, details: changedIn(before, after), intents };
  });
  if (!kept) throw new UserError('Somebody changed it a moment ago. Open it again, please.');
  return { kind: 'kept', view: await refreshed(context, viewer, id) };
}

/**
 * The initiative as it stands now, its services up to date: for who just changed it, whosever it is by now. What it
 * asks for is told to owners at the next look, not once they would be looked at anyway.
 */
export async function refreshed(context: Context, viewer: Viewer, id: string): Promise<InitiativeView> {
  const initiative = await context.store.initiatives.byId(id);
  if (initiative === undefined) throw new UserError('There is no such initiative any more.');
  if (initiative.state === 'active') await refreshInitiative(context, initiative);
  if (initiative.state !== 'draft') context.planning.forget();
  return initiativeView(context, viewer, initiative, 0);
}

function newDraft(written: Written, now: number): Initiative {
  return {
    id: uuidv7(),
    state: 'draft',
    ...written,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    version: 1,
  };
}

/** Why it cannot be started: said where it was chosen. */
async function startRefusal(
  context: Context,
  viewer: Viewer,
  initiative: Initiative,
): Promise<InitiativeOutcome | null> {
  const refused = (field: 'start' | 'filter', message: string): InitiativeOutcome => ({
    kind: 'invalid',
    problems: [{ field, message }],
  });
  if (!mayFor(viewer, 'run-initiative', initiative))
    return refused('start', `Only ${initiative.ownerName} or an admin can start it: save it as a draft.`);
  const { services } = await previewInitiative(context, viewer, initiative);
  return services > 0
    ? null
    : refused('filter', 'No service matches that these rules apply to, so there would be nothing to do.');
}

async function keepNew(
  context: Context,
  viewer: Viewer,
  initiative: Initiative,
  act: 'draft' | 'start',
): Promise<InitiativeOutcome> {
  const now = context.clock.now();
  const told = act === 'start' ? toChannel(initiative, 'start', now) : [];
  const handed = initiative.owner === viewer.id ? [] : handOver(initiative, now);
  await context.store.transaction(async (ports) => {
    await ports.initiatives.add(initiative);
    await ports.messages.add([...told, ...handed]);
    await ports.audit.append([initiativeAudit({ after: initiative, act, by: viewer }, now)]);
  });
  return { kind: 'kept', view: await refreshed(context, viewer, initiative.id) };
}

/** Somebody else made it theirs. */
function handOver(initiative: Initiative, now: number): readonly Intent[] {
  return [toOwner(initiative, 'drafted', `${initiative.version}`, now)];
}

function changedIn(before: Initiative, after: Initiative) {
  const fields = ['title', 'why', 'scorecard', 'asks', 'filter', 'deadline', 'owner', 'channel'] as const;
  return {
    changed: fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])),
  };
}
