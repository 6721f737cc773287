/** What shell and bot say to each other over the Unix socket: one JSON document in each line. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A command line, with all that its verb may look at of the terminal it was typed on. */
export interface Order {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Login name of whoever typed it. */
  readonly user: string;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number;
  /** Bits: 1 = no colour. */
  readonly colorDepth: number;
}

export type Frame = { readonly to: 'stdout' | 'stderr'; readonly text: string } | { readonly exit: number };

export function lineOf(document: Order | Frame): string {
  return `${JSON.stringify(document)}\n`;
}

/** Each line as it arrives. The other side is this program too, of the same version or nearly so. */
export async function* documentsFrom<T extends Order | Frame>(socket: Readable): AsyncGenerator<T> {
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
    // Whoever can open the socket may do everything anyway; it is not where strangers are met.
    yield JSON.parse(line) as T;
  }
}
