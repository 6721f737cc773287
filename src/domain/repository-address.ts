import type { Repository } from './catalog.ts';

/** Where forges put the files of a branch: `/tree/main/docs`, `/-/blob/main/docs`, `/src/main/docs`. */
const BRANCH = /^(?:-\/)?(tree|blob|src)\/[^/]+(?:\/(.*))?$/;

/**
 * Reads a repository as people write it: `https://github.com/Acme/shop.git`, `git@github.com:acme/shop`,
 * `github.com/acme/shop`, or the address of a folder in it, which becomes `paths`.
 * Undefined when it names no host with an owner and a name below it.
 */
export function repositoryAddress(written: string): Repository | undefined {
  const [host, ...segments] = plainAddress(written).split('/');
  if (host === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/.test(host.toLowerCase())) return undefined;
  if (segments.length < 2 || segments.some((segment) => segment === '' || /\s/.test(segment)))
    return undefined;
  const end = repositoryEnd(host.toLowerCase(), segments);
  const [, kind, path] = BRANCH.exec(segments.slice(end).join('/')) ?? [];
  const url = [host, ...segments.slice(0, end)]
    .join('/')
    .toLowerCase()
    .replace(/\.git$/, '');
  return { url, paths: path ? [kind === 'blob' ? path : `${path}/**`] : [] };
}

function plainAddress(written: string): string {
  return written
    .trim()
    .replace(/^url:/, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^@/\s]+@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
}

/** Two segments on GitHub; elsewhere groups nest, and what follows the name starts with a known word. */
function repositoryEnd(host: string, segments: readonly string[]): number {
  if (host === 'github.com') return 2;
  const rest = segments.findIndex((segment, index) => index >= 2 && /^(-|tree|blob|src)$/.test(segment));
  return rest === -1 ? segments.length : rest;
}
