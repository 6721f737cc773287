/** Initiatives that a viewer may see, and what they may do to them. */
import { UserError } from '../../domain/errors.ts';
import type { Initiative } from '../../domain/initiative.ts';
import { may, type Verb, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { refuseStrangers } from '../reachable-service.ts';

/** Initiatives span teams, and guests see their own team's services only. */
export function refuseOutsiders(viewer: Viewer): void {
  refuseStrangers(viewer);
  if (!may(viewer, 'see-initiatives'))
    throw new UserError("As a guest you see your own team's services only. `/ready` lists them.");
}

export function mayFor(viewer: Viewer, verb: Verb, { owner }: Pick<Initiative, 'owner'>): boolean {
  return may(viewer, verb, { also: [], initiator: owner === viewer.id });
}

/** Throws a `UserError` where it is not there for this viewer. */
export async function knownInitiative({ store }: Context, viewer: Viewer, id: string): Promise<Initiative> {
  refuseOutsiders(viewer);
  const initiative = await store.initiatives.byId(id);
  const hidden = initiative?.state === 'draft' && !mayFor(viewer, 'run-initiative', initiative);
  if (initiative === undefined || hidden)
    throw new UserError('There is no such initiative. `/ready initiatives` lists them.');
  return initiative;
}

/** The same for whoever may change it. */
export async function ownInitiative(context: Context, viewer: Viewer, id: string): Promise<Initiative> {
  const initiative = await knownInitiative(context, viewer, id);
  if (!mayFor(viewer, 'run-initiative', initiative))
    throw new UserError(`That is not yours to do. ${initiative.ownerName}, who runs it, or an admin can.`);
  return initiative;
}
