import type { GithubContents } from '../contents.ts';
import { branchesOf, commitsOf, filesOf, hashOf, isWithin } from '../derived.ts';
import type { GithubRepository } from '../repository.ts';
import { commitNode } from './refs.ts';

/** What an expression such as `HEAD:.github/CODEOWNERS` or an object id leads to; null for nothing. */
export function objectAt(
  repository: GithubRepository,
  { expression, oid }: { readonly expression?: string | null; readonly oid?: string | null },
  contents: GithubContents,
): object | null {
  const commits = commitsOf(repository);
  const [revision = '', path] = (expression ?? oid ?? '').split(/:(.*)/s, 2);
  const branch = revision.replace(/^refs\/heads\//, '');
  const isBranch = revision === 'HEAD' || branchesOf(repository).includes(branch);
  const commit = isBranch ? commits[0] : commits.find((one) => one.oid === revision);
  if (commit === undefined) return null;
  return path === undefined ? commitNode(repository, commit, contents) : pathNode(repository, path);
}

function pathNode(repository: GithubRepository, written: string): object | null {
  const path = written.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const text = filesOf(repository)[path];
  if (text !== undefined) return blobNode(text);
  const isFolder = path === '' || Object.keys(filesOf(repository)).some((file) => isWithin(file, path));
  return isFolder ? treeNode(repository, path) : null;
}

function blobNode(text: string): object {
  const oid = hashOf(`blob ${Buffer.byteLength(text)}\0${text}`);
  return {
    __typename: 'Blob',
    ...identified(oid),
    text,
    byteSize: Buffer.byteLength(text),
    isBinary: false,
    isTruncated: false,
  };
}

export function treeNode(repository: GithubRepository, folder: string): object {
  const oid = hashOf(`tree ${repository.name} ${folder}`);
  return { __typename: 'Tree', ...identified(oid), entries: () => entries(repository, folder) };
}

function entries(repository: GithubRepository, folder: string): readonly object[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const below = Object.keys(filesOf(repository)).filter((path) => path.startsWith(prefix));
  const names = new Set(below.map((path) => path.slice(prefix.length).split('/', 1)[0] ?? ''));
  return [...names].toSorted().flatMap((name) => fileEntry(repository, prefix + name) ?? []);
}

export function fileEntry(repository: GithubRepository, path: string): object | null {
  const object = pathNode(repository, path);
  if (object === null) return null;
  const isFile = filesOf(repository)[path] !== undefined;
  const oid = hashOf(`entry ${repository.name} ${path}`);
  return { name: path.split('/').at(-1), path, type: isFile ? 'blob' : 'tree', oid, object };
}

function identified(oid: string) {
  return { id: `OBJ_${oid}`, oid, abbreviatedOid: oid.slice(0, 7) };
}
