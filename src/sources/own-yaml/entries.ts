import { resolve } from 'node:path';
import type { DeclaredService, Repository, System, Team } from '../../domain/catalog.ts';
import { slug } from '../../domain/slug.ts';
import type { ServiceShape, SystemShape, TeamShape } from './shapes.ts';

export function teamOf(shape: TeamShape): Team {
  const { id, name, slack_usergroup: slackUsergroup, parent, ...same } = shape;
  return { ...same, id: slug(id), name: name ?? id, slackUsergroup, parent: parent && slug(parent) };
}

export function systemOf({ id, name, description, parent, owner }: SystemShape): System {
  return {
    id: slug(id),
    name: name ?? id,
    description,
    parent: parent && slug(parent),
    owner: owner && slug(owner),
  };
}

function assumedOf(shape: ServiceShape): Pick<DeclaredService, 'assumed'> {
  const assumed = (['name', 'type', 'lifecycle'] as const).filter((field) => shape[field] === undefined);
  return assumed.length === 0 ? {} : { assumed };
}

/** `folder`: where the file stands, from which its relative `path` leads. */
export function serviceOf(shape: ServiceShape, folder: string): DeclaredService {
  const { id, name, tier, system, owner, also, repo, repos, formerly, links, depends_on, path, ...same } =
    shape;
  const { type = 'service', lifecycle = 'production' } = same;
  return {
    ...same,
    ...{ type, lifecycle },
    ...assumedOf(shape),
    id: slug(id),
    name: name ?? id,
    tier,
    system: system && slug(system),
    owner: owner && slug(owner),
    ownerDeclared: owner,
    also: also.map(slug),
    repos: distinct([...(repo === undefined ? [] : [repo]), ...repos]),
    formerly: formerly.map(slug),
    links: links.map(({ type, title, url }) => ({ type, title: title ?? type, url })),
    ...(depends_on === undefined ? {} : { dependsOn: depends_on === 'none' ? [] : depends_on.map(slug) }),
    path: path && resolve(folder, path),
  };
}

/** `repo` beside `repos` is often the first of them again. */
function distinct(repos: readonly Repository[]): Repository[] {
  return repos.filter(({ url, paths }, index) => {
    const same = repos.findIndex((other) => other.url === url && other.paths.join('\n') === paths.join('\n'));
    return same === index;
  });
}
