import { ConfigError } from '../domain/errors.ts';
import type { Workspace, WorkspacePort } from '../use-cases/ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { eq } = drizzleModule('drizzle-orm');

/** The table holds one row at most. */
const ONLY = 1;

export function workspaceReads(session: Session): Pick<WorkspacePort, 'stamped'> {
  return { stamped: () => stamped(session) };
}

export function workspaceWrites(session: Session): Pick<WorkspacePort, 'stamp'> {
  const { db, tables } = session;
  return {
    /** Throws a `ConfigError` when the database belongs to another workspace. */
    async stamp({ teamId, enterpriseId }) {
      await db.insert(tables.workspace).values({ id: ONLY, teamId, enterpriseId }).onConflictDoNothing();
      const owner = await stamped(session);
      if (owner?.teamId !== teamId) throw new ConfigError([foreign(owner?.teamId, teamId)]);
      // A workspace may join an organisation later.
      await db.update(tables.workspace).set({ enterpriseId }).where(eq(tables.workspace.id, ONLY));
    },
  };
}

async function stamped({ db, tables: { workspace } }: Session): Promise<Workspace | null> {
  const [row] = await db
    .select({ teamId: workspace.teamId, enterpriseId: workspace.enterpriseId })
    .from(workspace);
  return row ?? null;
}

function foreign(owner: string | undefined, asked: string) {
  return {
    message: `this database belongs to the Slack workspace ${owner}, not to ${asked}.`,
    remedy: 'Give each workspace a database of its own with DATABASE_URL.',
  };
}
