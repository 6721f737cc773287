/** What people do about a reminder: put it off, say that it is not theirs, have everything checked again. */
import { v7 as uuidv7 } from 'uuid';
import { UserError } from '../../domain/errors.ts';
import { DAY } from '../../domain/instant.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import { collectTogether } from '../collect-together.ts';
import type { Context } from '../context.ts';
import type { Audience } from '../message-ports.ts';
import type { NudgeRecord } from '../nudge-ports.ts';
import type { CheckedAll, ClaimView, NotMine, NudgeView, Snoozed } from '../nudge-views.ts';
import type { Ports, ServiceRecord } from '../ports.ts';
import { reachableService, refuseStrangers } from '../reachable-service.ts';
import type { OwnershipClaim } from '../upkeep-ports.ts';
import { audienceKey } from './audience-key.ts';
import { intentOf } from './intents.ts';
import { nudgeView } from './nudge-to-tell.ts';
import { nudgedService } from './nudged-services.ts';
import { claimView } from './others-to-tell.ts';

const AT_ONCE = 50;
const LONGEST_NOTE = 500;

/** No reminder of this service for so many days; 0 = as before. */
export async function snooze(
  context: Context,
  viewer: Viewer,
  service: string,
  days: 0 | 1 | 7,
): Promise<Snoozed> {
  const record = await reachableService(context, viewer, service, 'answer-nudge');
  const now = context.clock.now();
  const until = now + days * DAY;
  const keys = await audienceKeysOf(context, viewer, record);
  await context.store.transaction(async ({ nudges }) => {
    for (const key of keys) await nudges.snooze({ audienceKey: key, serviceKey: record.key, until });
    if (days > 0)
      await nudges.answer(
        keys.map((key) => ({ audienceKey: key, serviceKey: record.key, at: now, kind: 'snooze' })),
      );
  });
  context.planning.forget();
  return { service: nudgedService(context, record), until: days === 0 ? null : until };
}

/** That somebody pressed something about it. */
export async function answer(context: Context, viewer: Viewer, service: string): Promise<void> {
  const record = await reachableService(context, viewer, service, 'see-service');
  if (may(viewer, 'answer-nudge', subjectOfOwner(record))) await keepPress(context, viewer, [record.key]);
}

function subjectOfOwner({ service: { owner, also } }: ServiceRecord): {
  owner?: string;
  also: readonly string[];
} {
  return { ...(owner === undefined ? {} : { owner }), also };
}

async function keepPress({ store, clock }: Context, viewer: Viewer, keys: readonly string[]): Promise<void> {
  const key = audienceKey({ kind: 'person', person: viewer.id });
  const at = clock.now();
  await store.nudges.answer(keys.map((serviceKey) => ({ audienceKey: key, serviceKey, at, kind: 'press' })));
}

/** Their own, and that of the team's channel where the team is reminded there. */
async function audienceKeysOf(
  { store }: Context,
  viewer: Viewer,
  { service }: ServiceRecord,
): Promise<readonly string[]> {
  const team = (await store.catalog.teams()).find(({ id }) => id === service.owner);
  const own = audienceKey({ kind: 'person', person: viewer.id });
  return team?.nudges === 'channel' && team.channel !== undefined
    ? [own, audienceKey({ kind: 'channel', channel: team.channel })]
    : [own];
}

export async function showNudge(context: Context, viewer: Viewer, id: string): Promise<NudgeView> {
  return nudgeView(context, await theirNudge(context, viewer, id), context.clock.now());
}

/** Asks all collectors about what it told of. A vendor's trouble is told, not thrown. */
export async function checkAll(context: Context, viewer: Viewer, id: string): Promise<CheckedAll> {
  const { store, clock } = context;
  const nudge = await theirNudge(context, viewer, id);
  const keys = [...new Set(nudge.gaps.map(({ service }) => service))];
  const records = [...(await store.catalog.byKeys(keys)).values()].filter(
    ({ archivedAt }) => archivedAt === null,
  );
  const trouble = new Map<string, CheckedAll['trouble'][number]>();
  for (let start = 0; start < records.length; start += AT_ONCE) {
    const told = await collectTogether(context, records.slice(start, start + AT_ONCE), viewer.timezone);
    for (const one of [...told.values()].flat()) trouble.set(`${one.collector} ${one.reason}`, one);
  }
  await keepPress(
    context,
    viewer,
    records.map(({ key }) => key),
  );
  return { nudge: await nudgeView(context, nudge, clock.now()), trouble: [...trouble.values()] };
}

/** A nudge of theirs, of a channel whose team they are in, or any for admins. */
async function theirNudge({ store }: Context, viewer: Viewer, id: string): Promise<NudgeRecord> {
  refuseStrangers(viewer);
  const nudge = await store.nudges.byId(id);
  if (nudge !== undefined && (may(viewer, 'administer') || (await isTheirs(store, viewer, nudge))))
    return nudge;
  throw new UserError('There is no such reminder. `/ready` shows what is open of yours.');
}

async function isTheirs(store: Ports, viewer: Viewer, { audience, gaps }: NudgeRecord): Promise<boolean> {
  if (audience.kind === 'person') return audience.person === viewer.id;
  const records = await store.catalog.byKeys(gaps.map(({ service }) => service));
  return [...records.values()].some((record) => may(viewer, 'answer-nudge', subjectOfOwner(record)));
}

/** Tells the team whose it is said to be, or else the one whose it is now. */
export async function notMine(
  context: Context,
  viewer: Viewer,
  service: string,
  { team, note }: NotMine,
): Promise<ClaimView> {
  const record = await reachableService(context, viewer, service, 'answer-nudge');
  const teams = await context.store.catalog.teams();
  const meant = teams.find(({ id }) => id === team);
  if (team !== null && meant === undefined)
    throw new UserError(`There is no team “${team}”. Choose one of the catalog, or none.`);
  if (team !== null && team === record.service.owner)
    throw new UserError(
      `${meant?.name ?? team} is who it is said to be of now. Choose another team, or none.`,
    );
  if ((note?.length ?? 0) > LONGEST_NOTE) throw new UserError(`Keep the note below ${LONGEST_NOTE} letters.`);
  const claim = claimOf(record, viewer, { team, note }, context.clock.now());
  const current = teams.find(({ id }) => id === record.service.owner);
  await write(
    context,
    claim,
    [meant?.channel ?? current?.channel].flatMap((one) => one ?? []),
  );
  const view = await claimView(context, claim);
  if (view === null) throw new Error(`${record.key} is gone while its ownership was asked about`);
  return view;
}

function claimOf(record: ServiceRecord, viewer: Viewer, { team, note }: NotMine, at: number): OwnershipClaim {
  return {
    id: uuidv7({ msecs: at }),
    serviceKey: record.key,
    team,
    from: record.service.owner ?? null,
    note: note === null || note.trim() === '' ? null : note.trim(),
    by: viewer.id,
    byName: viewer.name,
    at,
    state: 'open',
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
  };
}

async function write(context: Context, claim: OwnershipClaim, channels: readonly string[]): Promise<void> {
  const { id, serviceKey, team, from, by, byName, at } = claim;
  const audiences: readonly Audience[] =
    channels.length > 0
      ? channels.map((channel) => ({ kind: 'channel', channel }))
      : context.policy.admins.map((person) => ({ kind: 'person', person }));
  const key = audienceKey({ kind: 'person', person: by });
  await context.store.transaction(async (ports) => {
    await ports.upkeep.claim(claim);
    await ports.nudges.answer([{ audienceKey: key, serviceKey, at, kind: 'press' }]);
    await ports.audit.append([
      {
        at,
        actor: by,
        actorName: byName,
        from: 'slack',
        act: 'ownership.claim',
        serviceKey,
        subject: id,
        details: { team, from },
      },
    ]);
    await ports.messages.add(
      audiences.map((audience) =>
        intentOf('ownership-claim', { subject: { claim: id }, audience, occasion: claim.state }, at),
      ),
    );
  });
}
