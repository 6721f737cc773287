import type { Service } from '../../domain/catalog.ts';

/** A repository as vendors ask for it. */
export interface Whereabouts {
  /** `github.com` */
  readonly host: string;
  /** `acme`, or with its groups `acme/platform`. */
  readonly owner: string;
  readonly name: string;
  /** Globs of the service's part of it; empty = all of it. */
  readonly paths: readonly string[];
}

const SLUG = 'github.com/project-slug';

/**
 * The repositories of a service. The catalog writes addresses small; where Backstage's `github.com/project-slug` names
 * one of them, it is spelt as there, for vendors to whom that matters.
 */
export function whereabouts({ repos, annotations }: Service): readonly Whereabouts[] {
  const slug = annotations[SLUG]?.trim() ?? '';
  return repos.flatMap(({ url, paths }) => {
    const [host = '', ...segments] = url.split('/');
    const written = url === `github.com/${slug.toLowerCase()}` ? slug.split('/') : segments;
    const name = written.at(-1);
    const owner = written.slice(0, -1).join('/');
    return name === undefined || owner === '' ? [] : [{ host, owner, name, paths }];
  });
}
