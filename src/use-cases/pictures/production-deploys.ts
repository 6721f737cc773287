import type { FactDocument } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';

const PRODUCTION = /^prod/i;

/** When these facts say that deploys to production succeeded, which is of the last 30 days; each once, oldest first. */
export function productionDeploys(documents: readonly FactDocument[]): readonly Instant[] {
  const instants = documents.flatMap(({ value }) => {
    const recent: unknown = value?.recent;
    return (Array.isArray(recent) ? recent : []).filter(isProduction).map(({ at }) => Date.parse(at));
  });
  return [...new Set(instants)].filter((at) => !Number.isNaN(at)).sort((a, b) => a - b);
}

/** Facts are kept as they were collected, whatever their shape was then. */
function isProduction(deploy: unknown): deploy is { readonly at: string } {
  const { environment, status, at } = Object(deploy) as Record<string, unknown>;
  return typeof at === 'string' && status === 'succeeded' && PRODUCTION.test(String(environment ?? ''));
}
