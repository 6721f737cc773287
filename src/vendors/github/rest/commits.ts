import { addressOf, type Commit, commitsOf, hashOf, isWithin, nodeId } from '../derived.ts';
import type { GithubRepository } from '../repository.ts';
import { repositoryUrl, userJson } from './json.ts';

export interface CommitQuery {
  readonly path?: string;
  readonly sha?: string;
  readonly since?: string;
  readonly until?: string;
}

/** https://docs.github.com/en/rest/commits/commits#list-commits */
export function commitsAt(
  repository: GithubRepository,
  { path, since, until }: CommitQuery,
): readonly Commit[] {
  return commitsOf(repository).filter(
    ({ at, files }) =>
      (!path || files.some((file) => isWithin(file, path))) &&
      (!since || Date.parse(at) >= Date.parse(since)) &&
      (!until || Date.parse(at) <= Date.parse(until)),
  );
}

export function commitJson(repository: GithubRepository, { oid, at, message, author }: Commit): object {
  const url = `${repositoryUrl(repository)}/commits/${oid}`;
  const git = `${repositoryUrl(repository)}/git`;
  const person = { name: author, email: `${author}@users.noreply.github.com`, date: at };
  const tree = hashOf(`tree ${oid}`);
  return {
    sha: oid,
    node_id: nodeId('C', `${repository.name} ${oid}`),
    url,
    html_url: `${addressOf(repository)}/commit/${oid}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${git}/commits/${oid}`,
      author: person,
      committer: person,
      message,
      comment_count: 0,
      tree: { sha: tree, url: `${git}/trees/${tree}` },
    },
    author: userJson(author),
    committer: userJson(author),
    parents: [],
  };
}
