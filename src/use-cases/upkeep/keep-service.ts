import type { Service, Team } from '../../domain/catalog.ts';
import type { Json } from '../../domain/json.ts';
import { easedLabels, type Label, type Labels, labelsOf } from '../../domain/relabel.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { Deciders } from '../exceptions/deciders.ts';
import type { Ports, ServiceRecord } from '../ports.ts';
import { readinessCard } from '../show-readiness.ts';
import type { KeepOutcome, TypedFields, UpkeepField, UpkeepProblem } from '../upkeep-views.ts';
import { typedProblems } from './check-typed.ts';
import { openClaim } from './claims.ts';
import { changedFields, fieldsAfter, typedOf } from './fields.ts';
import { askRelabelling, relabelDeciders } from './relabel.ts';
import { editOf, takeOver, writeEdit } from './told-in-slack.ts';

export interface Wanted {
  readonly id: string;
  /** As it stands, archived or not; null = there was never one. */
  readonly record: ServiceRecord | null;
  readonly typed: TypedFields;
  /** Why less should be asked of it. */
  readonly reason: string;
  readonly registered: boolean;
}

const LONGEST_REASON = 3_000;

/**
 * Writes what somebody typed of a service. What asks less of it waits for the approvers of its tier, and a team of
 * which the viewer is none for that team's word; the rest counts at once.
 */
export async function keepService(context: Context, viewer: Viewer, wanted: Wanted): Promise<KeepOutcome> {
  const { id, record, typed, reason } = wanted;
  const to = labelsTyped(record?.service ?? null, typed);
  const eased = record === null ? [] : easedLabels(labelsOf(record.service), to, context.policy.tiers);
  const problems = [
    ...(await typedProblems(context, id, typed)),
    ...reasonProblems(eased, reason, record?.service.tier ?? ''),
  ];
  if (problems.length > 0) return { kind: 'invalid', problems };
  const deciders =
    record === null || eased.length === 0 ? null : await relabelDeciders(context, record, viewer.id);
  const claimed = await claimedTeam(context, viewer, record?.service ?? null, typed);
  const now = immediate(typed, { record, eased, claims: claimed !== undefined });
  const changed = await write(context, viewer, { ...wanted, typed: now });
  await askOthers(context, viewer, id, { to: { ...to }, reason, deciders, claimed });
  const found = await context.store.catalog.find(id);
  if (found === undefined) throw new Error(`${id} was kept and is not there`);
  return {
    kind: 'kept',
    card: await readinessCard(context, viewer, found, found.service.id),
    changed,
    relabelling: deciders === null ? null : { to, eased, deciders: deciders.people.map(({ name }) => name) },
    claimed: claimed === undefined ? null : { id: claimed.id, name: claimed.name },
  };
}

function labelsTyped(service: Service | null, typed: TypedFields): Labels {
  const of = (label: Label) => typed[label]?.trim() || (service?.[label] ?? '');
  return { tier: of('tier'), lifecycle: of('lifecycle'), type: of('type').toLowerCase() };
}

function reasonProblems(eased: readonly Label[], reason: string, tier: string): readonly UpkeepProblem[] {
  if (eased.length === 0) return [];
  if (reason.length > LONGEST_REASON)
    return [{ field: 'reason', message: `Say it in ${LONGEST_REASON.toLocaleString('en')} characters.` }];
  if (reason.trim() !== '') return [];
  const message = `That would ask less of it, so the approvers of ${tier} are asked. Say why: they read it.`;
  return [{ field: 'reason', message }];
}

/** The team that has to say first that the service is theirs. */
async function claimedTeam(
  { store }: Context,
  viewer: Viewer,
  service: Service | null,
  typed: TypedFields,
): Promise<Team | undefined> {
  const owner = typed.owner?.trim() ?? '';
  if (owner === '' || owner === service?.owner || viewer.admin || viewer.teams.includes(owner))
    return undefined;
  return (await store.catalog.teams()).find((team) => team.id === owner);
}

/** What counts at once: labels that ask less stay as they are, and so does the owner until the other team agrees. */
function immediate(
  typed: TypedFields,
  {
    record,
    eased,
    claims,
  }: { readonly record: ServiceRecord | null; readonly eased: readonly Label[]; readonly claims: boolean },
): TypedFields {
  const labels =
    record === null ? {} : Object.fromEntries(eased.map((label) => [label, record.service[label]]));
  const kept = claims ? { owner: record?.service.owner ?? '' } : {};
  return { ...typed, ...labels, ...kept };
}

/** Fields that are otherwise now. Nothing is written where nothing is. */
async function write(context: Context, viewer: Viewer, wanted: Wanted): Promise<readonly UpkeepField[]> {
  const { id, record, typed, registered } = wanted;
  const isNew = record === null || record.archivedAt !== null;
  const service = isNew ? null : record.service;
  const changed = changedFields(service, typed);
  if (changed.length === 0 && !isNew) return [];
  await context.store.transaction((ports) =>
    writeTyped(context, ports, viewer, { ...wanted, changed, service }),
  );
  await takeOver(context, viewer, id);
  return registered ? [] : changed;
}

async function writeTyped(
  { clock }: Context,
  ports: Ports,
  viewer: Viewer,
  {
    id,
    record,
    typed,
    registered,
    changed,
    service,
  }: Wanted & { readonly changed: readonly UpkeepField[]; readonly service: Service | null },
): Promise<void> {
  const said = await editOf(ports, [id, ...(record?.service.formerly ?? [])]);
  const fields = fieldsAfter(registered ? {} : (said?.fields ?? {}), service, typed);
  const edit = {
    id: said?.id ?? id,
    fields,
    registered: registered || said?.registered === true,
    archived: false,
    ...{ by: viewer.id, byName: viewer.name, at: clock.now() },
  };
  const before: TypedFields = service === null ? {} : typedOf(service);
  const moved = changed.map((field): [string, Json] => [
    field,
    { from: before[field] ?? '', to: (typed[field] ?? '').trim() },
  ]);
  await writeEdit(ports, edit, {
    act: registered ? 'catalog.register' : 'catalog.edit',
    serviceKey: record?.key ?? null,
    details: Object.fromEntries(moved),
  });
}

async function askOthers(
  context: Context,
  viewer: Viewer,
  id: string,
  {
    to,
    reason,
    deciders,
    claimed,
  }: {
    readonly to: Labels;
    readonly reason: string;
    readonly deciders: Deciders | null;
    readonly claimed: Team | undefined;
  },
): Promise<void> {
  if (deciders === null && claimed === undefined) return;
  await context.store.transaction(async (ports) => {
    const record = await ports.catalog.find(id);
    if (record === undefined) return;
    if (deciders !== null)
      await askRelabelling(context, ports, viewer, { record, to, reason: reason.trim(), deciders });
    if (claimed === undefined) return;
    const open = await ports.upkeep.claims([record.key]);
    if (open.some(({ team }) => team === claimed.id)) return;
    await openClaim(context, ports, viewer, { record, team: claimed, note: null });
  });
}
