import type { Service } from '../../domain/catalog.ts';
import type { RepositoryName } from './read-repositories.ts';

/** Where the repositories lie that this collector reads. */
export interface Reach {
  /** `github.com`, or an Enterprise Server's. */
  readonly host: string;
  /** In lower case; undefined = all owners. */
  readonly organisations: readonly string[] | undefined;
}

export type Link =
  | { readonly repository: RepositoryName; readonly paths: readonly string[] }
  /** It names none at all. */
  | 'none'
  /** Others than this collector read them. */
  | 'elsewhere';

/** A service's repository here: the first, where it names several. */
export function linkOf({ repos }: Service, { host, organisations }: Reach): Link {
  if (repos.length === 0) return 'none';
  const links = repos.flatMap(({ url, paths }) => {
    const [at, owner, name, ...more] = url.split('/');
    if (at !== host || owner === undefined || name === undefined || more.length > 0) return [];
    return organisations?.includes(owner) === false ? [] : [{ repository: { owner, name }, paths }];
  });
  return links[0] ?? 'elsewhere';
}

/** The host of the repositories whose API this is. A local server stands in for github.com. */
export function hostOf(apiUrl: string): string {
  const { hostname, host } = new URL(apiUrl);
  if (hostname === 'api.github.com' || /^(localhost|127\.|\[::1\])/.test(hostname)) return 'github.com';
  // Enterprise Cloud with data residency: https://api.ACME.ghe.com
  return hostname.endsWith('.ghe.com') ? host.replace(/^api\./, '') : host;
}

/** The folder of a path: `services/payments/**` → `services/payments`. Undefined = it is not one folder or file. */
export function folderOf(path: string): string | undefined {
  const folder = path.replace(/\/(\*\*?(\/\*)?)?$/, '');
  return /[*?]/.test(folder) || folder === '' ? undefined : folder;
}
