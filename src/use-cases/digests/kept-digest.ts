import { DIGEST_PARTS, type Digest, type DigestPart } from '../../domain/digest.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { DigestRecord } from '../digest-ports.ts';

/** A digest with the parts that its channel had chosen when it was made. */
export type KeptDigest = {
  readonly digest: Digest;
  readonly parts: readonly DigestPart[];
};

/** Who moved beyond this is a number. */
const MOST_KEPT = 50;

/** As it is kept: an organisation's week may have thousands of moves, which nobody reads. */
export function keptContent({ digest, parts }: KeptDigest): JsonObject {
  const { improved, dropped, added, relabelled, failing, granted, ending, unknown } = digest;
  const few = <T>(all: readonly T[]) => all.slice(0, MOST_KEPT);
  const short = {
    ...digest,
    improved: few(improved),
    dropped: few(dropped),
    added: few(added),
    relabelled: few(relabelled),
    failing: few(failing),
    granted: few(granted),
    ending: few(ending),
    unknown: { ...unknown, reasons: few(unknown.reasons) },
  };
  return { digest: short, parts };
}

/** Undefined where an older bot wrote something else. */
export function readKept({ content }: Pick<DigestRecord, 'content'>): KeptDigest | undefined {
  const { digest, parts } = content;
  if (typeof digest !== 'object' || digest === null || !Array.isArray(parts)) return undefined;
  const known = DIGEST_PARTS.filter((part) => parts.includes(part));
  // As `keptContent` wrote it.
  return { digest: digest as unknown as Digest, parts: known };
}

/** A quiet week has told everything in its one line. */
export function hasDetails({ digest, parts }: KeptDigest): boolean {
  if (digest.quiet) return false;
  const { improved, dropped, added, relabelled, failing, granted, ending, initiatives, unknown } = digest;
  const told: Readonly<Record<DigestPart, readonly unknown[]>> = {
    movement: [...improved, ...dropped, ...added, ...relabelled],
    rules: failing,
    exceptions: [...granted, ...ending],
    initiatives,
    unknown: unknown.reasons,
    map: [],
  };
  return parts.some((part) => told[part].length > 0);
}

/** Whether a picture is to be drawn: somebody stands on the primary scorecard, and something moved. */
export function hasMap({ digest, parts }: KeptDigest): boolean {
  return !digest.quiet && parts.includes('map') && digest.levels.some(({ services }) => services > 0);
}

/** Whether anything is to be in its thread. */
export function hasThread(kept: KeptDigest): boolean {
  return hasDetails(kept) || hasMap(kept);
}
