import { UserError } from '../../domain/errors.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { OwnerlessView } from '../nudge-views.ts';
import { reachableService } from '../reachable-service.ts';
import { ownerlessView } from './ownerless.ts';
import { refuseOthers } from './show-rollout.ts';

export async function showOwnerless(context: Context, viewer: Viewer): Promise<OwnerlessView> {
  refuseOthers(viewer);
  return ownerlessView(context);
}

/**
 * Writes whose it is, as an edit of the catalog in Slack: files go before it, and the next import takes it over.
 * Throws a `UserError` where the owner stands in a file that knows it.
 */
export async function assignOwner(
  context: Context,
  viewer: Viewer,
  service: string,
  team: string,
): Promise<OwnerlessView> {
  refuseOthers(viewer);
  const { store, clock } = context;
  const record = await reachableService(context, viewer, service, 'see-service');
  const meant = (await store.catalog.teams()).find(({ id }) => id === team);
  if (meant === undefined || !may(viewer, 'administer')) throw new UserError(`There is no team “${team}”.`);
  const before = await ownerlessView(context);
  if (!before.services.some((one) => one.service.key === record.key))
    throw new UserError(`${record.service.id} has an owner by now. Nothing was changed.`);
  const at = clock.now();
  const { id } = record.service;
  await store.transaction(async (ports) => {
    const known = (await ports.upkeep.edits()).find((edit) => edit.id === id);
    const edit = { registered: known?.registered ?? false, archived: known?.archived ?? false };
    await ports.upkeep.edit({
      ...{ id, ...edit, by: viewer.id, byName: viewer.name, at },
      fields: { ...known?.fields, owner: meant.id },
    });
    const by = { actor: viewer.id, actorName: viewer.name, from: 'slack' };
    const details = { owner: meant.id, before: record.service.owner ?? null };
    await ports.audit.append([
      { at, ...by, act: 'catalog.assign', serviceKey: record.key, subject: id, details },
    ]);
  });
  return ownerlessView(context);
}
