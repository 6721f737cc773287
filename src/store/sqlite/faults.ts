import type { Problem } from '../../domain/errors.ts';

/** What SQLite and the file system say, by code, as an operator can use it. `file` stands for its path. */
const SENTENCES: readonly (readonly [codes: RegExp, message: string, remedy: string])[] = [
  [
    /^SQLITE_(CORRUPT|IOERR_SHORT_READ|IOERR_CORRUPTFS)/,
    'the database file is damaged.',
    'Stop the bot, keep a copy of the file for examination, and put the newest backup in its place.',
  ],
  [
    /^SQLITE_NOTADB/,
    'the file is not a SQLite database.',
    'Point DATABASE_URL at a new path, or at the right file.',
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'another program holds the database file locked.',
    'Close that program (`fuser FILE` names it) and try again.',
  ],
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_(WRITE|SHMSIZE))/,
    'there is no room left on the disk of the database.',
    'Free some space there; nothing that was confirmed is lost.',
  ],
  [
    /^(SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EROFS|EPERM)/,
    'the database cannot be opened: its file or folder is closed to this user, or read-only.',
    'Let this user write to the file and to its folder, or set DATABASE_URL to another path.',
  ],
  [
    /^(ENOTDIR|EISDIR|EEXIST|ENOENT)/,
    'the path of the database does not lead to a file.',
    'Set DATABASE_URL to `sqlite:` and the path of a file in a folder.',
  ],
  [
    /^SQLITE_IOERR/,
    'the disk of the database answers with errors.',
    'Look at the system log; the disk may be failing.',
  ],
];

/** What is wrong with the file, when the error is about the file and not about us. */
export function sqliteProblem(error: unknown, file: string): Problem | undefined {
  const code = codeOf(error);
  const found = SENTENCES.find(([codes]) => codes.test(code));
  if (found === undefined) return undefined;
  const [, message, remedy] = found;
  return { file, message, remedy: remedy.replace('FILE', file) };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // drizzle's migrator wraps what SQLite says.
  return 'code' in error ? String(error.code) : codeOf(error.cause);
}
