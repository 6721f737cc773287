import type { Repository, Service } from '../../domain/catalog.ts';
import { repositoryAddress } from '../../domain/repository-address.ts';
import { pathCovers } from './wildcards.ts';

/**
 * The paths of a service's part of the checkout; empty = all of it. Of several repositories it is the one that
 * the checkout's remote names.
 */
export function partOf(service: Service, origin: string | undefined): readonly string[] {
  const [only, ...others] = service.repos;
  const repository = others.length === 0 ? only : service.repos.find((repo) => isSame(repo, origin));
  return repository?.paths ?? [];
}

function isSame({ url }: Repository, origin: string | undefined): boolean {
  return origin !== undefined && repositoryAddress(origin)?.url === url;
}

/** The files within the paths, as git understands `:(glob)`: a folder stands for all that is below it. */
export function filesWithin(files: readonly string[], paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return files;
  return files.filter((file) => paths.some((path) => isWithin(file, path)));
}

function isWithin(file: string, path: string): boolean {
  const whole = path.replace(/\/$/, '');
  if (file === whole || file.startsWith(`${whole}/`)) return true;
  return file.startsWith(fixedFolder(path)) && pathCovers(whole.split('/'), file.split('/'));
}

/** Files as seen from the root of the part that they lie in: `services/payments/README.md` → `README.md`. */
export function fromTheirRoot(files: readonly string[], paths: readonly string[]): readonly string[] {
  const roots = paths.map(fixedFolder).toSorted((a, b) => b.length - a.length);
  return files.map((file) => file.slice(roots.find((root) => file.startsWith(root))?.length ?? 0));
}

/** The folders of a path before its first wildcard: `services/payments/**` → `services/payments/`. */
function fixedFolder(path: string): string {
  const wild = path.search(/[*?]/);
  return wild < 0 ? `${path.replace(/\/$/, '')}/` : path.slice(0, path.lastIndexOf('/', wild) + 1);
}
