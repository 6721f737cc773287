import { checkShape, valueAt } from '../../documents/check-shape.ts';
import type { YamlDocument } from '../../documents/yaml-document.ts';
import type { Origin, Rejection, Skipped } from '../../domain/catalog.ts';
import type { Problem } from '../../domain/errors.ts';
import { slug } from '../../domain/slug.ts';
import type { CatalogDocument } from '../source.ts';
import { type Entity, entityShape, KINDS, type Kind, kindShape, type Named } from './entity.ts';

export interface ReadEntities {
  readonly entities: readonly Entity[];
  readonly wrong: readonly WrongEntity[];
  readonly skipped: readonly Skipped[];
}

/** An entity that cannot be taken. Its name stays its own, so that no other takes it over meanwhile. */
interface WrongEntity {
  readonly rejection: Rejection;
  readonly named?: Named;
}

/** Tells entities of ours from those that are skipped and from those that are wrong. */
export function entitiesReader(source: string) {
  const entities: Entity[] = [];
  const wrong: WrongEntity[] = [];
  const skipped = new Map<string, number>();
  return {
    take(document: CatalogDocument): void {
      const read = readEntity(document, source);
      if ('skipped' in read) {
        if (read.skipped !== '') skipped.set(read.skipped, (skipped.get(read.skipped) ?? 0) + 1);
      } else if ('rejection' in read) wrong.push(read);
      else entities.push(read);
    },
    finish: (): ReadEntities => ({
      entities,
      wrong,
      skipped: [...skipped].map(([what, count]) => ({ what, count })),
    }),
  };
}

function readEntity(
  document: CatalogDocument,
  source: string,
): Entity | WrongEntity | { readonly skipped: string } {
  const { yaml, folder } = document;
  const origin: Origin = { source, file: yaml.file, line: yaml.placeOf([]).line };
  const head = checkShape(yaml, [], kindShape);
  if (!head.ok) return wrongEntity(yaml, origin, head.problems);
  const kind = kindOf(head.value.apiVersion, head.value.kind);
  if (kind === 'location') return { skipped: leadsElsewhere(yaml) ? 'Location that leads to a URL' : '' };
  if (kind === undefined) return { skipped: head.value.kind };
  const entity = checkShape(yaml, [], entityShape);
  if (!entity.ok) return wrongEntity(yaml, origin, entity.problems);
  const { metadata, spec = {} } = entity.value;
  const { name, namespace = 'default' } = metadata;
  return {
    kind,
    namespace,
    name,
    metadata,
    spec,
    origin,
    ...(document.checkout ? { checkout: folder } : {}),
  };
}

/** Undefined for what is not ours: another kind of Backstage's, or another system's file such as Kubernetes'. */
function kindOf(apiVersion: string, kind: string): Kind | 'location' | undefined {
  if (!/^backstage\.io\//i.test(apiVersion)) return undefined;
  const name = kind.toLowerCase();
  return name === 'location' ? name : KINDS.find((known) => known === name);
}

/** Files that a Location names beside itself were read with it; addresses on the net are not followed. */
function leadsElsewhere(yaml: YamlDocument): boolean {
  const targets = [valueAt(yaml.value, ['spec', 'target']), valueAt(yaml.value, ['spec', 'targets'])].flat();
  return targets.some((target) => typeof target === 'string' && /^[a-z]+:\/\//i.test(target));
}

/** As much as is known of whom it is about; the id follows when all names are known. */
function wrongEntity(yaml: YamlDocument, origin: Origin, problems: readonly Problem[]): WrongEntity {
  const written = valueAt(yaml.value, ['kind']);
  const kind = KINDS.find((known) => typeof written === 'string' && known === written.toLowerCase());
  if (kind === undefined) return { rejection: { origin, problems } };
  // After a severe mistake other documents of the file may have been lost: nothing of it counts as removed.
  const severe = yaml.complaints.some((complaint) => complaint.severe);
  const rejection = { ...(severe ? {} : { kind: KIND_OF[kind] }), origin, problems };
  const name = valueAt(yaml.value, ['metadata', 'name']);
  const namespace = valueAt(yaml.value, ['metadata', 'namespace']) ?? 'default';
  if (typeof name !== 'string' || slug(name) === '' || typeof namespace !== 'string') return { rejection };
  return { rejection, named: { kind, namespace, name } };
}

const KIND_OF: Readonly<Record<Kind, Exclude<Rejection['kind'], undefined>>> = {
  component: 'service',
  api: 'service',
  resource: 'service',
  group: 'team',
  user: 'person',
  system: 'system',
  domain: 'system',
};
