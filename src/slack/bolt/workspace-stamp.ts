import { ConfigError } from '../../domain/errors.ts';
import type { Workspace, WorkspacePort } from '../../use-cases/ports.ts';

/**
 * One workspace per database: the first one is stamped into it, another is refused, since approvals and people of
 * one organisation must never be read as those of another. Throws a `ConfigError`.
 */
export async function claimWorkspace(port: WorkspacePort, ours: Workspace): Promise<void> {
  const stamped = await port.stamped();
  if (stamped === null) return port.stamp(ours);
  if (stamped.teamId === ours.teamId && stamped.enterpriseId === ours.enterpriseId) return;
  throw new ConfigError([
    {
      message: `This database belongs to the Slack workspace ${named(stamped)}, and the token to ${named(ours)}.`,
      remedy: 'Point DATABASE_URL at another database, or use the token of the first workspace.',
    },
  ]);
}

function named({ teamId, enterpriseId }: Workspace): string {
  return enterpriseId === null ? teamId : `${teamId} of ${enterpriseId}`;
}
