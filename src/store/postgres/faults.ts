import type { Problem } from '../../domain/errors.ts';

/** What Postgres (SQLSTATE) and the network say, as an operator can use it. */
const SENTENCES: readonly (readonly [codes: RegExp, message: string, remedy: string])[] = [
  [
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|ENOENT|TIMEOUT)$/,
    'the Postgres server cannot be reached.',
    'Check that it runs and that host and port of DATABASE_URL are right.',
  ],
  [/^28/, 'Postgres refuses this user or password.', 'Check user and password in DATABASE_URL.'],
  [
    /^3D000$/,
    'there is no such database on that server.',
    'Create it (`createdb NAME`), or correct DATABASE_URL.',
  ],
  [
    /^42501$/,
    'this user may not create or change tables in the database.',
    'Grant it: `grant create, usage on schema public to USER` and `grant create on database NAME to USER`.',
  ],
  [/^53300$/, 'the Postgres server has no connection left.', 'Raise its max_connections, or close some.'],
  [
    /^53[12]00$/,
    'the Postgres server has no disk or memory left.',
    'Free some there; nothing that was confirmed is lost.',
  ],
  [/^57P0[123]$/, 'the Postgres server is starting or stopping.', 'Try again when it is up.'],
  [/^25006$/, 'the Postgres server is read-only (a standby?).', 'Point DATABASE_URL at the primary.'],
  [/^(XX001|XX002)$/, 'the database is damaged.', 'Restore the newest backup.'],
  [
    /^42P07$/,
    'the database already holds tables of another program under our names.',
    'Give Ready a database of its own.',
  ],
];

/** What is wrong with the server or the address, when the error is about those and not about us. */
export function postgresProblem(error: unknown, url: string): Problem | undefined {
  const code = codeOf(error);
  const found = SENTENCES.find(([codes]) => codes.test(code));
  if (found === undefined) return undefined;
  const [, message, remedy] = found;
  return { file: withoutPassword(url), message, remedy };
}

/** The address as it may be shown and logged. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Several addresses tried: each has failed in its own way; the first says enough.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if ('code' in error && error.code !== undefined) return String(error.code);
  return /timeout/i.test(error.message) ? 'TIMEOUT' : codeOf(error.cause);
}
