import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Keeps what has to be done at the end; of the test by default. */
export type AtEnd = (undo: () => void | Promise<void>) => void;

/** A folder with these files (by relative path), gone when the test has ended. */
export function temporaryFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  atEnd: AtEnd = onTestFinished,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'ready-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
