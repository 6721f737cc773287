import type { PathNote } from '../../domain/fact.ts';
import { ownersOf, parseCodeowners } from './codeowners.ts';
import type { Git } from './command.ts';
import { listFiles, readText } from './files.ts';
import type { Stretch } from './history.ts';
import { findLandmarks, type Landmarks } from './landmarks.ts';
import { recogniseLicence } from './licence.ts';
import { filesWithin, fromTheirRoot } from './part.ts';

/** What lies in a part of a repository, and what the whole repository lends to it. */
export interface Contents {
  /** Of the part. */
  readonly part: Landmarks;
  /** Of the whole repository: pipelines, licence, security policy and CODEOWNERS serve all its parts. */
  readonly whole: Landmarks;
  readonly licence: string | undefined;
  readonly codeowners:
    | { readonly path: string; readonly owners?: string[]; readonly covers_everything?: boolean }
    | undefined;
  readonly unreadable: readonly PathNote[];
}

/** Reads the files of a stretch's tip; undefined when there are too many. */
export async function readContents(git: Git, { folder, tip, paths }: Stretch): Promise<Contents | undefined> {
  const files = await listFiles(git, folder, tip);
  if (files === undefined) return undefined;
  const own = filesWithin(files, paths);
  const whole = await findLandmarks(files);
  const part = paths.length === 0 ? whole : await findLandmarks(fromTheirRoot(own, paths));
  const [licence, codeowners] = await Promise.all([
    readLicence(git, tip, whole.licence),
    readCodeowners(git, tip, whole.codeowners, own),
  ]);
  return {
    part,
    whole,
    ...licence,
    ...codeowners,
    unreadable: [...licence.unreadable, ...codeowners.unreadable],
  };
}

type Part<K extends keyof Contents> = Pick<Contents, K | 'unreadable'>;

async function readLicence(git: Git, tip: string, path: string | undefined): Promise<Part<'licence'>> {
  if (path === undefined) return { licence: undefined, unreadable: [] };
  const text = await readText(git, tip, path);
  if (text !== undefined) return { licence: recogniseLicence(text), unreadable: [] };
  return { licence: undefined, unreadable: [notHeld('licence', path)] };
}

async function readCodeowners(
  git: Git,
  tip: string,
  path: string | undefined,
  files: readonly string[],
): Promise<Part<'codeowners'>> {
  if (path === undefined) return { codeowners: undefined, unreadable: [] };
  const fields = ['codeowners.owners', 'codeowners.covers_everything'];
  const text = await readText(git, tip, path);
  if (text === undefined)
    return { codeowners: { path }, unreadable: fields.map((field) => notHeld(field, path)) };
  const ownership = await ownersOf(files, parseCodeowners(text));
  if (ownership === undefined) {
    const reason = `${path} has too many lines to hold against ${files.length} files`;
    return { codeowners: { path }, unreadable: fields.map((field) => ({ path: field, reason })) };
  }
  const { owners, coversEverything } = ownership;
  return { codeowners: { path, owners: [...owners], covers_everything: coversEverything }, unreadable: [] };
}

function notHeld(field: string, path: string): PathNote {
  return { path: field, reason: `the checkout does not hold ${path}: it may be a partial clone` };
}
