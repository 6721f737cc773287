import { v7 as uuidv7 } from 'uuid';
import { DIGEST_PARTS } from '../../domain/digest.ts';
import type { Instant } from '../../domain/instant.ts';
import { isDue, slotOf } from '../../domain/planner/digest-slot.ts';
import type { Context } from '../context.ts';
import type { DigestRecord, DigestSettings } from '../digest-ports.ts';
import type { Intent } from '../message-ports.ts';
import { rolloutNow } from '../nudging/rollout-now.ts';
import { describeServices } from './describe-services.ts';
import { type DigestChannel, reachedChannels, timingOf } from './digest-channels.ts';
import { hasDetails, hasMap, type KeptDigest, keptContent } from './kept-digest.ts';

/**
 * Makes the digests whose hour has come, each once a week, and queues them. Returns how many. Nobody is told of
 * services that were never judged: their channel's digest waits until they are.
 */
export async function makeDigests(context: Context, now: Instant): Promise<number> {
  const { store, policy, planning } = context;
  // After a weekend's downtime, what was known before it would stand in the channel for a week.
  if (!planning.settled()) return 0;
  const [teams, rollout] = await Promise.all([store.catalog.teams(), rolloutNow(context)]);
  const channels = reachedChannels(policy, teams, rollout);
  if (channels.length === 0) return 0;
  const names = channels.map(({ channel }) => channel);
  const [settings, latest] = await Promise.all([store.digests.settings(names), store.digests.latest(names)]);
  let made = 0;
  for (const channel of channels) {
    const chosen = settings.get(channel.channel);
    const lastWeek = latest.get(channel.channel)?.week ?? null;
    const week = await dueWeek(context, channel, { chosen, lastWeek }, now);
    if (week === null) continue;
    if (await makeOne(context, channel, { chosen, week, isFirst: lastWeek === null }, now)) made += 1;
  }
  return made;
}

/** The week of the digest that is to be made now; null = none is. */
async function dueWeek(
  { policy, holidaysOf }: Pick<Context, 'policy' | 'holidaysOf'>,
  channel: DigestChannel,
  { chosen, lastWeek }: { readonly chosen: DigestSettings | undefined; readonly lastWeek: string | null },
  now: Instant,
): Promise<string | null> {
  if (chosen?.off === true) return null;
  const { timezone, holidays } = channel;
  const slot = slotOf(timingOf(channel, chosen, policy), now);
  const past = { lastWeek, changedAt: chosen?.changedAt ?? null };
  const isHoliday = holidays === undefined ? () => false : await holidaysOf(holidays);
  return isDue(slot, past, { ...policy.workingHours, timezone, isHoliday }, now) ? slot.week : null;
}

interface Due {
  readonly chosen: DigestSettings | undefined;
  readonly week: string;
  /** The channel had none before. */
  readonly isFirst: boolean;
}

async function makeOne(
  context: Context,
  channel: DigestChannel,
  { chosen, week, isFirst }: Due,
  now: Instant,
): Promise<boolean> {
  const digest = await describeServices(context, channel, now);
  if (digest.judged === 0) return false;
  const parts = chosen?.parts ?? null;
  const kept = {
    // Nobody there has read yet how things stand.
    digest: { ...digest, quiet: digest.quiet && !isFirst },
    parts: DIGEST_PARTS.filter((part) => parts === null || parts.includes(part)),
  };
  const record: DigestRecord = {
    id: uuidv7(),
    channel: channel.channel,
    week,
    team: channel.team,
    madeAt: now,
    content: keptContent(kept),
  };
  return context.store.transaction(async (ports) => {
    if (!(await ports.digests.add(record))) return false;
    await ports.messages.add(intentsOf(record, kept));
    return true;
  });
}

/** The short message, and what goes into its thread. */
function intentsOf({ id, channel, madeAt }: DigestRecord, kept: KeptDigest): readonly Intent[] {
  const kinds = [
    'digest',
    ...(hasDetails(kept) ? ['digest-details'] : []),
    ...(hasMap(kept) ? ['digest-map'] : []),
  ];
  return kinds.map((kind) => ({
    id: uuidv7(),
    kind,
    audience: { kind: 'channel', channel },
    subject: { digest: id },
    dedupeKey: `${kind}:${id}`,
    createdAt: madeAt,
    notBefore: madeAt,
  }));
}
