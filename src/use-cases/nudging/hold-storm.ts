/** Many messages at once are mostly a mistake of ours: they wait until an admin has looked. */
import { v7 as uuidv7 } from 'uuid';
import { HOUR, type Instant } from '../../domain/instant.ts';
import { USUAL_STORM } from '../../domain/policy.ts';
import type { Context } from '../context.ts';
import type { Storm } from '../nudge-ports.ts';
import { intentOf } from './intents.ts';

/** Fewer owners at once are no storm, however few there are. */
const LEAST_OWNERS = 10;
/** What an admin let through is not held again on the same day. */
const LET_THROUGH = 12 * HOUR;

export async function heldStorm({ store }: Pick<Context, 'store'>): Promise<Storm | undefined> {
  const [newest] = await store.nudges.storms(1);
  return newest?.state === 'held' ? newest : undefined;
}

/** Why these would be too many; null = they are not. `of`: all owners that are told. */
export async function stormOf(
  { store, policy: { storm = USUAL_STORM } }: Pick<Context, 'store' | 'policy'>,
  due: number,
  of: number,
  now: Instant,
): Promise<Storm | null> {
  if (due === 0) return null;
  const [newest] = await store.nudges.storms(1);
  if (newest?.state === 'sent' && newest.decidedAt !== null && now - newest.decidedAt < LET_THROUGH)
    return null;
  const lately = (await store.nudges.since(now - HOUR)).filter(({ state }) => state === 'planned').length;
  const owners = due + lately;
  const share = Math.floor((100 * owners) / Math.max(1, of));
  const isMany = owners >= LEAST_OWNERS && owners * 100 > of * storm.shareOfOwners;
  const reason = isMany
    ? `Within an hour ${owners} of ${of} owners (${share} %) would be reminded; above ${storm.shareOfOwners} % I ask first.`
    : `Within an hour ${owners} reminders would be sent; above ${storm.messagesPerHour} I ask first.`;
  if (!isMany && owners <= storm.messagesPerHour) return null;
  const id = uuidv7({ msecs: now });
  return { id, at: now, owners, of, messages: due, reason, state: 'held', decidedBy: null, decidedAt: null };
}

/** Keeps it, and asks the admins. */
export async function hold(context: Context, storm: Storm): Promise<void> {
  const admins = await context.directory.resolve(context.policy.admins);
  const people = [...admins.people.map(({ id }) => id), ...admins.unresolved];
  context.reached('storm.resolved');
  await context.store.transaction(async (ports) => {
    await ports.nudges.hold(storm);
    await ports.messages.add(
      people.map((person) =>
        intentOf(
          'storm',
          { subject: { storm: storm.id }, audience: { kind: 'person', person }, occasion: storm.state },
          storm.at,
        ),
      ),
    );
    context.reached('storm.written');
  });
  context.reached('storm.held');
}
