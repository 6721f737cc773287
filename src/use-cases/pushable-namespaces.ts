import type { Context } from './context.ts';

/** The collector whose facts are told by pipelines instead of asked for. */
export const PUSH = 'push';

/** What pipelines may tell: `custom` always, and what ready.yml lets them fill. */
export function pushableNamespaces({ sources }: Pick<Context, 'sources'>): readonly string[] {
  const fills = sources.find(({ collector }) => collector === PUSH)?.fills ?? [];
  return [...new Set(['custom', ...fills.map((path) => path.split('.', 1)[0] ?? path)])];
}
