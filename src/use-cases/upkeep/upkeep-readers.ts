/** What messages about the catalog's upkeep are rendered from. */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { GRACE } from '../../domain/planner/gap.ts';
import { easedLabels, type Label, type Labels } from '../../domain/relabel.ts';
import type { Context } from '../context.ts';
import { RELABELLED } from '../import-news.ts';
import type { ServiceRecord } from '../ports.ts';
import type {
  HandoverView,
  Named,
  OwnershipClaimView,
  RelabelledView,
  RelabellingView,
  UpkeepReaders,
} from '../upkeep-views.ts';
import { isHeld } from './fields.ts';
import { heldBy } from './held-by.ts';
import { evidenceFor } from './suggest-owners.ts';

type Around = Pick<Context, 'store' | 'policy' | 'yields' | 'scorecards' | 'clock'>;

export function upkeepReaders(around: Around): UpkeepReaders {
  return {
    claim: (id) => claimView(around, id),
    relabelling: (id) => relabellingView(around, id),
    relabelled: (tier, at) => relabelledView(around, tier, at),
    handover: (team, at) => handoverView(around, team, at),
  };
}

/** Null: the service is gone. */
export async function claimView(around: Around, id: string): Promise<OwnershipClaimView | null> {
  const { store, yields } = around;
  const claim = await store.upkeep.claimById(id);
  const record = claim && (await store.catalog.byKeys([claim.serviceKey])).get(claim.serviceKey);
  if (claim === undefined || record === undefined || record.archivedAt !== null) return null;
  const teams = await store.catalog.teams();
  const named = (team: string | null): Named | null => {
    if (team === null) return null;
    return { id: team, name: teams.find((one) => one.id === team)?.name ?? team };
  };
  const { note, at, state, decidedByName, decidedAt } = claim;
  const isMoved = claim.team !== null && record.service.owner !== claim.team;
  return {
    ...{ id, note, at, state, decidedByName, decidedAt, service: serviceOf(record) },
    ...{ team: named(claim.team), from: named(claim.from), by: { id: claim.by, name: claim.byName } },
    evidence: claim.team === null ? [] : await evidenceFor(around, record, claim.team),
    heldBy:
      state === 'accepted' && isMoved && isHeld(record, 'owner', yields) ? heldBy(record, 'owner') : null,
  };
}

export async function relabellingView(
  { store, policy }: Around,
  id: string,
): Promise<RelabellingView | null> {
  const found = await store.upkeep.relabelling(id);
  const record = found && (await store.catalog.byKeys([found.serviceKey])).get(found.serviceKey);
  if (found === undefined || record === undefined) return null;
  const { from, to, reason, at, state, decidedByName, decidedAt, by, byName } = found;
  return {
    ...{ id, from, to, reason, at, state, decidedByName, decidedAt },
    ...{ service: serviceOf(record), by: { id: by, name: byName } },
    eased: easedLabels(from, to, policy.tiers),
  };
}

/** A thousand at once are a restructuring: it is told of as many. */
const MOST = 1_000;

/** Null: none of them is there any more. */
async function relabelledView(
  { store, policy }: Around,
  tier: string,
  at: Instant,
): Promise<RelabelledView | null> {
  const acts = await store.audit.list({ act: RELABELLED, since: at, until: at }, MOST);
  const about = acts.flatMap(({ serviceKey, details }) => {
    const moved = relabelledIn(details);
    return serviceKey !== null && moved?.elsewhere && moved.from.tier === tier
      ? [{ key: serviceKey, ...moved }]
      : [];
  });
  const records = await store.catalog.byKeys(about.map(({ key }) => key));
  const services = about.flatMap(({ key, from, to }) => {
    const record = records.get(key);
    if (record === undefined) return [];
    return [
      { ...serviceOf(record), from, to, eased: easedLabels(from, to, policy.tiers) as readonly Label[] },
    ];
  });
  if (services.length === 0) return null;
  const name = policy.tiers.find((one) => one.id === tier)?.name ?? tier;
  return { tier: { id: tier, name }, at, services: services.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

export interface Relabelled {
  readonly from: Labels;
  readonly to: Labels;
  /** Not asked for in Slack. */
  readonly elsewhere: boolean;
}

/** What an entry of the log of {@link RELABELLED} says: we wrote it. */
export function relabelledIn({ from, to, in: where }: JsonObject): Relabelled | undefined {
  const [before, after] = [labels(from), labels(to)];
  if (before === undefined || after === undefined) return undefined;
  return { from: before, to: after, elsewhere: where === 'elsewhere' };
}

function labels(value: JsonObject[string] | undefined): Labels | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  // What is no list, no text and not null is an object.
  const { tier, lifecycle, type } = value as JsonObject;
  const texts = [tier, lifecycle, type].map((one) => (typeof one === 'string' ? one : ''));
  return { tier: texts[0] ?? '', lifecycle: texts[1] ?? '', type: texts[2] ?? '' };
}

/** Null: all of them went on to others, or are gone. */
async function handoverView({ store }: Around, id: string, at: Instant): Promise<HandoverView | null> {
  const team = (await store.catalog.teams()).find((one) => one.id === id);
  if (team === undefined) return null;
  const { items } = await store.catalog.list({ teams: [id] }, { offset: 0, limit: 10_000 }, null);
  const records = await store.catalog.byKeys(items.map(({ key }) => key));
  const given = [...records.values()].filter(
    ({ service, ownerSince, archivedAt }) => archivedAt === null && service.owner === id && ownerSince === at,
  );
  if (given.length === 0) return null;
  const services = given.map(serviceOf).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { team: { id, name: team.name }, services, graceUntil: at + GRACE };
}

function serviceOf({ service }: ServiceRecord): Named & { readonly tier: string } {
  return { id: service.id, name: service.name, tier: service.tier };
}
