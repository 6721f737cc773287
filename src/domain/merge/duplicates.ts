import type { Origin, Rejection, Sourced } from '../catalog.ts';

type Kind = Exclude<Rejection['kind'], undefined | 'person'>;

/** Entries that stand alone, and the rejections of those that share their id with another. */
export interface Distinct<T> {
  /** By id. */
  readonly entries: readonly Sourced<T>[];
  readonly rejections: readonly Rejection[];
}

/**
 * Rejects all entries of one id when there are several: nobody can tell which one is meant, and taking either
 * would hand one service's history to another. An entry that was `rejected` for another reason counts too.
 */
export function distinct<T extends { readonly id: string; readonly name: string }>(
  kind: Kind,
  entries: readonly Sourced<T>[],
  rejected: readonly Rejection[],
): Distinct<T> {
  const claims = rejected.filter((rejection) => rejection.kind === kind && rejection.id !== undefined);
  const claimsById = Map.groupBy(claims, ({ id }) => id);
  const alone: Sourced<T>[] = [];
  const rejections: Rejection[] = [];
  for (const [id, group] of Map.groupBy(entries, ({ entry }) => entry.id)) {
    const others = claimsById.get(id) ?? [];
    if (group.length + others.length === 1) alone.push(...group);
    else rejections.push(...rejectAll(kind, group, others));
  }
  return { entries: alone.toSorted((a, b) => (a.entry.id < b.entry.id ? -1 : 1)), rejections };
}

function rejectAll<T extends { readonly id: string; readonly name: string }>(
  kind: Kind,
  group: readonly Sourced<T>[],
  rejected: readonly Rejection[],
): Rejection[] {
  const wrong = rejected.map(({ origin }) => `${describeOrigin(origin)} (rejected as well)`);
  return group.map((one) => {
    const others = [...group.filter((other) => other !== one).map(place), ...wrong].toSorted();
    const { id } = one.entry;
    const { file, line } = one.origin;
    const message = `the ${kind} "${id}" is declared more than once: also at ${others.join(', ')}.`;
    const remedy = 'Give each its own id; case and punctuation make no difference.';
    return { kind, id, origin: one.origin, problems: [{ file, line, message, remedy }] };
  });
}

function place<T extends { readonly name: string }>({ entry, origin }: Sourced<T>): string {
  return `${describeOrigin(origin)} ("${entry.name}")`;
}

/** `catalog/shop.yml:12` */
export function describeOrigin({ source, file, line }: Origin): string {
  return file === undefined ? source : [file, line].filter((part) => part !== undefined).join(':');
}
