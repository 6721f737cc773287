/** Fields as people type them, as our files write them, and as a service has them. */
import type { DeclaredService, Service } from '../../domain/catalog.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { ServiceRecord } from '../ports.ts';
import type { TypedFields, UpkeepField } from '../upkeep-views.ts';

const LINKS = ['runbook', 'dashboard', 'logs'] as const;
type LinkField = (typeof LINKS)[number];

/** The field of a service that holds what is typed there. */
export function heldIn(field: UpkeepField): keyof Service {
  if (isLink(field)) return 'links';
  if (field === 'repo') return 'repos';
  return field === 'depends_on' ? 'dependsOn' : field;
}

function isLink(field: UpkeepField): field is LinkField {
  return (LINKS as readonly string[]).includes(field);
}

/** What the service says now, as somebody would type it. */
export function typedOf(service: Service): Required<TypedFields> {
  const link = (type: string) => service.links.find((one) => one.type === type)?.url ?? '';
  const { dependsOn, owner = '', system = '', channel = '', description = '' } = service;
  return {
    ...{ id: service.id, name: service.name, description, owner, system, channel },
    ...{ tier: service.tier, lifecycle: service.lifecycle, type: service.type },
    repo: service.repos[0]?.url ?? '',
    ...{ runbook: link('runbook'), dashboard: link('dashboard'), logs: link('logs') },
    depends_on: dependsOn === undefined ? '' : dependsOn.length === 0 ? 'none' : dependsOn.join(', '),
  };
}

/**
 * What Slack is to say from now on: what it said, altered by what was typed otherwise than it stands. Links of other
 * types, and further repositories, stay as they are.
 */
export function fieldsAfter(said: JsonObject, service: Service | null, typed: TypedFields): JsonObject {
  const changed = changedFields(service, typed);
  const fields: Record<string, Json> = { ...said };
  const put = (name: string, value: Json | undefined) => {
    if (value === undefined) delete fields[name];
    else fields[name] = value;
  };
  for (const field of changed) {
    const value = (typed[field] ?? '').trim();
    if (field === 'id' || isLink(field)) continue;
    if (field === 'depends_on') put(field, dependsOnOf(value));
    else if (field === 'repo') putRepos(put, service, value);
    else put(field, value === '' ? undefined : value);
  }
  if (changed.some(isLink)) put('links', linksAfter(service, typed));
  return fields;
}

/** Fields whose typed value is another than the service's; those that were not shown stay. */
export function changedFields(service: Service | null, typed: TypedFields): readonly UpkeepField[] {
  const now: TypedFields = service === null ? {} : typedOf(service);
  return (Object.keys(typed) as UpkeepField[]).filter(
    (field) => (typed[field] ?? '').trim() !== (now[field] ?? ''),
  );
}

function dependsOnOf(value: string): Json | undefined {
  if (value === '') return undefined;
  return value.toLowerCase() === 'none' ? 'none' : value.split(/[\s,]+/).filter((word) => word !== '');
}

function putRepos(
  put: (name: string, value: Json | undefined) => void,
  service: Service | null,
  value: string,
): void {
  const others = (service?.repos ?? []).slice(1).map(({ url, paths }) => ({ url, paths: [...paths] }));
  const repos = [...(value === '' ? [] : [{ url: value }]), ...others];
  put('repos', repos.length === 0 ? undefined : repos);
}

function linksAfter(service: Service | null, typed: TypedFields): Json | undefined {
  const now = service?.links ?? [];
  const stays = now.filter(
    ({ type }) => !(LINKS as readonly string[]).includes(type) || typed[type as LinkField] === undefined,
  );
  const links = [
    ...LINKS.flatMap((type) => {
      const url = typed[type]?.trim() ?? '';
      const title = now.find((one) => one.type === type && one.url === url)?.title;
      return url === '' ? [] : [{ type, url, ...(title === undefined ? {} : { title }) }];
    }),
    ...stays.map(({ type, title, url }) => ({ type, title, url })),
  ];
  return links.length === 0 ? undefined : links;
}

/** Whether what another source says of a field cannot be altered in Slack; `yields`: it is found, not written. */
export function isHeld(
  { service, origin, fieldSources }: Pick<ServiceRecord, 'service' | 'origin' | 'fieldSources'>,
  field: UpkeepField,
  yields: (source: string) => boolean,
): boolean {
  if (field === 'id') return true;
  const name = heldIn(field);
  const source = fieldSources[name] ?? origin.source;
  if (source === 'slack' || source === 'default' || yields(source)) return false;
  return says(service, name);
}

function says(service: Service, field: keyof DeclaredService): boolean {
  const value = service[field as keyof Service];
  if (value === undefined) return false;
  return field === 'dependsOn' || !Array.isArray(value) || value.length > 0;
}
