import { UserError } from '../../domain/errors.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { latelyDirectory } from '../exceptions/deciders.ts';
import type { ServiceRecord } from '../ports.ts';
import { refuseStrangers } from '../reachable-service.ts';
import { type ReadinessCard, readinessCard } from '../show-readiness.ts';
import type { FieldDraft, KeepOutcome, Named, TypedFields, UpkeepDraft } from '../upkeep-views.ts';
import { UPKEEP_FIELDS, type UpkeepField } from '../upkeep-views.ts';
import { newId } from './check-typed.ts';
import { isHeld, typedOf } from './fields.ts';
import { heldBy } from './held-by.ts';
import { keepService } from './keep-service.ts';
import { relabelDeciders } from './relabel.ts';
import { owned, owningSubject, refuseOutsiders } from './rights.ts';
import { editOf, takeOver, writeEdit } from './told-in-slack.ts';

/** What the modal of a new service is filled with. Throws a `UserError` for guests and strangers. */
export async function draftRegister(context: Context, viewer: Viewer, name: string): Promise<UpkeepDraft> {
  refuseOutsiders(viewer, 'register-service');
  const [own] = viewer.teams;
  const teams = await context.store.catalog.teams();
  const owner = teams.find(({ id }) => id === own);
  const usual: TypedFields = {
    ...{ name, type: 'service', lifecycle: 'production', tier: context.policy.defaultTier },
    owner: owner?.id ?? '',
  };
  return {
    service: null,
    fields: UPKEEP_FIELDS.map((field) => ({ field, value: usual[field] ?? '', heldBy: null })),
    tiers: tiersOf(context),
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
    mine: viewer.teams,
    ...{ mayArchive: false, removedAt: null, asked: null, deciders: [] },
  };
}

/** A new service, known from now on. Throws a `UserError` for guests and strangers. */
export async function registerService(
  context: Context,
  viewer: Viewer,
  typed: TypedFields,
  reason: string,
): Promise<KeepOutcome> {
  refuseOutsiders(viewer, 'register-service');
  const meant = await newId(context, typed);
  if ('field' in meant) return { kind: 'invalid', problems: [meant] };
  const { id } = meant;
  const name = typed.name?.trim() || id;
  const record = await archived(context, id);
  return keepService(context, viewer, {
    id,
    record,
    typed: { ...typed, id, name },
    reason,
    registered: true,
  });
}

/** What was archived under this id keeps its labels, and its history, where it comes back. */
async function archived({ store }: Context, id: string): Promise<ServiceRecord | null> {
  const { services } = await store.catalog.state();
  return services.find(({ service }) => service.id === id) ?? null;
}

export async function draftEdit(context: Context, viewer: Viewer, id: string): Promise<UpkeepDraft> {
  const record = await owned(context, viewer, id, 'edit-service');
  const { service, origin } = record;
  const values = typedOf(service);
  const teams = await context.store.catalog.teams();
  const owner = teams.find((team) => team.id === service.owner);
  const [asked] = await context.store.upkeep.relabellings([record.key]);
  const around = { ...context, directory: latelyDirectory(context.directory) };
  const { people } = await relabelDeciders(around, record, viewer.id);
  const mayArchive = may(viewer, 'archive-service', owningSubject(record, viewer, context.policy));
  return {
    service: { id: service.id, name: service.name },
    fields: UPKEEP_FIELDS.map((field): FieldDraft => {
      const held = isHeld(record, field, context.yields) ? heldBy(record, field) : null;
      return { field, value: values[field], heldBy: held };
    }),
    tiers: tiersOf(context),
    owner: owner === undefined ? null : { id: owner.id, name: owner.name },
    mine: viewer.teams,
    mayArchive: mayArchive && origin.source === 'slack',
    removedAt: origin.source === 'slack' ? null : whereToRemove(record, context.yields),
    asked: asked === undefined ? null : { to: asked.to, byName: asked.byName },
    deciders: people.map(({ name }) => name),
  };
}

export async function editService(
  context: Context,
  viewer: Viewer,
  id: string,
  typed: TypedFields,
  reason: string,
): Promise<KeepOutcome> {
  const record = await owned(context, viewer, id, 'edit-service');
  const open = (Object.entries(typed) as [UpkeepField, string][]).filter(
    ([field]) => !isHeld(record, field, context.yields),
  );
  const kept = Object.fromEntries(open) as TypedFields;
  return keepService(context, viewer, {
    id: record.service.id,
    record,
    typed: kept,
    reason,
    registered: false,
  });
}

/** Hides a service that was registered in Slack; its history stays, and registering it again brings it back. */
export async function archiveService(context: Context, viewer: Viewer, id: string): Promise<Named> {
  const record = await owned(context, viewer, id, 'archive-service');
  if (record.origin.source !== 'slack') throw new UserError(whereToRemove(record, context.yields));
  await setArchived(context, viewer, record, true);
  return { id: record.service.id, name: record.service.name };
}

export async function unarchiveService(context: Context, viewer: Viewer, id: string): Promise<ReadinessCard> {
  refuseStrangers(viewer);
  const record = await archived(context, id);
  const mine =
    record !== null && may(viewer, 'archive-service', owningSubject(record, viewer, context.policy));
  if (!mine || record.origin.source !== 'slack')
    throw new UserError(`“${id}” is no service of yours that was archived in Slack.`);
  if (record.archivedAt !== null) await setArchived(context, viewer, record, false);
  const found = (await context.store.catalog.byKeys([record.key])).get(record.key) ?? record;
  return readinessCard(context, viewer, found, id);
}

async function setArchived(
  context: Context,
  viewer: Viewer,
  record: ServiceRecord,
  archive: boolean,
): Promise<void> {
  const { id, formerly } = record.service;
  await context.store.transaction(async (ports) => {
    const said = await editOf(ports, [id, ...formerly]);
    if (said === undefined) throw new UserError(`“${id}” was not registered in Slack.`);
    const edit = { ...said, archived: archive, by: viewer.id, byName: viewer.name, at: context.clock.now() };
    const act = archive ? 'catalog.archive' : 'catalog.unarchive';
    await writeEdit(ports, edit, { act, serviceKey: record.key, details: { tier: record.service.tier } });
  });
  await takeOver(context, viewer, id);
}

function whereToRemove({ service, origin }: ServiceRecord, yields: Context['yields']): string {
  if (yields(origin.source))
    return `${service.id} is found by itself (${origin.file ?? origin.source}). Archive it there, or leave it out of \`catalog\` in ready.yml.`;
  const place = [origin.file, origin.line].filter((part) => part !== undefined).join(':');
  return `${service.id} stands in ${place === '' ? origin.source : place}. Remove it there, and it is archived with its history.`;
}

function tiersOf({ policy }: Context): readonly Named[] {
  return policy.tiers.map(({ id, name }) => ({ id, name }));
}
