import type { CatalogPort } from './ports.ts';

/**
 * Who says that they depend on a service. The whole catalog is turned round once for each of its revisions,
 * since the answer to one service stands in the entries of all others.
 */
export function dependentsReader(
  catalog: Pick<CatalogPort, 'revision' | 'state'>,
): (service: string) => Promise<readonly string[]> {
  let turned:
    | { readonly revision: number; readonly dependents: Promise<ReadonlyMap<string, readonly string[]>> }
    | undefined;
  return async (service) => {
    const revision = await catalog.revision();
    if (turned?.revision !== revision) turned = { revision, dependents: turnRound(catalog) };
    return (await turned.dependents).get(service) ?? [];
  };
}

async function turnRound(
  catalog: Pick<CatalogPort, 'state'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const dependents = new Map<string, string[]>();
  for (const { service, archivedAt } of (await catalog.state()).services) {
    if (archivedAt !== null) continue;
    for (const needed of service.dependsOn ?? []) {
      const known = dependents.get(needed);
      if (known === undefined) dependents.set(needed, [service.id]);
      else known.push(service.id);
    }
  }
  return dependents;
}
