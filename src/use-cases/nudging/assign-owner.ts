import { UserError } from '../../domain/errors.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { OwnerlessView } from '../nudge-views.ts';
import { reachableService } from '../reachable-service.ts';
import { editOf, takeOver, writeEdit } from '../upkeep/told-in-slack.ts';
import { ownerlessView } from './ownerless.ts';
import { refuseOthers } from './show-rollout.ts';

export async function showOwnerless(context: Context, viewer: Viewer): Promise<OwnerlessView> {
  refuseOthers(viewer);
  return ownerlessView(context);
}

/** Writes whose it is, as an edit of the catalog in Slack: where a file names somebody who is there, that goes before. */
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
  const { id } = record.service;
  await store.transaction(async (ports) => {
    const known = await editOf(ports, [id]);
    const edit = {
      ...{ id, registered: known?.registered ?? false, archived: known?.archived ?? false },
      ...{
        fields: { ...known?.fields, owner: meant.id },
        by: viewer.id,
        byName: viewer.name,
        at: clock.now(),
      },
    };
    const details = { owner: meant.id, before: record.service.owner ?? null };
    await writeEdit(ports, edit, { act: 'catalog.assign', serviceKey: record.key, details });
  });
  await takeOver(context, viewer, id);
  return ownerlessView(context);
}
