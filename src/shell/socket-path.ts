import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes of an address of a Unix socket, with its ending zero; longer ones are cut off in silence. */
const LONGEST = 100;

/** Where the bot that holds this database listens for the shell; undefined = nobody has to (Postgres). */
export function socketPath(database: string): string | undefined {
  if (!database.startsWith('sqlite:')) return undefined;
  const beside = `${database.slice('sqlite:'.length)}.sock`;
  if (Buffer.byteLength(beside) <= LONGEST) return beside;
  return join(tmpdir(), `readybot-${hash('sha256', beside, 'hex').slice(0, 24)}.sock`);
}
