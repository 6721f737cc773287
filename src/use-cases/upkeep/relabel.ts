import { v7 as uuidv7 } from 'uuid';
import { UserError } from '../../domain/errors.ts';
import { type Label, type Labels, labelsOf } from '../../domain/relabel.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { type Deciders, decidersOf, tierNamed } from '../exceptions/deciders.ts';
import type { Ports, ServiceRecord } from '../ports.ts';
import { refuseStrangers } from '../reachable-service.ts';
import type { Relabelling } from '../upkeep-ports.ts';
import type { Decided, RelabellingView } from '../upkeep-views.ts';
import { intentsFor, people, redrawn } from './intents.ts';
import { type Author, editOf, refused, takeOver, writeEdit } from './told-in-slack.ts';
import { relabellingView } from './upkeep-readers.ts';

const LABELS = ['tier', 'lifecycle', 'type'] as const satisfies readonly Label[];

/** Who decides whether less is asked of this service: the approvers of the tier that it has, but for who asks. */
export function relabelDeciders(
  { directory, policy }: Pick<Context, 'directory' | 'policy'>,
  { service }: Pick<ServiceRecord, 'service'>,
  requester: string,
): Promise<Deciders> {
  const matter = { categories: [], system: service.system ?? null, kind: 'one-time' } as const;
  const tier = tierNamed(service.tier, policy);
  return decidersOf(directory, policy, {
    tier,
    matter,
    requester,
    required: 1,
    fallback: false,
    admins: false,
  });
}

export interface RelabelAsk {
  readonly record: ServiceRecord;
  readonly to: Labels;
  readonly reason: string;
  readonly deciders: Deciders;
}

/** Asks for other labels, within the caller's transaction; what was asked for this service before is overtaken. */
export async function askRelabelling(
  { clock }: Pick<Context, 'clock'>,
  ports: Ports,
  by: Author,
  { record, to, reason, deciders }: RelabelAsk,
): Promise<void> {
  const at = clock.now();
  for (const open of await ports.upkeep.relabellings([record.key])) {
    await ports.upkeep.decideRelabelling({ ...open, state: 'overtaken', ...decidedBy(by, at) });
    await ports.messages.add(await redrawn(ports, requestOf(open.id, 'overtaken'), at));
  }
  const asked = deciders.people.map(({ id }) => id);
  const relabelling: Relabelling = {
    ...{ id: uuidv7(), serviceKey: record.key, from: labelsOf(record.service), to, reason, at, asked },
    ...{ by: by.id, byName: by.name, state: 'open', decidedBy: null, decidedByName: null, decidedAt: null },
  };
  await ports.upkeep.relabel(relabelling);
  await ports.messages.add(intentsFor(requestOf(relabelling.id, 'open'), people(asked), at));
  await ports.audit.append([auditOf(relabelling, 'catalog.relabel.ask', by, at)]);
}

/**
 * Agrees or not to labels that ask less: changed once, whoever presses and however often. Who decides is asked of
 * Slack now. Throws a `UserError`, and logs that they tried, where it is not theirs to decide.
 */
export async function decideRelabelling(
  context: Context,
  viewer: Viewer,
  id: string,
  decision: 'approve' | 'deny',
): Promise<Decided<RelabellingView>> {
  const { store } = context;
  refuseStrangers(viewer);
  const asked = await store.upkeep.relabelling(id);
  const record = asked && (await store.catalog.byKeys([asked.serviceKey])).get(asked.serviceKey);
  if (asked === undefined || record === undefined)
    throw new UserError('That service is gone from the catalog, so there is nothing to decide.');
  await permit(context, viewer, asked, record);
  const kind = await store.transaction((ports) => decide(context, ports, viewer, { id, decision }));
  if (kind === 'approved') await takeOver(context, viewer, record.service.id);
  const view = await relabellingView(context, id);
  if (view === null) throw new UserError('That service is gone from the catalog.');
  return { kind: kind === 'late' ? 'late' : 'done', view };
}

async function permit(
  context: Context,
  viewer: Viewer,
  asked: Relabelling,
  record: ServiceRecord,
): Promise<void> {
  const tiered = { service: { ...record.service, tier: asked.from.tier } };
  const deciders = await relabelDeciders(context, tiered, asked.by);
  const approver = viewer.id !== asked.by && deciders.people.some((one) => one.id === viewer.id);
  if (may(viewer, 'decide-relabel', { also: [], approver })) return;
  await context.store.transaction(({ audit }) =>
    audit.append([refused(viewer, 'catalog.relabel', asked.id, record.key, context.clock.now())]),
  );
  throw new UserError(
    viewer.id === asked.by
      ? 'Nobody agrees to their own request. The others were asked.'
      : 'That is for the approvers of the tier that it has.',
  );
}

async function decide(
  { clock, policy }: Context,
  ports: Ports,
  viewer: Viewer,
  { id, decision }: { readonly id: string; readonly decision: 'approve' | 'deny' },
): Promise<'approved' | 'denied' | 'late'> {
  const at = clock.now();
  const asked = await ports.upkeep.relabelling(id);
  const record = asked && (await ports.catalog.byKeys([asked.serviceKey])).get(asked.serviceKey);
  if (asked === undefined || record === undefined || asked.state !== 'open') return 'late';
  const stands = record.archivedAt === null && isSame(labelsOf(record.service), asked.from);
  const isTier = policy.tiers.some((tier) => tier.id === asked.to.tier);
  const state = !stands || !isTier ? 'overtaken' : decision === 'approve' ? 'approved' : 'denied';
  const decided: Relabelling = { ...asked, state, ...decidedBy(viewer, at) };
  if (!(await ports.upkeep.decideRelabelling(decided))) return 'late';
  await ports.messages.add([
    ...(await redrawn(ports, requestOf(id, state), at)),
    ...intentsFor(
      { kind: 'relabel-decided', subject: { relabelling: id }, occasion: state },
      people([asked.by]),
      at,
    ),
  ]);
  await ports.audit.append([auditOf(decided, `catalog.relabel.${state}`, viewer, at)]);
  if (state === 'approved') await writeLabels(ports, decided, record, viewer, at);
  return state === 'overtaken' ? 'late' : state;
}

async function writeLabels(
  ports: Ports,
  { from, to, id: relabelling }: Relabelling,
  record: ServiceRecord,
  by: Author,
  at: number,
): Promise<void> {
  const { id, formerly } = record.service;
  const said = (await editOf(ports, [id, ...formerly])) ?? {
    id,
    fields: {},
    registered: false,
    archived: false,
  };
  const moved = LABELS.filter((label) => to[label] !== from[label]);
  const fields = { ...said.fields, ...Object.fromEntries(moved.map((label) => [label, to[label]])) };
  const details = { from: { ...from }, to: { ...to }, relabelling };
  const edit = { ...said, fields, by: by.id, byName: by.name, at };
  await writeEdit(ports, edit, { act: 'catalog.edit', serviceKey: record.key, details });
}

function requestOf(relabelling: string, occasion: string) {
  return { kind: 'relabel-request', subject: { relabelling }, occasion } as const;
}

function decidedBy(by: Author, at: number) {
  return { decidedBy: by.id, decidedByName: by.name, decidedAt: at };
}

function isSame(a: Labels, b: Labels): boolean {
  return LABELS.every((label) => a[label] === b[label]);
}

function auditOf({ id, serviceKey, from, to, reason }: Relabelling, act: string, by: Author, at: number) {
  const details = { from: { ...from }, to: { ...to }, reason };
  return { at, actor: by.id, actorName: by.name, from: 'slack', act, serviceKey, subject: id, details };
}
