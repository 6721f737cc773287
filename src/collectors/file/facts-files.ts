import { stat } from 'node:fs/promises';
import { findFiles, shownPath } from '../../documents/find-files.ts';
import { readText } from '../../documents/read-text.ts';
import { type FactsFile, parseFactsFile } from './facts-file.ts';

/** The facts files of a home. */
export interface FactsFiles {
  /** As they are now; a file that did not change since is not read again. Never throws. */
  readonly read: () => Promise<readonly FactsFile[]>;
}

interface Remembered {
  /** Size and time of change: another stamp is another content. */
  readonly stamp: string;
  readonly documents: Promise<readonly FactsFile[]>;
}

/** @param patterns globs, folders and files, relative to `home` */
export function openFactsFiles(home: string, patterns: readonly string[]): FactsFiles {
  const remembered = new Map<string, Remembered>();
  const readOne = async (path: string): Promise<readonly FactsFile[]> => {
    const stamp = await stampOf(path);
    const known = remembered.get(path);
    if (known !== undefined && known.stamp === stamp) return known.documents;
    const documents = readFactsFile(path, shownPath(path, home));
    remembered.set(path, { stamp, documents });
    return documents;
  };
  return {
    read: async () => {
      const { files, missing } = await findFiles(patterns, home);
      const read = await Promise.all(files.map(readOne));
      return [...missing.map(nothingThere), ...read.flat()];
    },
  };
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? '' : `${found.mtimeMs}:${found.size}`;
}

async function readFactsFile(path: string, file: string): Promise<readonly FactsFile[]> {
  const read = await readText(path, file);
  return 'text' in read ? parseFactsFile(file, read.text) : [{ file, problems: [read.problem] }];
}

function nothingThere(file: string): FactsFile {
  return { file, problems: [{ file, message: 'the file does not exist' }] };
}
