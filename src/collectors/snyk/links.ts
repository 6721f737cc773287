import type { Service } from '../../domain/catalog.ts';
import { repositoryAddress } from '../../domain/repository-address.ts';
import { filesWithin } from '../git/part.ts';
import { whereabouts } from '../repositories/whereabouts.ts';
import type { Project } from './api.ts';

/** The annotations of Snyk's Backstage plugin. https://github.com/snyk-tech-services/backstage-plugin-snyk */
const ORGANISATIONS = ['snyk.io/org-ids', 'snyk.io/org-id'];
const PROJECTS = 'snyk.io/project-ids';
const EXCLUDED = 'snyk.io/exclude-project-ids';
const TARGETS = ['snyk.io/targets', 'snyk.io/target-id', 'snyk.io/target-name'];

/** Organisations that the catalog names for this service; empty = none. */
export function organisationsOf({ annotations }: Service): readonly string[] {
  return firstOf(annotations, ORGANISATIONS);
}

/** A project with what of it belongs to the service; empty paths = all of it. */
export interface Linked {
  readonly project: Project;
  readonly paths: readonly string[];
}

export type Linking = { readonly linked: readonly Linked[] } | { readonly notLinked: string };

/** Which projects watch the service: those that it names, those of targets that it names, or of its repositories. */
export function linkProjects(service: Service, all: readonly Project[]): Linking {
  const { annotations, repos, id } = service;
  const excluded = listed(annotations[EXCLUDED]);
  const known = all.filter((project) => !excluded.includes(project.id));
  const ids = listed(annotations[PROJECTS]);
  if (ids.length > 0) return byIds(ids, known, id);
  const targets = firstOf(annotations, TARGETS).map((name) => name.toLowerCase());
  if (targets.length > 0) {
    const paths = repos[0]?.paths ?? [];
    const linked = known.filter((project) => targets.some((name) => isOfTarget(project, name)));
    return orElse(
      within(linked, paths),
      `Snyk has no project of ${targets.join(', ')}: correct \`snyk.io/targets\` of ${id}`,
    );
  }
  if (repos.length === 0) return { notLinked: `add \`${PROJECTS}\` to ${id} in the catalog` };
  const linked = whereabouts(service).flatMap(({ host, owner, name, paths }) => {
    const slug = `${owner}/${name}`.toLowerCase();
    return within(
      known.filter((project) => isOfRepository(project, slug, `${host}/${slug}`)),
      paths,
    );
  });
  const names = repos.map(({ url }) => url).join(', ');
  return orElse(
    linked,
    `Snyk has no project of ${names}: import it there, or add \`${PROJECTS}\` to ${id} in the catalog`,
  );
}

function byIds(ids: readonly string[], known: readonly Project[], service: string): Linking {
  const missing = ids.filter((id) => !known.some((project) => project.id === id));
  if (missing.length > 0)
    return {
      notLinked: `Snyk has no project ${missing.join(', ')}: correct \`${PROJECTS}\` of ${service} in the catalog`,
    };
  return { linked: known.filter(({ id }) => ids.includes(id)).map((project) => ({ project, paths: [] })) };
}

function isOfTarget({ relationships }: Project, wanted: string): boolean {
  const target = relationships?.target?.data;
  return target?.id.toLowerCase() === wanted || target?.attributes?.display_name?.toLowerCase() === wanted;
}

/** Imported ones are called `acme/shop:package.json`; those of the CLI have any name, and a target with an address. */
function isOfRepository({ attributes, relationships }: Project, slug: string, url: string): boolean {
  const target = relationships?.target?.data?.attributes;
  if (target?.url) return repositoryAddress(target.url)?.url === url;
  const called = target?.display_name ?? attributes.name.split(':', 1)[0];
  return called?.replace(/\(.*\)$/, '').toLowerCase() === slug;
}

/** Of a part of a monorepo: the projects of its files, and those of no file, of which the findings are told apart. */
function within(projects: readonly Project[], paths: readonly string[]): readonly Linked[] {
  return projects
    .filter(({ attributes: { target_file: file } }) => !file || filesWithin([file], paths).length > 0)
    .map((project) => ({ project, paths }));
}

function orElse(linked: readonly Linked[], notLinked: string): Linking {
  return linked.length > 0 ? { linked } : { notLinked };
}

function firstOf(annotations: Service['annotations'], keys: readonly string[]): readonly string[] {
  return listed(keys.map((key) => annotations[key]?.trim()).find(Boolean));
}

function listed(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').flatMap((one) => one.trim() || []);
}
