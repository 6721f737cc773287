import { setImmediate } from 'node:timers/promises';
import { pathCovers } from './wildcards.ts';

/** A line of CODEOWNERS: who owns the files that it covers. The last line that covers a file counts. */
export interface OwnerRule {
  /** Pieces of the path; `**` stands for any number of folders. */
  readonly pattern: readonly string[];
  /** Empty: these files are said to have no owner. */
  readonly owners: readonly string[];
}

/** Beyond this many comparisons of a file with a line we say that we do not know. */
const MOST_COMPARISONS = 5_000_000;
/** The event loop gets its turn after so many: about 10 ms. */
const COMPARISONS_AT_ONCE = 20_000;

/** Reads GitHub's format, with GitLab's sections as far as their default owners go. */
export function parseCodeowners(text: string): readonly OwnerRule[] {
  const rules: OwnerRule[] = [];
  let sectionOwners: readonly string[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.replace(/(^|\s)#.*/, '').trim();
    const section = /^\^?\[[^\]]*\](?:\[\d+\])?(.*)$/.exec(line);
    if (section !== null) sectionOwners = ownersIn(section[1] ?? '');
    else if (line !== '') rules.push(parseRule(line, sectionOwners));
  }
  return rules;
}

function parseRule(line: string, sectionOwners: readonly string[]): OwnerRule {
  // A space that belongs to the path is written `\ `.
  const [, path = '', rest = ''] = /^((?:\\.|[^\s\\])+)(.*)$/.exec(line) ?? [];
  const owners = ownersIn(rest);
  return {
    pattern: parsePattern(path.replaceAll(/\\(.)/g, '$1')),
    owners: owners.length > 0 ? owners : sectionOwners,
  };
}

function ownersIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word.includes('@'));
}

/** As in .gitignore, but that `docs/*` means the files right there. */
function parsePattern(path: string): readonly string[] {
  const pieces = path.split('/').filter((piece) => piece !== '');
  const anchored = path.replace(/\/$/, '').includes('/');
  const below = path.endsWith('/') ? ['*', '**'] : pieces.at(-1) === '*' && pieces.length > 1 ? [] : ['**'];
  return [...(anchored ? [] : ['**']), ...pieces, ...below];
}

export interface Ownership {
  readonly owners: readonly string[];
  readonly coversEverything: boolean;
}

/** Who owns these files, and whether each has an owner. Undefined when there is too much to compare. */
export async function ownersOf(
  files: readonly string[],
  rules: readonly OwnerRule[],
): Promise<Ownership | undefined> {
  if (files.length * rules.length > MOST_COMPARISONS) return undefined;
  const lastFirst = rules.toReversed();
  const owners = new Set<string>();
  let coversEverything = files.length > 0;
  let compared = 0;
  for (const file of files) {
    const path = file.split('/');
    const rule = lastFirst.find(({ pattern }) => pathCovers(pattern, path));
    for (const owner of rule?.owners ?? []) owners.add(owner);
    coversEverything &&= (rule?.owners.length ?? 0) > 0;
    compared += rules.length;
    if (compared >= COMPARISONS_AT_ONCE) {
      compared = 0;
      await setImmediate();
    }
  }
  return { owners: [...owners].toSorted(), coversEverything };
}
