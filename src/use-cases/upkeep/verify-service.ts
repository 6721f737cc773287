import { v7 as uuidv7 } from 'uuid';
import { USUAL_VERIFY_DAYS } from '../../domain/catalog.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { tierNamed } from '../exceptions/deciders.ts';
import { type ReadinessCard, readinessCard } from '../show-readiness.ts';
import type { VerificationDraft } from '../upkeep-views.ts';
import { mayEdit, owned } from './rights.ts';
import { retell } from './told-in-slack.ts';

/** What the owning team is asked whether it is still true. Throws a `UserError` for others. */
export async function draftVerification(
  context: Context,
  viewer: Viewer,
  id: string,
): Promise<VerificationDraft> {
  const record = await owned(context, viewer, id, 'verify-service');
  const { service, key } = record;
  const [teams, verifications] = await Promise.all([
    context.store.catalog.teams(),
    context.store.upkeep.verifications([key]),
  ]);
  const [last] = verifications.get(key) ?? [];
  const tier = tierNamed(service.tier, context.policy);
  const owner = teams.find((team) => team.id === service.owner);
  return {
    service: { id: service.id, name: service.name },
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
    tier: { id: service.tier, name: tier.name },
    lifecycle: service.lifecycle,
    channel: service.channel ?? null,
    links: service.links,
    last: last === undefined ? null : { byName: last.byName, at: last.at },
    everyDays: tier.verifyEveryDays ?? USUAL_VERIFY_DAYS,
    mayEdit: mayEdit(viewer, record, context.policy),
  };
}

/** Keeps that all of it is still true, as it stands, and tells the rules that read `service.verified_at`. */
export async function verifyService(context: Context, viewer: Viewer, id: string): Promise<ReadinessCard> {
  const record = await owned(context, viewer, id, 'verify-service');
  const { owner = null, tier, lifecycle, type, channel = null, links } = record.service;
  const at = context.clock.now();
  const confirmed = { owner, tier, lifecycle, type, channel, links: links.map((link) => ({ ...link })) };
  await context.store.transaction(async ({ upkeep, audit }) => {
    const verification = {
      id: uuidv7(),
      serviceKey: record.key,
      by: viewer.id,
      byName: viewer.name,
      at,
      confirmed,
    };
    await upkeep.verify(verification);
    const who = { actor: viewer.id, actorName: viewer.name, from: 'slack' };
    const what = {
      act: 'catalog.verify',
      serviceKey: record.key,
      subject: record.service.id,
      details: confirmed,
    };
    await audit.append([{ at, ...who, ...what }]);
  });
  await retell(context, record.key);
  return readinessCard(context, viewer, record, record.service.id);
}
