import type { CatalogEdit, UpkeepPort } from '../use-cases/upkeep-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, desc, eq, max } = drizzleModule('drizzle-orm');

type Writes = 'edit' | 'claim' | 'decideClaim' | 'relabel' | 'decideRelabelling' | 'verify' | 'saveReport';

export function upkeepReads({ db, tables, among }: Session): Omit<UpkeepPort, Writes> {
  const { catalogEdits, ownershipClaims, verifications, relabellings, savedReports } = tables;
  return {
    async edits() {
      const rows = await db.select().from(catalogEdits).orderBy(asc(catalogEdits.id));
      return rows.map(editOf);
    },

    async claimById(id) {
      const [row] = await db.select().from(ownershipClaims).where(eq(ownershipClaims.id, id));
      return row;
    },

    claims: (serviceKeys) =>
      db
        .select()
        .from(ownershipClaims)
        .where(
          and(
            eq(ownershipClaims.state, 'open'),
            serviceKeys === undefined ? undefined : among(ownershipClaims.serviceKey, serviceKeys),
          ),
        )
        .orderBy(asc(ownershipClaims.at), asc(ownershipClaims.id)),

    claimsAbout: (serviceKey) =>
      db
        .select()
        .from(ownershipClaims)
        .where(eq(ownershipClaims.serviceKey, serviceKey))
        .orderBy(desc(ownershipClaims.at), desc(ownershipClaims.id)),

    async relabelling(id) {
      const [row] = await db.select().from(relabellings).where(eq(relabellings.id, id));
      return row?.document;
    },

    async relabellings(serviceKeys) {
      const rows = await db
        .select({ document: relabellings.document })
        .from(relabellings)
        .where(
          and(
            eq(relabellings.state, 'open'),
            serviceKeys === undefined ? undefined : among(relabellings.serviceKey, serviceKeys),
          ),
        )
        .orderBy(asc(relabellings.at), asc(relabellings.id));
      return rows.map(({ document }) => document);
    },

    async verifications(serviceKeys) {
      const rows = await db
        .select()
        .from(verifications)
        .where(among(verifications.serviceKey, serviceKeys))
        .orderBy(desc(verifications.at), desc(verifications.id));
      return Map.groupBy(rows, ({ serviceKey }) => serviceKey);
    },

    async lastVerified() {
      const { serviceKey, at } = verifications;
      const rows = await db
        .select({ serviceKey, at: max(at) })
        .from(verifications)
        .groupBy(serviceKey);
      return new Map(rows.map((row) => [row.serviceKey, row.at ?? 0]));
    },

    async report(id) {
      const [row] = await db.select().from(savedReports).where(eq(savedReports.id, id));
      return row;
    },
  };
}

export function upkeepWrites({ db, tables }: Session): Pick<UpkeepPort, Writes> {
  const { catalogEdits, ownershipClaims, verifications, relabellings, savedReports } = tables;
  return {
    async edit(edit) {
      const { id, ...rest } = {
        ...edit,
        registered: Number(edit.registered),
        archived: Number(edit.archived),
      };
      await db
        .insert(catalogEdits)
        .values({ id, ...rest })
        .onConflictDoUpdate({ target: catalogEdits.id, set: rest });
    },

    async claim(claim) {
      await db.insert(ownershipClaims).values(claim);
    },

    async decideClaim({ id, state, decidedBy, decidedByName, decidedAt }) {
      const changed = await db
        .update(ownershipClaims)
        .set({ state, decidedBy, decidedByName, decidedAt })
        .where(and(eq(ownershipClaims.id, id), eq(ownershipClaims.state, 'open')))
        .returning({ id: ownershipClaims.id });
      return changed.length > 0;
    },

    async relabel(document) {
      const { id, serviceKey, state, at } = document;
      await db.insert(relabellings).values({ id, serviceKey, state, at, document });
    },

    async decideRelabelling(document) {
      const { id, state } = document;
      const changed = await db
        .update(relabellings)
        .set({ state, document })
        .where(and(eq(relabellings.id, id), eq(relabellings.state, 'open')))
        .returning({ id: relabellings.id });
      return changed.length > 0;
    },

    async verify(verification) {
      await db.insert(verifications).values(verification);
    },

    async saveReport(report) {
      await db.insert(savedReports).values(report);
    },
  };
}

interface EditRow extends Omit<CatalogEdit, 'registered' | 'archived'> {
  readonly registered: number;
  readonly archived: number;
}

function editOf({ registered, archived, ...rest }: EditRow): CatalogEdit {
  return { ...rest, registered: registered === 1, archived: archived === 1 };
}
