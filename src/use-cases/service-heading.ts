import type { Link, System, Team } from '../domain/catalog.ts';
import type { FactDocument } from '../domain/fact.ts';
import type { Json } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { ServiceRecord } from './ports.ts';
import type { ServiceHeading } from './show-readiness.ts';

/** What a service's references are resolved with. */
export interface Surroundings {
  readonly teams: readonly Team[];
  readonly systems: readonly System[];
}

/** Links that people need when something is on fire come first; the rest keeps its order. */
const FIRST = ['runbook', 'logs', 'dashboard', 'playbook', 'rollback'];

/** The facts that a heading is made of, besides the catalog's. */
export const HEADING_NAMESPACES = ['oncall'];

/** Who and what a service is, with every reference resolved to a name. */
export function serviceHeading(
  record: ServiceRecord,
  documents: readonly FactDocument[],
  surroundings: Surroundings,
  policy: Policy,
): ServiceHeading {
  const { service } = record;
  return {
    key: record.key,
    id: service.id,
    name: service.name,
    description: service.description ?? null,
    type: service.type,
    lifecycle: service.lifecycle,
    tier: tierOf(service.tier, policy),
    system: named(service.system, surroundings.systems),
    owner: named(service.owner, surroundings.teams) ?? declaredOwner(service.ownerDeclared),
    channel: service.channel ?? null,
    onCall: onCallNow(documents),
    links: linksInOrder(service.links),
    flags: record.flags.map((flag) => flag.message),
  };
}

function tierOf(id: string, policy: Policy): ServiceHeading['tier'] {
  const tier = policy.tiers.find((one) => one.id === id);
  return { id, name: tier?.name ?? id, job: tier?.jobs[0] ?? null };
}

function named(
  id: string | undefined,
  all: readonly { readonly id: string; readonly name: string }[],
): { readonly id: string; readonly name: string } | null {
  const found = id === undefined ? undefined : all.find((one) => one.id === id);
  return found === undefined ? null : { id: found.id, name: found.name };
}

function declaredOwner(declared: string | undefined): ServiceHeading['owner'] {
  return declared === undefined ? null : { declared };
}

function linksInOrder(links: readonly Link[]): readonly Link[] {
  const place = (link: Link) => (FIRST.includes(link.type) ? FIRST.indexOf(link.type) : FIRST.length);
  return links.toSorted((a, b) => place(a) - place(b));
}

function onCallNow(documents: readonly FactDocument[]): readonly string[] {
  const now: Json | undefined = documents.find((one) => one.namespace === 'oncall' && one.value !== null)
    ?.value?.now;
  if (!Array.isArray(now)) return [];
  return now
    .map((person: { readonly name?: unknown }) => person?.name)
    .filter((name) => typeof name === 'string');
}
