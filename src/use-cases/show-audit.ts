import { UserError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { AuditEntry, AuditVerdict } from './audit-ports.ts';
import type { Context } from './context.ts';
import { reachableService } from './reachable-service.ts';

/** The log of who did what, newest first. */
export interface AuditView {
  /** Null = of everything. */
  readonly service: { readonly id: string; readonly name: string } | null;
  readonly entries: readonly AuditLine[];
  /** There are more than are shown. */
  readonly more: boolean;
}

export interface AuditLine extends AuditEntry {
  /** Of the service that it is about, as it is called now; null = of none, or one that is gone. */
  readonly service: string | null;
}

export interface AuditQuestion {
  /** Absent = everything. */
  readonly service?: string;
  readonly since?: Instant;
  readonly limit: number;
}

/** For admins. Throws a `UserError` for anybody else. */
export async function showAudit(
  context: Context,
  viewer: Viewer,
  { service, since, limit }: AuditQuestion,
): Promise<AuditView> {
  refuseOthers(viewer);
  const about =
    service === undefined ? null : await reachableService(context, viewer, service, 'see-service');
  const filter = {
    ...(about === null ? {} : { serviceKey: about.key }),
    ...(since === undefined ? {} : { since }),
  };
  const entries = await context.store.audit.list(filter, limit + 1);
  const keys = new Set(entries.flatMap(({ serviceKey }) => (serviceKey === null ? [] : [serviceKey])));
  const records = await context.store.catalog.byKeys([...keys]);
  return {
    service: about === null ? null : { id: about.service.id, name: about.service.name },
    entries: entries
      .slice(0, limit)
      .map((entry) => ({ ...entry, service: records.get(entry.serviceKey ?? '')?.service.id ?? null })),
    more: entries.length > limit,
  };
}

/** Whether the log is as it was written. For admins. */
export async function verifyAudit({ store }: Context, viewer: Viewer): Promise<AuditVerdict> {
  refuseOthers(viewer);
  return store.audit.verify();
}

function refuseOthers(viewer: Viewer): void {
  if (!may(viewer, 'administer'))
    throw new UserError('Only admins read the audit log. ready.yml names them under `admins`.');
}
