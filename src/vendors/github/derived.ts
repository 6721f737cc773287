import { createHash } from 'node:crypto';
import type { GithubContents } from './contents.ts';
import type { GithubCommit, GithubPermission, GithubRepository, GithubRuleset } from './repository.ts';

/** What follows from a repository's seed. Instants are ISO texts as GitHub writes them, without milliseconds. */

export const CREATED = '2024-01-08T09:00:00Z';

export function ownerOf({ name }: GithubRepository): string {
  return name.slice(0, name.indexOf('/'));
}

export function shortName({ name }: GithubRepository): string {
  return name.slice(name.indexOf('/') + 1);
}

export function addressOf({ name }: GithubRepository): string {
  return `https://github.com/${name}`;
}

export function defaultBranchOf({ defaultBranch = 'main' }: GithubRepository): string {
  return defaultBranch;
}

export function branchesOf(repository: GithubRepository): readonly string[] {
  return commitsOf(repository).length === 0
    ? []
    : [defaultBranchOf(repository), ...(repository.branches ?? [])];
}

export interface Commit extends Required<Omit<GithubCommit, 'checks'>>, Pick<GithubCommit, 'checks'> {}

/** Newest first, of the default branch. */
export function commitsOf(repository: GithubRepository): readonly Commit[] {
  const { commits = [{ at: repository.createdAt ?? CREATED }] } = repository;
  return commits.map((commit, place) => ({
    message: 'Initial commit',
    author: 'octocat',
    files: [],
    oid: hashOf(`${repository.name} commit ${commits.length - place}`),
    ...commit,
  }));
}

/** Text by path; each workflow has its file. */
export function filesOf(repository: GithubRepository): Readonly<Record<string, string>> {
  const workflows = workflowsOf(repository).map(({ path, name }) => [path, `name: ${name}\n`] as const);
  return { ...Object.fromEntries(workflows), ...repository.files };
}

export function workflowsOf(repository: GithubRepository) {
  return (repository.workflows ?? []).map(({ name, state = 'active', path }) => ({
    name,
    state,
    path: path ?? `.github/workflows/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.yml`,
    id: numberOf(`${repository.name} workflow ${name}`),
  }));
}

export interface Ruleset {
  readonly ruleset: GithubRuleset;
  /** Whose it is: an organisation's login, or the repository itself. */
  readonly source: { readonly type: 'Organization' | 'Repository'; readonly name: string };
  readonly id: number;
}

/** The organisation's and the repository's own, in force or not. */
export function rulesetsOf(repository: GithubRepository, contents: GithubContents): readonly Ruleset[] {
  const login = ownerOf(repository);
  const inherited = contents.organisations.get(login.toLowerCase())?.rulesets ?? [];
  return [
    ...inherited.map((ruleset) => sourced(ruleset, 'Organization', login)),
    ...(repository.rulesets ?? []).map((ruleset) => sourced(ruleset, 'Repository', repository.name)),
  ];
}

export function sourced(ruleset: GithubRuleset, type: Ruleset['source']['type'], name: string): Ruleset {
  return { ruleset, source: { type, name }, id: numberOf(`${name} ruleset ${ruleset.name}`) };
}

/** Those whose conditions match the branch; as GitHub's REST leaves out what is not enforced, so does `active`. */
export function rulesetsOn(
  repository: GithubRepository,
  branch: string,
  contents: GithubContents,
): readonly Ruleset[] {
  return rulesetsOf(repository, contents).filter(({ ruleset }) => {
    const { include = ['~DEFAULT_BRANCH'], exclude = [], enforcement = 'active' } = ruleset;
    const matches = (condition: string) => matchesBranch(condition, branch, repository);
    return enforcement === 'active' && include.some(matches) && !exclude.some(matches);
  });
}

/** `~ALL`, `~DEFAULT_BRANCH`, or a pattern such as `refs/heads/release/*`. */
function matchesBranch(condition: string, branch: string, repository: GithubRepository): boolean {
  if (condition === '~ALL') return true;
  if (condition === '~DEFAULT_BRANCH') return branch === defaultBranchOf(repository);
  const pattern = condition.replace(/^refs\/heads\//, '').replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  const expression = pattern.replaceAll('**', '\0').replaceAll('*', '[^/]*').replaceAll('\0', '.*');
  return new RegExp(`^${expression}$`).test(branch);
}

/** Whether a path is the folder or file, or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);
}

export function isHidden(repository: GithubRepository, permission: GithubPermission): boolean {
  return repository.hidden?.includes(permission) ?? false;
}

/** Who sees it: one that is hidden as a whole is not there for whoever asks. */
export function findRepository(contents: GithubContents, name: string): GithubRepository | undefined {
  const key = name.toLowerCase();
  const found = contents.repositories.get(contents.renamed.get(key) ?? key);
  return found === undefined || isHidden(found, 'repository') ? undefined : found;
}

/** Of one owner, by name as GitHub lists them unless asked otherwise. */
export function repositoriesOf(contents: GithubContents, login: string): readonly GithubRepository[] {
  const prefix = `${login.toLowerCase()}/`;
  const found: GithubRepository[] = [];
  for (const [key, repository] of contents.repositories)
    if (key.startsWith(prefix) && !isHidden(repository, 'repository')) found.push(repository);
  return found;
}

/** 40 hex digits. */
export function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** A number of 31 bits, always the same for the same text. */
export function numberOf(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0) >>> 1;
}

/** `R_kgDO…`: opaque to clients; holds what is needed to find it again. */
export function nodeId(kind: string, name: string): string {
  return `${kind}_${Buffer.from(name).toString('base64url')}`;
}

export function nameOfNode(id: string, kind: string): string | undefined {
  const isOfKind = id.startsWith(`${kind}_`);
  return isOfKind ? Buffer.from(id.slice(kind.length + 1), 'base64url').toString() : undefined;
}
