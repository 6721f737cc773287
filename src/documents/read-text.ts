import { readFile, stat } from 'node:fs/promises';
import type { Problem } from '../domain/errors.ts';
import { LARGEST_FILE } from './yaml-limits.ts';

/** A file's text, or why it cannot be had. */
export type TextRead = { readonly text: string } | { readonly problem: Problem };

/** Reads a text file; one that is far too large is not even opened. `file` is its name in the problem. */
export async function readText(path: string, file: string): Promise<TextRead> {
  try {
    const { size } = await stat(path);
    // A character has up to four bytes; the reader counts characters, this only keeps gigabytes out.
    if (size > 4 * LARGEST_FILE)
      return { problem: { file, message: tooLarge(size), remedy: 'Split it into several files.' } };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (cause) {
    return { problem: { file, ...reason(cause) } };
  }
}

function tooLarge(size: number): string {
  return `the file has ${Math.round(size / 1_000_000)} MB, and more than 1 MB is not read.`;
}

function reason(cause: unknown): Pick<Problem, 'message' | 'remedy'> {
  const code = (cause as Partial<NodeJS.ErrnoException>).code;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return { message: 'the file is no UTF-8 text.', remedy: 'Save it as UTF-8.' };
  if (code === 'ENOENT') return { message: 'the file does not exist' };
  if (code === 'EACCES') return { message: 'the file may not be read by the user that runs this' };
  if (code === 'EISDIR') return { message: 'this is a folder, not a file' };
  return { message: `the file cannot be read (${code ?? String(cause)})` };
}
