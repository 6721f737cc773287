import { glob, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FactsFile, parseFactsFile } from './facts-file.ts';

/** The facts files of a home. */
export interface FactsFiles {
  /** As they are now; a file that did not change since is not read again. Never throws. */
  readonly read: () => Promise<readonly FactsFile[]>;
}

interface Parsed {
  /** Size and time of change: another stamp is another content. */
  readonly stamp: string;
  readonly documents: Promise<readonly FactsFile[]>;
}

/** @param patterns globs and files, relative to `home` */
export function openFactsFiles(home: string, patterns: readonly string[]): FactsFiles {
  const parsed = new Map<string, Parsed>();
  const readOne = async (file: string): Promise<readonly FactsFile[]> => {
    try {
      const path = join(home, file);
      const { mtimeMs, size } = await stat(path);
      const stamp = `${mtimeMs}:${size}`;
      const known = parsed.get(file);
      if (known?.stamp === stamp) return await known.documents;
      const documents = readFile(path, 'utf8').then((content) => parseFactsFile(file, content));
      parsed.set(file, { stamp, documents });
      return await documents;
    } catch (error) {
      parsed.delete(file);
      const reason = error instanceof Error ? error.message : String(error);
      return [{ file, problems: [{ file, message: `it cannot be read: ${reason}` }] }];
    }
  };
  return {
    read: async () => {
      const files = await Array.fromAsync(glob([...patterns], { cwd: home }));
      return (await Promise.all(files.toSorted().map(readOne))).flat();
    },
  };
}
