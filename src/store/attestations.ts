import type { Attestation } from '../domain/attestation.ts';
import type { AttestationsPort } from '../use-cases/attestation-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, desc, gte, lt, notExists, eq, gt, sql } = drizzleModule('drizzle-orm');

export function attestationReads({ db, tables, among, prepared }: Session): Omit<AttestationsPort, 'add'> {
  const { attestations } = tables;
  return {
    async of(keys) {
      const rows = await db
        .select()
        .from(attestations)
        .where(among(attestations.serviceKey, keys))
        .orderBy(desc(attestations.id));
      const all = rows.map(attestationOf);
      return Map.groupBy(all, ({ serviceKey }) => serviceKey);
    },

    async ending(from, to, limit) {
      const query = prepared('ending attestations', () => {
        const newer = drizzleModule('drizzle-orm/pg-core').alias(attestations, 'newer');
        const later = db
          .select({ id: newer.id })
          .from(newer)
          .where(
            and(
              eq(newer.serviceKey, attestations.serviceKey),
              eq(newer.rule, attestations.rule),
              gt(newer.id, attestations.id),
            ),
          );
        return db
          .select()
          .from(attestations)
          .where(
            and(
              gte(attestations.endsAt, sql.placeholder('from')),
              lt(attestations.endsAt, sql.placeholder('to')),
              notExists(later),
            ),
          )
          .orderBy(asc(attestations.endsAt), asc(attestations.id))
          .limit(sql.placeholder('limit'))
          .prepare('ending attestations');
      });
      return (await query.execute({ from, to, limit })).map(attestationOf);
    },
  };
}

export function attestationWrites({ db, tables: { attestations } }: Session): Pick<AttestationsPort, 'add'> {
  return {
    async add({ by, byName, at, until, ...rest }) {
      await db
        .insert(attestations)
        .values({ ...rest, statedBy: by, statedByName: byName, statedAt: at, endsAt: until });
    },
  };
}

interface AttestationRow extends Omit<Attestation, 'by' | 'byName' | 'at' | 'until'> {
  readonly statedBy: string;
  readonly statedByName: string;
  readonly statedAt: number;
  readonly endsAt: number;
}

function attestationOf({ statedBy, statedByName, statedAt, endsAt, ...rest }: AttestationRow): Attestation {
  return { ...rest, by: statedBy, byName: statedByName, at: statedAt, until: endsAt };
}
