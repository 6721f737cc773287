import { v7 as uuidv7 } from 'uuid';
import type { Team } from '../../domain/catalog.ts';
import { UserError } from '../../domain/errors.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { placesOfTeam } from '../import-news.ts';
import type { Ports, ServiceRecord } from '../ports.ts';
import { reachableService, refuseStrangers } from '../reachable-service.ts';
import type { OwnershipClaim } from '../upkeep-ports.ts';
import type { Decided, OwnershipClaimView } from '../upkeep-views.ts';
import { isHeld } from './fields.ts';
import { intentsFor, people, redrawn } from './intents.ts';
import { type Author, editOf, refused, takeOver, writeEdit } from './told-in-slack.ts';
import { claimView } from './upkeep-readers.ts';

/** Asks a team whether a service is theirs. Throws a `UserError` where they are asked already, or it is theirs. */
export async function askOwner(
  context: Context,
  viewer: Viewer,
  id: string,
  teamId: string,
  note: string | null = null,
): Promise<OwnershipClaimView> {
  const record = await reachableService(context, viewer, id, 'claim-service');
  const team = await teamOf(context, teamId);
  if (record.service.owner === team.id)
    throw new UserError(`${record.service.id} is ${team.name}’s already.`);
  const claim = await context.store.transaction((ports) =>
    claimOnce(context, ports, viewer, { record, team, note }),
  );
  return viewed(context, claim);
}

interface Claimed {
  readonly record: ServiceRecord;
  /** Null = somebody else's than its owner's, nobody named. */
  readonly team: Team | null;
  readonly note: string | null;
}

/** The claim that says the same and is open, or a new one. Within the caller's transaction. */
export async function claimOnce(
  context: Pick<Context, 'policy' | 'clock'>,
  ports: Ports,
  by: Author,
  claimed: Claimed,
): Promise<OwnershipClaim> {
  const { record, team } = claimed;
  const open = await ports.upkeep.claims([record.key]);
  const same = open.find((one) => one.team === (team?.id ?? null));
  return same ?? openClaim(context, ports, by, claimed);
}

/**
 * Writes a claim, and has the team told that it is said to be of; where nobody is named, the one that it is of now.
 * Within the caller's transaction.
 */
export async function openClaim(
  { policy, clock }: Pick<Context, 'policy' | 'clock'>,
  ports: Ports,
  by: Author,
  { record, team, note }: Claimed,
): Promise<OwnershipClaim> {
  const at = clock.now();
  const { owner = null } = record.service;
  const claim: OwnershipClaim = {
    ...{ id: uuidv7(), serviceKey: record.key, team: team?.id ?? null, from: owner, note, at },
    ...{ by: by.id, byName: by.name, state: 'open', decidedBy: null, decidedByName: null, decidedAt: null },
  };
  await ports.upkeep.claim(claim);
  const asked = team ?? (await ports.catalog.teams()).find(({ id }) => id === owner);
  const places = asked === undefined ? [] : placesOfTeam(asked);
  const told = places.length > 0 ? places : people(policy.admins);
  await ports.messages.add(
    intentsFor({ kind: 'ownership-claim', subject: { claim: claim.id }, occasion: 'open' }, told, at),
  );
  await ports.audit.append([auditOf(claim, 'ownership.claim', by, at)]);
  return claim;
}

type Answer =
  | { readonly kind: 'confirm' | 'not-us' }
  | { readonly kind: 'someone-else'; readonly team: string };

/**
 * What the claimed team, or an admin, says: changed once, whoever presses and however often. Throws a `UserError`, and
 * logs that they tried, where it is not theirs to say.
 */
export async function decideClaim(
  context: Context,
  viewer: Viewer,
  id: string,
  answer: Answer,
): Promise<Decided<OwnershipClaimView>> {
  const other = answer.kind === 'someone-else' ? await teamOf(context, answer.team) : null;
  const { claim, record } = await decidable(context, viewer, id);
  if (claim.team === null && answer.kind === 'confirm')
    throw new UserError('Nobody is named whose it is. Press *Someone else* to name a team.');
  const accepts = answer.kind === 'confirm';
  if (other !== null && other.id === record.service.owner && claim.team !== null)
    throw new UserError(`${record.service.id} is ${other.name}’s already.`);
  const done = await context.store.transaction(async (ports) => {
    const at = context.clock.now();
    const decided: OwnershipClaim = {
      ...claim,
      ...{
        state: accepts ? 'accepted' : 'declined',
        decidedBy: viewer.id,
        decidedByName: viewer.name,
        decidedAt: at,
      },
    };
    if (!(await ports.upkeep.decideClaim(decided))) return null;
    await ports.audit.append([auditOf(decided, `ownership.${answer.kind}`, viewer, at)]);
    const about = { subject: { claim: id }, occasion: decided.state };
    await ports.messages.add([
      ...(await redrawn(ports, { ...about, kind: 'ownership-claim' }, at)),
      ...intentsFor(
        { ...about, kind: 'claim-decided' },
        claim.by === viewer.id ? [] : people([claim.by]),
        at,
      ),
    ]);
    if (other !== null) await openClaim(context, ports, viewer, { record, team: other, note: claim.note });
    if (!accepts || claim.team === null) return decided;
    await declineOthers(context, ports, decided);
    await writeOwner(context, ports, viewer, record, claim.team);
    return decided;
  });
  if (done !== null && accepts) await takeOver(context, viewer, record.service.id);
  return { kind: done === null ? 'late' : 'done', view: await viewed(context, done ?? claim) };
}

/** The claim of that id. Throws as {@link decideClaim}. */
export async function decidable(
  context: Context,
  viewer: Viewer,
  id: string,
): Promise<{ readonly claim: OwnershipClaim; readonly record: ServiceRecord }> {
  refuseStrangers(viewer);
  const { store, clock } = context;
  const claim = await store.upkeep.claimById(id);
  const record = claim && (await store.catalog.byKeys([claim.serviceKey])).get(claim.serviceKey);
  if (claim === undefined || record === undefined || record.archivedAt !== null)
    throw new UserError('That service is gone from the catalog, so there is nothing to decide.');
  const subject = { also: [], ...ownerIs(claim.team ?? claim.from) };
  if (may(viewer, 'decide-claim', subject)) return { claim, record };
  await store.transaction(({ audit }) =>
    audit.append([refused(viewer, 'ownership.decide', id, record.key, clock.now())]),
  );
  throw new UserError('That is for the team that was asked, and for admins.');
}

function ownerIs(team: string | null): { readonly owner?: string } {
  return team === null ? {} : { owner: team };
}

/** Names the owner in Slack, where no file does. Within the caller's transaction; an import has to follow. */
async function writeOwner(
  { clock, yields }: Pick<Context, 'clock' | 'yields'>,
  ports: Ports,
  by: Author,
  record: ServiceRecord,
  team: string,
): Promise<void> {
  if (isHeld(record, 'owner', yields)) return;
  const { id, formerly, owner = null } = record.service;
  const said = await editOf(ports, [id, ...formerly]);
  const base = said ?? { id, fields: {}, registered: false, archived: false };
  const edit = {
    ...base,
    fields: { ...base.fields, owner: team },
    by: by.id,
    byName: by.name,
    at: clock.now(),
  };
  const details = { owner: { from: owner, to: team } };
  await writeEdit(ports, edit, { act: 'catalog.edit', serviceKey: record.key, details });
}

/** Where another has taken it, nobody else needs to answer. */
async function declineOthers(
  { clock }: Pick<Context, 'clock'>,
  ports: Ports,
  accepted: OwnershipClaim,
): Promise<void> {
  const at = clock.now();
  const { decidedBy, decidedByName } = accepted;
  for (const open of await ports.upkeep.claims([accepted.serviceKey])) {
    await ports.upkeep.decideClaim({ ...open, state: 'declined', decidedBy, decidedByName, decidedAt: at });
    const telling = { kind: 'ownership-claim', subject: { claim: open.id }, occasion: 'declined' } as const;
    await ports.messages.add(await redrawn(ports, telling, at));
  }
}

function auditOf({ id, serviceKey, team, from }: OwnershipClaim, act: string, by: Author, at: number) {
  const details = { team, from };
  return { at, actor: by.id, actorName: by.name, from: 'slack', act, serviceKey, subject: id, details };
}

export async function teamOf({ store }: Pick<Context, 'store'>, id: string): Promise<Team> {
  const team = (await store.catalog.teams()).find((one) => one.id === id);
  if (team === undefined) throw new UserError(`There is no team “${id}” any more.`);
  return team;
}

export async function viewed(context: Context, claim: OwnershipClaim): Promise<OwnershipClaimView> {
  const view = await claimView(context, claim.id);
  if (view === null) throw new UserError('That service is gone from the catalog.');
  return view;
}
