import type { Origin, Person, Service } from '../domain/catalog.ts';
import type { Instant } from '../domain/instant.ts';
import type { MergedCatalog, MergedService } from '../domain/merge/merge-catalog.ts';
import { withOwnIdentities } from '../domain/merge/people.ts';
import type { CatalogState, PersonRecord, ServiceRecord } from './ports.ts';

export type ServiceChange =
  | { readonly kind: 'added'; readonly record: ServiceRecord }
  /** `fields` as FORMATS writes them; `formerId` when it was renamed. */
  | {
      readonly kind: 'changed' | 'revived';
      readonly record: ServiceRecord;
      readonly fields: readonly string[];
      readonly formerId?: string;
      readonly before: ServiceRecord;
    }
  | { readonly kind: 'archived'; readonly record: ServiceRecord }
  /** Nothing that people wrote changed, only where it stands or what is doubtful about it. */
  | { readonly kind: 'touched'; readonly record: ServiceRecord };

/** What an import would do to the catalog. */
export interface ImportPlan {
  readonly services: readonly ServiceChange[];
  /** Absent = as they are. */
  readonly teams?: CatalogState['teams'];
  readonly systems?: CatalogState['systems'];
  readonly people?: readonly PersonRecord[];
  /** How many services were living before. */
  readonly living: number;
}

export interface Planning {
  readonly at: Instant;
  readonly newKey: () => string;
}

/**
 * Compares the merged catalog with the kept one. The same catalog again plans nothing. A service that says that
 * it was called otherwise keeps the key, and with it the history, of the one it was.
 */
export function planImport(merged: MergedCatalog, state: CatalogState, planning: Planning): ImportPlan {
  const kept = matchKept(merged, state.services);
  const staying = new Set(merged.staying);
  const matched = new Set([...kept.values()].map(({ key }) => key));
  const removed = state.services.filter(
    ({ key, service, archivedAt }) => archivedAt === null && !matched.has(key) && !staying.has(service.id),
  );
  return {
    services: [
      ...merged.services.flatMap((one) => changeOf(one, kept.get(one.entry.id), planning) ?? []),
      ...removed.map(
        (record): ServiceChange => ({ kind: 'archived', record: { ...record, archivedAt: planning.at } }),
      ),
    ],
    ...(isSame(merged.teams, state.teams.toSorted(byId)) ? {} : { teams: merged.teams }),
    ...(isSame(merged.systems, state.systems.toSorted(byId)) ? {} : { systems: merged.systems }),
    ...planPeople(merged, state.people, planning),
    living: state.services.filter(({ archivedAt }) => archivedAt === null).length,
  };
}

/** By id of the merged service: the kept one that it is. An id of today goes before a former one. */
function matchKept(merged: MergedCatalog, records: readonly ServiceRecord[]): Map<string, ServiceRecord> {
  const byServiceId = new Map(records.map((record) => [record.service.id, record]));
  const matches = new Map<string, ServiceRecord>();
  for (const { entry } of merged.services) {
    const record = byServiceId.get(entry.id);
    if (record !== undefined) matches.set(entry.id, record);
  }
  const used = new Set([...matches.values()].map(({ key }) => key));
  for (const { entry } of merged.services) {
    if (matches.has(entry.id)) continue;
    const former = entry.formerly
      .map((id) => byServiceId.get(id))
      .find((one) => one !== undefined && !used.has(one.key));
    if (former === undefined) continue;
    matches.set(entry.id, former);
    used.add(former.key);
  }
  return matches;
}

function changeOf(
  merged: MergedService,
  kept: ServiceRecord | undefined,
  planning: Planning,
): ServiceChange | undefined {
  const { entry: service, origin, flags, fieldSources } = merged;
  const { at } = planning;
  if (kept === undefined) {
    const key = planning.newKey();
    const record = {
      key,
      service,
      origin,
      flags,
      fieldSources,
      addedAt: at,
      changedAt: at,
      archivedAt: null,
    };
    return { kind: 'added', record };
  }
  const fields = changedFields(kept.service, service);
  const changedAt = fields.length > 0 ? at : kept.changedAt;
  const handed = kept.service.owner === service.owner ? {} : { ownerSince: at };
  const now = { service, origin, flags, fieldSources, changedAt, archivedAt: null };
  const record: ServiceRecord = { ...kept, ...now, ...handed };
  const renamed = kept.service.id === service.id ? {} : { formerId: kept.service.id };
  const told = { record, fields, before: kept, ...renamed };
  if (kept.archivedAt !== null) return { kind: 'revived', ...told };
  if (fields.length > 0) return { kind: 'changed', ...told };
  const isAsKept = isSame(kept.flags, flags) && isSame(kept.fieldSources, fieldSources);
  return isAsKept && isSameOrigin(kept.origin, origin) ? undefined : { kind: 'touched', record };
}

function changedFields(before: Service, after: Service): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Service>;
  const changed = [...names].filter((name) => !isSame(before[name], after[name]));
  return [...new Set(changed.map(writtenName))].toSorted();
}

/** As the file has it: `depends_on`; what is declared about the owner is `owner` there too. */
function writtenName(field: string): string {
  return field === 'ownerDeclared'
    ? 'owner'
    : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** People are never removed: they have made and decided things. */
function planPeople(
  { people }: MergedCatalog,
  kept: readonly PersonRecord[],
  { newKey }: Planning,
): Pick<ImportPlan, 'people'> {
  const matches = matchPeople(people, kept);
  // What was learned otherwise (a Slack id, by e-mail) stays where the files say nothing of it.
  const read = people.map((person): PersonRecord => {
    const known = matches.get(person.email) ?? { key: newKey() };
    return { ...known, ...given(person) };
  });
  const matched = new Set([...matches.values()].map(({ key }) => key));
  const others = kept.filter(({ key }) => !matched.has(key));
  const all = withOwnIdentities([...read, ...others]).toSorted(byMailAddress);
  return isSame(all, kept.toSorted(byMailAddress)) ? {} : { people: all };
}

/** By e-mail; somebody whose e-mail is new is known by the Slack id or GitHub login of one that is gone. */
function matchPeople(people: readonly Person[], kept: readonly PersonRecord[]): Map<string, PersonRecord> {
  const byMail = new Map(kept.map((person) => [person.email, person]));
  const mails = new Set(people.map(({ email }) => email));
  const gone = kept.filter(({ email }) => !mails.has(email));
  const matches = new Map<string, PersonRecord>();
  const used = new Set<string>();
  for (const person of people) {
    const known = byMail.get(person.email) ?? gone.find((other) => isSamePerson(person, other));
    if (known !== undefined && !used.has(known.key)) {
      matches.set(person.email, known);
      used.add(known.key);
    }
  }
  return matches;
}

function isSamePerson(a: Person, b: Person): boolean {
  if (a.slack !== undefined && a.slack === b.slack) return true;
  return a.github !== undefined && a.github.toLowerCase() === b.github?.toLowerCase();
}

function given(person: Person): Person {
  const fields = Object.entries(person).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(fields), email: person.email };
}

function isSameOrigin(a: Origin, b: Origin): boolean {
  return a.source === b.source && a.file === b.file && a.line === b.line;
}

/** Whether two values are the same as JSON, whatever the order of keys; an absent key is an undefined one. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  // What was kept has its keys in the order of the program that kept it: mostly this one.
  return JSON.stringify(a) === JSON.stringify(b) || canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)));
    }) ?? 'undefined'
  );
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function byMailAddress(a: PersonRecord, b: PersonRecord): number {
  return a.email < b.email ? -1 : 1;
}
