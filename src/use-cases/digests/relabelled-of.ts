import type { Relabelled } from '../../domain/digest.ts';
import type { Instant } from '../../domain/instant.ts';
import { easedLabels } from '../../domain/relabel.ts';
import type { Context } from '../context.ts';
import { RELABELLED } from '../import-news.ts';
import { relabelledIn } from '../upkeep/upkeep-readers.ts';

const MOST = 1_000;

/** Of these services those whose labels ask less of them since: changed in files, where nobody had to agree. */
export async function relabelledOf(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  services: readonly { readonly key: string; readonly id: string }[],
  since: Instant,
): Promise<readonly Relabelled[]> {
  const ids = new Map(services.map(({ key, id }) => [key, id]));
  const acts = await store.audit.list({ act: RELABELLED, since }, MOST);
  return acts.flatMap(({ serviceKey, details }) => {
    const service = ids.get(serviceKey ?? '');
    const change = relabelledIn(details);
    if (service === undefined || change?.elsewhere !== true) return [];
    const { from, to } = change;
    const labels = easedLabels(from, to, policy.tiers).map((label) => ({
      label,
      from: from[label],
      to: to[label],
    }));
    return labels.length === 0 ? [] : [{ service, labels }];
  });
}
