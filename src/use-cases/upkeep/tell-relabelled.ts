import { DAY, type Instant } from '../../domain/instant.ts';
import { mayBeNudged } from '../../domain/rollout.ts';
import type { Context } from '../context.ts';
import { tierNamed } from '../exceptions/deciders.ts';
import { RELABELLED } from '../import-news.ts';
import { intentsFor, people } from './intents.ts';
import { relabelledIn } from './upkeep-readers.ts';

/** Older changes than this are told to nobody any more. */
const AS_LONG_AS = 7 * DAY;
const MOST = 1_000;

/**
 * Tells the approvers of the tier that services had, where their labels were changed elsewhere than in Slack and ask
 * less now: one message for all that changed at once, told once, however often this runs, where the rollout has
 * reached the owners. Throws an `ExternalServiceError` when Slack does not say who they are.
 */
export async function tellRelabelled(
  { store, policy, directory }: Pick<Context, 'store' | 'policy' | 'directory'>,
  now: Instant,
): Promise<{ readonly told: number }> {
  const acts = await store.audit.list({ act: RELABELLED, since: now - AS_LONG_AS }, MOST);
  const records = await store.catalog.byKeys(acts.flatMap(({ serviceKey }) => serviceKey ?? []));
  const occasions = new Map<string, { readonly tier: string; readonly at: Instant }>();
  for (const { serviceKey, details, at } of acts) {
    const moved = relabelledIn(details);
    const record = records.get(serviceKey ?? '');
    if (!moved?.elsewhere || record === undefined) continue;
    if (!mayBeNudged(policy.rollout, record.service.owner)) continue;
    occasions.set(`${moved.from.tier} ${at}`, { tier: moved.from.tier, at });
  }
  let told = 0;
  for (const { tier, at } of occasions.values()) {
    const { approvers } = tierNamed(tier, policy);
    const found = approvers.length === 0 ? [] : (await directory.resolve(approvers)).people;
    const telling = { kind: 'relabelled', subject: { tier, at }, occasion: 'elsewhere' } as const;
    told += await store.messages.add(intentsFor(telling, people(found.map(({ id }) => id)), now));
  }
  return { told };
}
