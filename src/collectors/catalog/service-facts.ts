import type { Flag, Service } from '../../domain/catalog.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { service as serviceNamespace } from '../../facts/service.ts';

/** What the catalog says about a service, as rules read it below `service`; `dependents` is looked up apart. */
export function serviceFacts(service: Service, flags: readonly Flag[]) {
  const { id, name, description, type, lifecycle, tier, system, owner, ownerDeclared, channel } = service;
  const { also, repos, links, tags, dependsOn, annotations, formerly } = service;
  return {
    ...{
      id,
      name,
      description,
      type,
      lifecycle,
      tier,
      system,
      owner,
      owner_declared: ownerDeclared,
      channel,
    },
    also: [...also],
    repo: repos[0]?.url,
    repos: repos.map(({ url, paths }) => ({ url, paths: [...paths] })),
    links: links.map((link) => ({ type: link.type, title: link.title, url: link.url })),
    // From the last to the first, so that the first of each type stays.
    link: Object.fromEntries(links.toReversed().map((link) => [link.type, link.url])),
    tags: [...tags],
    depends_on: dependsOn && [...dependsOn],
    annotations: { ...annotations },
    formerly: [...formerly],
    flags: [...new Set(flags.map(({ kind }) => kind))],
  } satisfies FactsOf<typeof serviceNamespace>;
}
