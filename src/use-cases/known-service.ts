import { UserError } from '../domain/errors.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { ServiceRecord } from './ports.ts';
import { reachableService } from './reachable-service.ts';
import { subjectOf } from './resolve-viewer.ts';

/**
 * The service of that id (or former id) if the viewer may see it, also one that was archived: what is gone from the
 * catalog has a past. A living one goes before. Throws a `UserError` that names the nearest where there is none.
 */
export async function knownService(context: Context, viewer: Viewer, id: string): Promise<ServiceRecord> {
  const { store, policy } = context;
  const isLiving = (await store.catalog.find(id)) !== undefined;
  const archived = isLiving ? undefined : await archivedService(context, id);
  if (archived !== undefined && may(viewer, 'see-service', subjectOf(archived, viewer, policy)))
    return archived;
  // Guests and strangers are told as everywhere, which names nothing.
  if (isLiving || viewer.guest || viewer.stranger)
    return reachableService(context, viewer, id, 'see-service');
  const names = await store.catalog.names();
  const near = didYouMean(
    id,
    names.flatMap((one) => [one.id, ...one.formerly]),
  );
  throw new UserError(`There is no service “${id}”, and none that was archived${near}.`);
}

/** The last of that name to be archived. Asked seldom, so there is no index for it. */
async function archivedService({ store }: Context, id: string): Promise<ServiceRecord | undefined> {
  const wanted = id.toLowerCase();
  const { services } = await store.catalog.state();
  return services
    .filter(({ service, archivedAt }) => archivedAt !== null && isCalled(service, wanted))
    .toSorted((a, b) => (b.archivedAt ?? 0) - (a.archivedAt ?? 0))[0];
}

function isCalled({ id, formerly }: ServiceRecord['service'], wanted: string): boolean {
  return [id, ...formerly].some((name) => name.toLowerCase() === wanted);
}
