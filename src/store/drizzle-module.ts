import { createRequire } from 'node:module';

interface Modules {
  'drizzle-orm': typeof import('drizzle-orm');
  'drizzle-orm/pg-core': typeof import('drizzle-orm/pg-core');
  'drizzle-orm/sqlite-core': typeof import('drizzle-orm/sqlite-core');
  'drizzle-orm/pg-proxy': typeof import('drizzle-orm/pg-proxy');
  'drizzle-orm/sqlite-proxy': typeof import('drizzle-orm/sqlite-proxy');
  'drizzle-orm/migrator': typeof import('drizzle-orm/migrator');
  'drizzle-orm/better-sqlite3': typeof import('drizzle-orm/better-sqlite3');
  'drizzle-orm/better-sqlite3/migrator': typeof import('drizzle-orm/better-sqlite3/migrator');
  'drizzle-orm/node-postgres': typeof import('drizzle-orm/node-postgres');
  'drizzle-orm/node-postgres/migrator': typeof import('drizzle-orm/node-postgres/migrator');
}

// drizzle-kit runs the schema as CommonJS, where there is no `import.meta.url`.
const load = createRequire(import.meta.url ?? `file://${process.cwd()}/`);

/**
 * A module of drizzle, in its CommonJS form. The other form costs a second of every start: for each of its 500 files
 * Node 24 parses the 180 KB of drizzle's package.json anew (measured: 1,050 ms against 160 ms).
 */
export function drizzleModule<Name extends keyof Modules>(name: Name): Modules[Name] {
  // What `require` gives back has no type; the map above says it.
  return load(name) as Modules[Name];
}
