import { UserError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { AuditEntry, AuditVerdict } from './audit-ports.ts';
import type { Context } from './context.ts';
import { knownService } from './known-service.ts';
import type { ServiceRecord } from './ports.ts';

/** The log of who did what, newest first. */
export interface AuditView {
  /** Null = of everything. */
  readonly service: AuditedService | null;
  readonly entries: readonly AuditLine[];
  /** There are more than are shown. */
  readonly more: boolean;
}

/** `archivedAt`: null while it is in the catalog. */
export interface AuditedService extends Pick<ServiceRecord, 'archivedAt'> {
  readonly id: string;
  readonly name: string;
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
  const about = service === undefined ? null : await knownService(context, viewer, service);
  const filter = {
    ...(about === null ? {} : { serviceKey: about.key }),
    ...(since === undefined ? {} : { since }),
  };
  const entries = await context.store.audit.list(filter, limit + 1);
  const keys = new Set(entries.flatMap(({ serviceKey }) => (serviceKey === null ? [] : [serviceKey])));
  const records = await context.store.catalog.byKeys([...keys]);
  return {
    service: about === null ? null : auditedService(about),
    entries: entries
      .slice(0, limit)
      .map((entry) => ({ ...entry, service: records.get(entry.serviceKey ?? '')?.service.id ?? null })),
    more: entries.length > limit,
  };
}

export function auditedService({ service: { id, name }, archivedAt }: ServiceRecord): AuditedService {
  return { id, name, archivedAt };
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
