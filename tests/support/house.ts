import { basename, dirname, posix } from 'node:path';
import type { Finding, Import, SourceFile } from './source-file.ts';

/** ARCHITECTURE's table: what each room of `src/` may import. A folder that is not in it is refused. */
export interface Room {
  /** Other rooms. A room always may import itself (but see `contract`). */
  readonly rooms: readonly string[] | 'all';
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
  /** npm packages; `node:` = all of Node's own modules, `node:timers` = that one; `type …` = its types only. */
  readonly packages: readonly string[] | 'all';
  /**
   * For a room of one file per thing: the file that says what such a thing is. Its files import that and
   * nothing else of their room (a subfolder of the room is shared ground).
   */
  readonly contract?: string;
}

const THINGS = { rooms: ['domain', 'use-cases'], packages: [] };

export const ROOMS: Readonly<Record<string, Room>> = {
  'main.ts': { rooms: 'all', packages: 'all' },
  'app.ts': { rooms: 'all', packages: 'all' },
  'config.ts': { rooms: ['domain', 'documents'], packages: ['zod', 'yaml', 'node:'] },
  'scheduler.ts': { rooms: ['domain', 'use-cases', 'jobs'], packages: ['node-cron'] },
  'bot.ts': { rooms: 'all', packages: 'all' },
  'playground.ts': {
    rooms: ['domain', 'workspace', 'vendors', 'use-cases'],
    types: ['config.ts'],
    packages: ['yaml', 'zod', 'node:'],
  },
  'shell.ts': { rooms: 'all', packages: 'all' },
  'version.ts': { rooms: [], packages: [] },
  'logger.ts': { rooms: ['domain', 'use-cases'], packages: ['pino'] },
  domain: {
    rooms: [],
    packages: ['zod', '@marcbachmann/cel-js', 're2js', 'temporal-polyfill', 'fastest-levenshtein'],
  },
  documents: { rooms: ['domain'], packages: ['yaml', 'zod', 'fastest-levenshtein', 'node:'] },
  facts: { rooms: ['domain'], packages: ['zod'] },
  sources: {
    rooms: ['domain', 'documents'],
    packages: ['yaml', 'zod', 'undici', '@octokit/rest', '@octokit/auth-app', '@slack/web-api', 'node:'],
    contract: 'source.ts',
  },
  collectors: {
    rooms: ['domain', 'facts', 'documents'],
    // Each client library belongs to one collector.
    packages: [
      'zod',
      'undici',
      'p-limit',
      'ipaddr.js',
      '@marcbachmann/cel-js',
      '@octokit/rest',
      '@octokit/plugin-throttling',
      '@octokit/plugin-retry',
      '@octokit/auth-app',
      '@slack/web-api',
      'node:',
    ],
    contract: 'collector.ts',
  },
  'use-cases': {
    rooms: ['domain', 'facts'],
    packages: ['fastest-levenshtein', 'uuid', 'node:timers', 'node:crypto'],
  },
  store: {
    rooms: ['domain'],
    types: ['use-cases'],
    packages: ['drizzle-orm', 'better-sqlite3', 'pg', 'uuid', 'node:'],
  },
  // View models in, pictures out; drawing them is work for a thread of its own.
  pictures: {
    rooms: ['domain'],
    types: ['use-cases'],
    packages: ['@resvg/resvg-js', 'node:module', 'node:worker_threads', 'node:zlib'],
  },
  'slack/views': { rooms: ['domain'], types: ['use-cases', 'pictures'], packages: ['type @slack/types'] },
  'slack/messages': {
    rooms: ['domain', 'use-cases', 'slack/views'],
    packages: ['type @slack/types'],
    contract: 'message.ts',
  },
  'slack/commands': {
    ...THINGS,
    rooms: [...THINGS.rooms, 'slack/views', 'pictures'],
    contract: 'command.ts',
  },
  'slack/actions': { ...THINGS, rooms: [...THINGS.rooms, 'slack/views'], contract: 'action.ts' },
  'slack/bolt.ts': {
    rooms: [
      'domain',
      'use-cases',
      'slack/commands',
      'slack/actions',
      'slack/views',
      'slack/bolt',
      'pictures',
    ],
    packages: ['@slack/bolt', '@slack/web-api', 'type @slack/types', 'node:'],
  },
  // The parts of bolt.ts: too long for one file.
  'slack/bolt': {
    rooms: ['domain', 'use-cases', 'slack/commands', 'slack/actions', 'slack/views', 'pictures'],
    packages: ['type @slack/bolt', 'type @slack/web-api', 'type @slack/types', 'node:'],
  },
  'slack/delivery.ts': {
    // Of Bolt's parts: who is a stranger, what a token must look like.
    rooms: ['domain', 'use-cases', 'slack/messages', 'slack/views', 'slack/bolt.ts'],
    packages: ['@slack/web-api', 'uuid', 'node:'],
  },
  http: {
    rooms: ['domain', 'use-cases'],
    packages: ['hono', '@hono/node-server', '@octokit/webhooks-methods', 'zod', 'node:'],
    contract: 'route.ts',
  },
  jobs: { ...THINGS, packages: ['temporal-polyfill'], contract: 'job.ts' },
  cli: {
    rooms: ['domain', 'use-cases', 'documents'],
    packages: ['commander', 'cli-progress', 'fastest-levenshtein', 'node:'],
    contract: 'verb.ts',
  },
  workspace: {
    rooms: [],
    packages: ['hono', '@hono/node-server', 'ws', 'zod', 'type @slack/types', 'node:'],
  },
  // Local stand-ins of the vendors' APIs, with faults: for tests, benches and the playground.
  vendors: {
    rooms: [],
    packages: ['hono', '@hono/node-server', 'zod', 'graphql', 'node:'],
    contract: 'vendor.ts',
  },
  'workspace/page': { rooms: [], types: ['workspace'], packages: ['lit', 'type @slack/types'] },
};

/** Rooms that hold an `index.ts` which lists their files: the only files that gather others. */
export const REGISTRIES = Object.keys(ROOMS).filter((name) => ROOMS[name]?.contract !== undefined);

/** What only certain files may do. */
const ONLY: Partial<Record<Finding, readonly string[]>> = { 'process.env': ['config.ts'] };
const MAY_IMPORT_ONLY: Readonly<Record<string, readonly string[]>> = {
  '@slack/bolt': ['slack/bolt.ts'],
  'node-cron': ['scheduler.ts'],
  'node:process': ['config.ts'],
};
const SAYS_NOTHING = /^(utils?|helpers?|types?|managers?|info|data|processors?)$/;

/** Every breach of the house rules in these files, one sentence each, the file first. */
export function breaches(sources: readonly SourceFile[]): string[] {
  const known = new Set(sources.map((source) => source.path));
  return sources.flatMap((source) => {
    const told = [
      ...placeBreaches(source),
      ...source.findings.flatMap((finding) => findingBreaches(source, finding)),
      ...source.imports.flatMap((found) => importBreaches(source, found, known)),
    ];
    return told.map((breach) => `${source.path} ${breach}`);
  });
}

/**
 * The room of a path: the longest of the table's names that it begins with. A room of one file may keep its parts
 * in a folder of the same name.
 */
function roomOf(path: string): string | undefined {
  return Object.keys(ROOMS)
    .filter((name) => path === name || path.startsWith(`${name.replace(/\.ts$/, '')}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function placeBreaches(source: SourceFile): string[] {
  const told: string[] = [];
  if (roomOf(source.path) === undefined) told.push('stands in no room of the table');
  if (source.lines > 250) told.push(`has ${source.lines} lines, more than 250`);
  const names = source.path.replace(/\.ts$/, '').split('/');
  for (const name of names) {
    if (SAYS_NOTHING.test(name)) told.push(`is called "${name}", which says nothing of what it is about`);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) told.push(`is not named in kebab-case ("${name}")`);
  }
  return told;
}

function findingBreaches(source: SourceFile, finding: Finding): string[] {
  if (ONLY[finding]?.includes(source.path)) return [];
  const words: Record<Finding, string> = {
    console: 'uses the console: the shell has its writer, the bot its log',
    'process.env': 'reads process.env: only config.ts does',
    enum: 'declares an enum: use a union of literals',
    class: 'declares a class that is no error',
    'module state': 'keeps module state (let or var at the top)',
  };
  return [words[finding]];
}

function importBreaches(source: SourceFile, found: Import, known: ReadonlySet<string>): string[] {
  const told = found.specifier.startsWith('.')
    ? relativeBreaches(source, found, known)
    : packageBreaches(source, found);
  if (found.form === 'side-effect') told.push(`imports ${found.specifier} for its side effect`);
  if (found.form === 're-export' && !isRegistry(source.path))
    told.push(`re-exports ${found.specifier}: only the registries gather other files`);
  return told;
}

function isRegistry(path: string): boolean {
  return basename(path) === 'index.ts' && REGISTRIES.includes(dirname(path));
}

function packageBreaches(source: SourceFile, found: Import): string[] {
  const name = packageName(found.specifier);
  const owners = MAY_IMPORT_ONLY[name];
  if (owners !== undefined && !found.typeOnly && !owners.includes(source.path))
    return [`imports ${name} at run time: only ${owners.join(', ')} does`];
  const allowed = roomRules(source)?.packages ?? 'all';
  if (allowed === 'all') return [];
  if (allowed.includes(name) || (found.typeOnly && allowed.includes(`type ${name}`))) return [];
  if (name.startsWith('node:') && allowed.includes('node:')) return [];
  return [`imports ${found.specifier}, which its room (${roomOf(source.path)}) may not`];
}

/** `drizzle-orm/pg-core` → `drizzle-orm`; `@slack/types` stays. */
function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function relativeBreaches(source: SourceFile, found: Import, known: ReadonlySet<string>): string[] {
  const target = posix.normalize(posix.join(posix.dirname(source.path), found.specifier));
  if (!target.endsWith('.ts')) return isAsset(target) ? [] : [`imports ${found.specifier} without its .ts`];
  if (target.startsWith('..')) return [`imports ${found.specifier}, which is outside of src`];
  if (!known.has(target)) return [`imports ${found.specifier}, which does not exist`];
  const from = roomOf(source.path);
  const to = roomOf(target);
  if (from === undefined || to === undefined) return [];
  if (from === to) return neighbourBreaches(source.path, target, from);
  const room = ROOMS[from];
  if (room === undefined || room.rooms === 'all' || room.rooms.includes(to)) return [];
  if (room.types?.includes(to)) return found.typeOnly ? [] : [`imports more than types of ${target}`];
  return [`imports ${target}, but ${from} may not import ${to}`];
}

function isAsset(target: string): boolean {
  return target.endsWith('.json') || target.endsWith('.css');
}

/** In a room of one file per thing only the registry knows them all. */
function neighbourBreaches(path: string, target: string, room: string): string[] {
  const contract = ROOMS[room]?.contract;
  if (contract === undefined || isRegistry(path) || dirname(target) !== room) return [];
  if (target === `${room}/${contract}`) return [];
  if (basename(path) === contract && dirname(path) === room) return [`is a contract and imports ${target}`];
  // A thing too long for one file keeps its parts in a folder of its own name; those know only the contract.
  return [`imports its neighbour ${target} instead of the contract ${contract}`];
}

function roomRules(source: SourceFile): Room | undefined {
  const room = roomOf(source.path);
  return room === undefined ? undefined : ROOMS[room];
}
