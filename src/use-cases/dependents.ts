import { setImmediate as breathe } from 'node:timers/promises';
import type { CatalogPort } from './ports.ts';

/**
 * Who says that they depend on a service. The whole catalog is turned round once for each of its revisions,
 * since the answer to one service stands in the entries of all others.
 */
export function dependentsReader(
  catalog: Read & Pick<CatalogPort, 'revision'>,
): (service: string) => Promise<readonly string[]> {
  let turned:
    | { readonly revision: number; readonly dependents: Promise<ReadonlyMap<string, readonly string[]>> }
    | undefined;
  return async (service) => {
    const revision = await catalog.revision();
    if (turned?.revision !== revision) {
      const dependents = turnRound(catalog);
      turned = { revision, dependents };
      // What failed is tried again by the next who asks.
      dependents.catch(() => {
        turned = undefined;
      });
    }
    return (await turned.dependents).get(service) ?? [];
  };
}

type Read = Pick<CatalogPort, 'keysAfter' | 'byKeys'>;

/** Services read at once: whoever asks something gets the event loop in between. */
const SLICE = 200;

async function turnRound(catalog: Read): Promise<ReadonlyMap<string, readonly string[]>> {
  const dependents = new Map<string, string[]>();
  for (let last: string | null = null; ; ) {
    const slice: readonly { readonly key: string; readonly id: string }[] = await catalog.keysAfter(
      last,
      SLICE,
    );
    const end = slice.at(-1);
    if (end === undefined) return dependents;
    last = end.id;
    for (const { service } of (await catalog.byKeys(slice.map(({ key }) => key))).values()) {
      for (const needed of service.dependsOn ?? []) {
        const known = dependents.get(needed);
        if (known === undefined) dependents.set(needed, [service.id]);
        else known.push(service.id);
      }
    }
    await breathe();
  }
}
