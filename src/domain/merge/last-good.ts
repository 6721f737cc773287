import type { Origin, Rejection } from '../catalog.ts';

/** An entry of the catalog as it is kept; the origin of teams and systems is not. */
export interface KeptEntry {
  readonly id: string;
  readonly origin?: Origin;
}

/**
 * Whether an entry that no source has any more was rejected rather than removed: the last good one then stays.
 * When a rejection does not say whom it is about, everything of its file may be meant.
 */
export function isRejected(
  kind: Exclude<Rejection['kind'], undefined>,
  entry: KeptEntry,
  rejections: readonly Rejection[],
  known: ReadonlySet<string>,
): boolean {
  return rejections.some((rejection) => {
    if (rejection.kind !== undefined && rejection.kind !== kind) return false;
    // An id that was never seen may be the new name of a service of this file.
    if (rejection.id !== undefined && known.has(rejection.id)) return rejection.id === entry.id;
    return sharesFile(rejection.origin, entry.origin);
  });
}

/** A rejected folder holds its files. Where an entry's origin is not known, it may be any. */
function sharesFile(rejected: Origin, kept: Origin | undefined): boolean {
  if (kept?.file === undefined || rejected.file === undefined) return true;
  return kept.file === rejected.file || kept.file.startsWith(`${rejected.file.replace(/\/$/, '')}/`);
}
