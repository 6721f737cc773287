/** What people do about a reminder: put it off, say that it is not theirs, have everything checked again. */
import { UserError } from '../../domain/errors.ts';
import { DAY } from '../../domain/instant.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import { collectTogether } from '../collect-together.ts';
import type { Context } from '../context.ts';
import type { NudgeRecord } from '../nudge-ports.ts';
import type { CheckedAll, NotMine, NudgeView, Snoozed } from '../nudge-views.ts';
import type { Ports, ServiceRecord } from '../ports.ts';
import { reachableService, refuseStrangers } from '../reachable-service.ts';
import { claimOnce, teamOf, viewed } from '../upkeep/claims.ts';
import type { OwnershipClaimView } from '../upkeep-views.ts';
import { audienceKey } from './audience-key.ts';
import { nudgeView } from './nudge-to-tell.ts';
import { nudgedService } from './nudged-services.ts';

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
    const kind = days > 0 ? 'snooze' : 'press';
    await nudges.answer(keys.map((key) => ({ audienceKey: key, serviceKey: record.key, at: now, kind })));
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
  { team: id, note: written }: NotMine,
): Promise<OwnershipClaimView> {
  const { store, clock } = context;
  const record = await reachableService(context, viewer, service, 'answer-nudge');
  const team = id === null ? null : await teamOf(context, id);
  if (team !== null && team.id === record.service.owner)
    throw new UserError(`${team.name} is who it is said to be of now. Choose another team, or none.`);
  const note = written?.trim() || null;
  if ((note?.length ?? 0) > LONGEST_NOTE) throw new UserError(`Keep the note below ${LONGEST_NOTE} letters.`);
  const key = audienceKey({ kind: 'person', person: viewer.id });
  const claim = await store.transaction(async (ports) => {
    const press = { audienceKey: key, serviceKey: record.key, at: clock.now(), kind: 'press' } as const;
    await ports.nudges.answer([press]);
    return claimOnce(context, ports, viewer, { record, team, note });
  });
  return viewed(context, claim);
}
