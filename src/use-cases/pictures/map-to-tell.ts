import type { Context } from '../context.ts';
import { digestChannels } from '../digests/digest-channels.ts';
import type { ReadinessMap } from '../picture-views.ts';
import { drawnMap } from './readiness-map.ts';

/**
 * Where the services stand that a digest's channel is told of, on the primary scorecard. Null: no digest is for this
 * channel any more, or there is nothing to draw.
 */
export async function mapToTell(context: Context, channel: string): Promise<ReadinessMap | null> {
  const { primary } = await context.scorecards();
  const teams = await context.store.catalog.teams();
  const reader = digestChannels(context.policy, teams).find((one) => one.channel === channel);
  if (primary === null || reader === undefined) return null;
  const map = await drawnMap(context, primary, {
    asked: { scorecard: null, filters: [], category: null, by: null },
    understood: reader.team === null ? '' : reader.name,
    within: reader.filter,
    timezone: reader.timezone,
  });
  return map.rows.length === 0 ? null : map;
}
