import type { Viewer } from '../domain/rights.ts';
import { type CollectionRun, type CollectWhat, collectServices } from './collect-services.ts';
import type { Context } from './context.ts';

/**
 * Begins to collect services now, and returns as soon as it has begun: a message to whoever asked moves along with it.
 * Throws a `UserError` where it is not theirs to do, or there is no such thing.
 */
export async function beginCollection(
  context: Context,
  viewer: Viewer,
  what: CollectWhat,
): Promise<CollectionRun> {
  const begun = Promise.withResolvers<CollectionRun>();
  let hasBegun = false;
  context.collecting.aside(async () => {
    try {
      await collectServices(context, viewer, what, (run) => {
        hasBegun = true;
        begun.resolve(run);
      });
    } catch (error) {
      begun.reject(error);
      // Before it began, whoever asked is told.
      if (hasBegun) throw error;
    }
  });
  return begun.promise;
}
