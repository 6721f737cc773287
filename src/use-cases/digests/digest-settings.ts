import { DIGEST_PARTS } from '../../domain/digest.ts';
import { UserError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import { nextSlot } from '../../domain/planner/digest-slot.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { AuditAct } from '../audit-ports.ts';
import type { Context } from '../context.ts';
import type { DigestSettings } from '../digest-ports.ts';
import type { DigestChange, DigestChoice, DigestSettingsView } from '../digest-views.ts';
import type { Ports } from '../ports.ts';
import { refuseStrangers } from '../reachable-service.ts';
import { type DigestChannel, digestChannels, timingOf } from './digest-channels.ts';

/** How this channel gets its digest. Throws a `UserError` for whoever may not decide that, and for channels without one. */
export async function showDigestSettings(
  context: Context,
  viewer: Viewer,
  channel: string,
): Promise<DigestSettingsView> {
  const about = await reachable(context, viewer, channel);
  return viewOf(context, context.store, about);
}

/** Decides for everybody in the channel: any member of the workspace may. Throws as {@link showDigestSettings} does. */
export async function changeDigestSettings(
  context: Context,
  viewer: Viewer,
  channel: string,
  choice: DigestChoice,
): Promise<DigestChange> {
  const about = await reachable(context, viewer, channel);
  if (!choice.off && choice.parts.length === 0) return { kind: 'no-parts' };
  return context.store.transaction(async (ports) => {
    const settings = settingsOf(channel, viewer, choice, context.clock.now());
    await ports.digests.set(settings);
    await ports.audit.append([changeAct(viewer, settings)]);
    return { kind: 'changed', settings: await viewOf(context, ports, about) };
  });
}

async function reachable(context: Context, viewer: Viewer, channel: string): Promise<DigestChannel> {
  refuseStrangers(viewer);
  if (!may(viewer, 'change-digest'))
    throw new UserError('Members of the workspace decide about a digest. Ask one of its team.');
  const all = digestChannels(context.policy, await context.store.catalog.teams());
  const found = all.find((one) => one.channel === channel);
  if (found === undefined)
    throw new UserError(
      'No team has this channel any more, so no digest comes here. The catalog says which channel a team has.',
    );
  return found;
}

function settingsOf(
  channel: string,
  { name }: Viewer,
  { off, day, at, parts }: DigestChoice,
  now: Instant,
): DigestSettings {
  // All of them: also those that a later version adds.
  const some = parts.length === DIGEST_PARTS.length ? null : parts;
  return { channel, off, day, at, parts: some, changedBy: name, changedAt: now };
}

async function viewOf(
  { policy, clock }: Pick<Context, 'policy' | 'clock'>,
  { digests }: Pick<Ports, 'digests'>,
  about: DigestChannel,
): Promise<DigestSettingsView> {
  const { channel, name, timezone } = about;
  const chosen = (await digests.settings([channel])).get(channel);
  const lastWeek = (await digests.latest([channel])).get(channel)?.week ?? null;
  const timing = timingOf(about, chosen, policy);
  const { parts, off } = { parts: chosen?.parts ?? null, off: chosen?.off ?? false };
  return {
    channel,
    name,
    timezone,
    off,
    day: timing.day,
    at: timing.at,
    parts: DIGEST_PARTS.filter((part) => parts === null || parts.includes(part)),
    next: off ? null : nextSlot(timing, lastWeek, clock.now()),
    changedBy: chosen?.changedBy ?? null,
  };
}

function changeAct(
  { id, name }: Viewer,
  { channel, off, day, at, parts, changedAt }: DigestSettings,
): AuditAct {
  return {
    at: changedAt,
    actor: id,
    actorName: name,
    from: 'slack',
    act: 'digest.settings',
    serviceKey: null,
    subject: channel,
    details: { off, day, at, parts },
  };
}
