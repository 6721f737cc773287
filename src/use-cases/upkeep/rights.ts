import { UserError } from '../../domain/errors.ts';
import { may, type Subject, type Verb, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { ServiceRecord } from '../ports.ts';
import { reachableService, refuseStrangers } from '../reachable-service.ts';
import { subjectOf } from '../resolve-viewer.ts';
import { refused } from './told-in-slack.ts';

/** Teams that merely see a service say nothing of it. */
export function owningSubject(record: ServiceRecord, viewer: Viewer, policy: Context['policy']): Subject {
  return { ...subjectOf(record, viewer, policy), also: [] };
}

/** Whose word counts about what a service is: its team's and admins'; where it has none, any member's. */
export function mayEdit(viewer: Viewer, record: ServiceRecord, policy: Context['policy']): boolean {
  if (may(viewer, 'edit-service', owningSubject(record, viewer, policy))) return true;
  return record.service.owner === undefined && may(viewer, 'register-service');
}

/** The service, if the viewer may do this with it now. Throws a `UserError`, and logs that they tried. */
export async function owned(
  context: Context,
  viewer: Viewer,
  id: string,
  verb: Extract<Verb, 'edit-service' | 'archive-service' | 'verify-service'>,
): Promise<ServiceRecord> {
  const record = await reachableService(context, viewer, id, 'see-service');
  const allowed =
    verb === 'edit-service'
      ? mayEdit(viewer, record, context.policy)
      : may(viewer, verb, owningSubject(record, viewer, context.policy));
  if (allowed) return record;
  const { store, clock } = context;
  await store.transaction(({ audit }) =>
    audit.append([refused(viewer, `catalog.${verb}`, record.service.id, record.key, clock.now())]),
  );
  throw new UserError(`That is for the team that owns ${record.service.id}, and for admins.`);
}

/** Throws a `UserError` for guests and strangers. */
export function refuseOutsiders(viewer: Viewer, verb: Verb): void {
  refuseStrangers(viewer);
  if (!may(viewer, verb))
    throw new UserError('As a guest you can look at your own team’s services, not add any.');
}
