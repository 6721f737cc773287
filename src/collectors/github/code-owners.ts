import { type OwnerRule, parseCodeowners } from '../git/codeowners.ts';
import { pathCovers } from '../git/wildcards.ts';

export interface CodeOwners {
  readonly owners: readonly string[];
  /** Undefined = only a list of all files would tell. */
  readonly coversEverything: boolean | undefined;
}

/** A file of which nobody has a rule but those that cover all. */
const ANY_FILE = '\u0000';

/**
 * Who owns what lies in these folders, by the rules alone: GitHub is not asked for all files.
 * @param folders without slashes around them; empty = the repository
 * @param files some that are known to lie there, by their whole paths
 */
export function codeOwnersOf(text: string, folders: readonly string[], files: readonly string[]): CodeOwners {
  const lastFirst = parseCodeowners(text).toReversed();
  const told = (folders.length === 0 ? [''] : folders).map((folder) => rulesFor(folder, lastFirst));
  const owners = told.flatMap(({ rules }) => rules.flatMap((rule) => rule.owners));
  const isCovered = told.every(({ rules, endsWithAll }) => endsWithAll && rules.every(isOwned));
  return {
    owners: [...new Set(owners)].toSorted(),
    coversEverything: isCovered
      ? true
      : files.some((file) => !isOwnedFile(file, lastFirst))
        ? false
        : undefined,
  };
}

function isOwned({ owners }: OwnerRule): boolean {
  return owners.length > 0;
}

function isOwnedFile(file: string, lastFirst: readonly OwnerRule[]): boolean {
  const rule = lastFirst.find(({ pattern }) => pathCovers(pattern, file.split('/')));
  return rule !== undefined && isOwned(rule);
}

/** The rules that may decide about a file of the folder: down to the one that covers all of it. */
function rulesFor(folder: string, lastFirst: readonly OwnerRule[]) {
  const pieces = folder === '' ? [] : folder.split('/');
  const rules: OwnerRule[] = [];
  for (const rule of lastFirst) {
    if (!mayReach(rule.pattern, pieces)) continue;
    rules.push(rule);
    if (coversAll(rule.pattern, pieces)) return { rules, endsWithAll: true };
  }
  return { rules, endsWithAll: false };
}

function coversAll(pattern: readonly string[], folder: readonly string[]): boolean {
  return [[ANY_FILE], [ANY_FILE, ANY_FILE]].every((rest) => pathCovers(pattern, [...folder, ...rest]));
}

/** Whether the pattern may cover something below the folder. */
function mayReach(pattern: readonly string[], folder: readonly string[]): boolean {
  const loose = pattern.indexOf('**');
  const fixed = loose === -1 ? pattern : pattern.slice(0, loose);
  const common = Math.min(fixed.length, folder.length);
  return (
    (loose !== -1 || pattern.length > folder.length) &&
    pathCovers(fixed.slice(0, common), folder.slice(0, common))
  );
}
