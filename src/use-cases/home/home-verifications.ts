import type { Team } from '../../domain/catalog.ts';
import type { Instant } from '../../domain/instant.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { HomeVerification, HomeView } from '../home-views.ts';
import type { ServiceFilter } from '../service-rows.ts';
import { type DueVerification, dueVerifications } from '../upkeep/due-verifications.ts';
import { mayEdit } from '../upkeep/rights.ts';

interface Asked {
  readonly teams: readonly Team[];
  /** Whose services the Home is about; null = nobody's. */
  readonly within: ServiceFilter | null;
  readonly page: { readonly offset: number; readonly limit: number };
  readonly now: Instant;
}

/** A page of what the viewer's word makes true for another quarter; a page that is gone gives way to the last. */
export async function homeVerifications(
  context: Context,
  viewer: Viewer,
  { teams, within, page: { offset, limit }, now }: Asked,
): Promise<HomeView['verifications']> {
  const due = within === null ? [] : await dueFor(context, viewer, within, now);
  const from = offset < due.length ? offset : Math.max(0, Math.floor((due.length - 1) / limit) * limit);
  const items = await told(context, viewer, teams, due.slice(from, from + limit));
  return { items, total: due.length, offset: from, size: limit };
}

function dueFor(context: Context, viewer: Viewer, { teams }: ServiceFilter, now: Instant) {
  const shown = teams === undefined ? null : new Set(teams);
  const mine = (owner: string) => may(viewer, 'verify-service', { owner, also: [] });
  return dueVerifications(context, now, ({ owner }) => (shown === null || shown.has(owner)) && mine(owner));
}

async function told(
  { store, policy }: Context,
  viewer: Viewer,
  teams: readonly Team[],
  due: readonly DueVerification[],
): Promise<readonly HomeVerification[]> {
  const records = await store.catalog.byKeys(due.map(({ key }) => key));
  const names = new Map(teams.map(({ id, name }) => [id, name]));
  return due.flatMap(({ key, verifiedAt, due: until }) => {
    const record = records.get(key);
    const owner = record?.service.owner;
    if (record === undefined || owner === undefined) return [];
    return {
      service: { id: record.service.id, name: record.service.name },
      owner: { id: owner, name: names.get(owner) ?? owner },
      verifiedAt,
      due: until,
      mayEdit: mayEdit(viewer, record, policy),
    };
  });
}
