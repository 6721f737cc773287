/** What is written in Slack about services: a source of the catalog that is written here, logged and taken over at once. */
import type { JsonObject } from '../../domain/json.ts';
import type { Viewer } from '../../domain/rights.ts';
import { askCollector } from '../ask-collector.ts';
import type { AuditAct } from '../audit-ports.ts';
import type { Context } from '../context.ts';
import { keepFindings } from '../keep-findings.ts';
import type { Ports } from '../ports.ts';
import type { CatalogEdit } from '../upkeep-ports.ts';

export type Author = Pick<Viewer, 'id' | 'name'>;

/** Writes an edit and its line in the log, within the caller's transaction. */
export async function writeEdit(
  ports: Ports,
  edit: CatalogEdit,
  about: { readonly act: string; readonly serviceKey: string | null; readonly details: JsonObject },
): Promise<void> {
  await ports.upkeep.edit(edit);
  const { id, by, byName, at } = edit;
  await ports.audit.append([{ ...about, at, actor: by, actorName: byName, from: 'slack', subject: id }]);
}

export async function editOf(
  ports: Pick<Ports, 'upkeep'>,
  ids: readonly string[],
): Promise<CatalogEdit | undefined> {
  const edits = await ports.upkeep.edits();
  return ids.map((id) => edits.find((edit) => edit.id === id)).find((edit) => edit !== undefined);
}

/** Takes over what was just written, and has the service judged by it. What its vendors say follows. */
export async function takeOver(context: Context, author: Author, id: string): Promise<void> {
  const before = await context.store.catalog.find(id);
  await context.importSaid({ id: author.id, name: author.name });
  const record = await context.store.catalog.find(id);
  context.collecting.wake();
  // A new one is judged once its collectors were asked, not after the first of them.
  if (record !== undefined && before !== undefined) await retell(context, record.key);
  // Who depends on them stands in their facts.
  const [then, now] = [before?.service.dependsOn ?? [], record?.service.dependsOn ?? []];
  for (const other of new Set([...then, ...now])) {
    if (then.includes(other) && now.includes(other)) continue;
    const needed = await context.store.catalog.find(other);
    if (needed !== undefined) await retell(context, needed.key);
  }
}

/** Has the catalog's own facts about a service told anew, and the service judged by them. */
export async function retell(context: Context, key: string): Promise<void> {
  const collector = context.collecting.collectors.find(({ source }) => source.collector === 'catalog');
  const record = (await context.store.catalog.byKeys([key])).get(key);
  if (collector === undefined || record === undefined || record.archivedAt !== null) return;
  await keepFindings(context, await askCollector(context, collector, [record], { waiting: true }));
}

export function refused(
  viewer: Viewer,
  act: string,
  subject: string,
  serviceKey: string | null,
  at: number,
): AuditAct {
  return {
    ...{ at, actor: viewer.id, actorName: viewer.name, from: 'slack', act: `${act}.refused` },
    ...{ serviceKey, subject, details: {} },
  };
}
