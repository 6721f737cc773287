import { hash } from 'node:crypto';
import type { AuditAct, AuditEntry, AuditPort, AuditVerdict } from '../use-cases/audit-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import { storable } from './kit.ts';
import type { Session } from './session.ts';

const { and, asc, desc, eq, gt, gte, lte } = drizzleModule('drizzle-orm');

/** What the first entry is bound to. */
const BEGINNING = '';

export function auditReads({ db, tables: { audit } }: Session): Omit<AuditPort, 'append'> {
  const after: AuditPort['after'] = async (number, limit) => {
    const rows = await db
      .select()
      .from(audit)
      .where(gt(audit.number, number))
      .orderBy(asc(audit.number))
      .limit(limit);
    return rows.map(entryOf);
  };
  return {
    after,
    verify: () => verify(after),
    async list({ serviceKey, since, until, act, subject }, limit) {
      const rows = await db
        .select()
        .from(audit)
        .where(
          and(
            serviceKey === undefined ? undefined : eq(audit.serviceKey, serviceKey),
            since === undefined ? undefined : gte(audit.at, since),
            until === undefined ? undefined : lte(audit.at, until),
            act === undefined ? undefined : eq(audit.act, act),
            subject === undefined ? undefined : eq(audit.subject, subject),
          ),
        )
        .orderBy(desc(audit.number))
        .limit(limit);
      return rows.map(entryOf);
    },
  };
}

/** Entries that are read at once for verifying. */
const STRIDE = 1_000;

async function verify(after: AuditPort['after']): Promise<AuditVerdict> {
  let sound = 0;
  let hash = BEGINNING;
  for (;;) {
    const entries = await after(sound, STRIDE);
    if (entries.length === 0) return { sound, broken: null, hash };
    for (const { hash: said, ...entry } of entries) {
      if (entry.number !== sound + 1 || auditHash(entry, hash) !== said)
        return { sound, broken: entry.number, hash };
      sound = entry.number;
      hash = said;
    }
  }
}

export function auditWrites({ db, tables: { audit } }: Session): Pick<AuditPort, 'append'> {
  return {
    async append(acts) {
      const [last] = await db
        .select({ number: audit.number, hash: audit.hash })
        .from(audit)
        .orderBy(desc(audit.number))
        .limit(1);
      let { number, hash: before } = last ?? { number: 0, hash: BEGINNING };
      for (const given of acts) {
        const act = storableAct(given);
        number += 1;
        // Transactions run one at a time, so nobody else takes this number; the primary key would refuse them.
        const { from, ...rest } = act;
        before = auditHash({ ...act, number }, before);
        await db.insert(audit).values({ ...rest, number, cameFrom: from, hash: before });
      }
    },
  };
}

/** As it will be read again: what databases cannot hold must not make the chain look broken. */
function storableAct(act: AuditAct): AuditAct {
  const text = <T extends string | null>(value: T) => (value === null ? value : storable(value)) as T;
  const { actor, actorName, from, act: done, serviceKey, subject } = act;
  return {
    at: act.at,
    actor: text(actor),
    actorName: text(actorName),
    from: text(from),
    act: text(done),
    serviceKey: text(serviceKey),
    subject: text(subject),
    details: JSON.parse(JSON.stringify(act.details)),
  };
}

/** SHA-256, hex, over the entry in a fixed order of its fields and the hash of the one before. */
function auditHash(entry: Omit<AuditEntry, 'hash'>, before: string): string {
  const { number, at, actor, actorName, from, act, serviceKey, subject, details } = entry;
  const said = [before, number, at, actor, actorName, from, act, serviceKey, subject, details];
  return hash('sha256', JSON.stringify(said), 'hex');
}

type AuditRow = Omit<AuditEntry, 'from'> & { readonly cameFrom: string };

function entryOf({ cameFrom, ...rest }: AuditRow): AuditEntry {
  return { ...rest, from: cameFrom };
}
