import { UserError } from '../domain/errors.ts';
import { may, type Verb, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { ServiceRecord } from './ports.ts';
import { subjectOf } from './resolve-viewer.ts';

/**
 * The service of that id (or former id), if the viewer may do this with it now.
 * Throws a `UserError`: to somebody who may not see it, a service that exists and one that does not look alike.
 */
export async function reachableService(
  context: Context,
  viewer: Viewer,
  id: string,
  verb: Verb,
): Promise<ServiceRecord> {
  const record = await context.store.catalog.find(id);
  const sees = record !== undefined && may(viewer, 'see-service', subjectOf(record, viewer, context.policy));
  if (!sees) throw new UserError(notThere(viewer, id));
  if (!may(viewer, verb, subjectOf(record, viewer, context.policy))) {
    throw new UserError(`That is not yours to do for ${record.service.id}. Its owners or an admin can.`);
  }
  return record;
}

/** Strangers may nothing, whatever the words. */
export function refuseStrangers(viewer: Viewer): void {
  if (viewer.stranger) {
    throw new UserError(
      'I only answer members of this workspace. Ask the person who invited you to look it up for you.',
    );
  }
}

function notThere(viewer: Viewer, id: string): string {
  refuseStrangers(viewer);
  if (viewer.guest)
    return `“${id}” is not a service of your team. As a guest you see your own team's services only.`;
  return `There is no service “${id}”. Type \`/ready list\` to find it.`;
}
