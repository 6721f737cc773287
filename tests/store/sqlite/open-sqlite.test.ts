import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/domain/errors.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { sqliteUrls } from '../../support/databases.ts';
import {
  changeOf,
  checkOf,
  documentOf,
  evaluationOf,
  recordOf,
  writeOf,
} from '../../support/store-records.ts';

const newUrl = sqliteUrls();
const SHOP = recordOf({ id: 'shop' });

async function newFile(): Promise<string> {
  return (await newUrl()).slice('sqlite:'.length);
}

/** A file with something in every table that matters, closed. */
async function usedFile(): Promise<string> {
  const file = await newFile();
  const store = await openStore(`sqlite:${file}`);
  await store.catalog.apply(
    changeOf({ services: [SHOP, ...Array.from({ length: 40 }, (_, n) => recordOf({ id: `s${n}` }))] }),
  );
  await store.facts.save([{ key: SHOP.key, document: documentOf() }]);
  await store.evaluations.write([writeOf(SHOP.key, evaluationOf([checkOf('x', 'pass')]))]);
  await store.close();
  return file;
}

function opening(file: string, access?: 'read'): Promise<unknown> {
  return openStore(`sqlite:${file}`, { access }).then((store) => store.close());
}

async function refusal(file: string, access?: 'read'): Promise<string> {
  const error = await opening(file, access).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  return String(error).replaceAll(file, 'FILE');
}

/** Runs the lines in a process of its own, as the user `nobody` where we are root, and gives what it printed. */
function asOrdinaryUser(file: string, lines: string, { before = '' } = {}): string {
  const module = new URL('../../../src/store/open-store.ts', import.meta.url).href;
  const script = `import { openStore } from '${module}'; const url = 'sqlite:${file}'; ${lines}`;
  const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const command = `${before} exec "$0" --input-type=module --no-warnings -e "$1"`;
  const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, script], {
    ...asNobody,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

const OPEN =
  "await openStore(url).then((s) => s.close()).then(() => console.log('opened'), (e) => console.log(String(e)));";

describe('a SQLite file is opened', () => {
  test('with its folders made, where there are none', async () => {
    const file = join(dirname(await newFile()), 'a', 'b', 'ready.db');
    await opening(file);
    expect(existsSync(file)).toBe(true);
  });

  test('by a file URL too', async () => {
    const file = await newFile();
    await (await openStore(`sqlite://${file}`)).close();
    expect(existsSync(file)).toBe(true);
  });

  test('also when it is empty', async () => {
    const file = await newFile();
    writeFileSync(file, '');
    await opening(file);
  });

  test('again after it was closed', async () => {
    const file = await usedFile();
    await opening(file);
    await opening(file);
  });

  test('after its process was killed in the middle of writing', async () => {
    const file = await newFile();
    await opening(file);
    chmodSync(dirname(file), 0o777);
    for (const suffix of ['', '.lock']) chmodSync(file + suffix, 0o666);
    asOrdinaryUser(
      file,
      `const s = await openStore(url);
       await s.catalog.apply({ at: 1, services: [], record: { id: 'kept', at: 1, by: 'cli', report: {} } });
       await s.transaction(async ({ catalog }) => {
         await catalog.apply({ at: 1, services: [], record: { id: 'lost', at: 1, by: 'cli', report: {} } });
         process.kill(process.pid, 'SIGKILL');
       });`,
    );
    const store = await openStore(`sqlite:${file}`);
    expect(await store.catalog.revision()).toBe(1);
    await store.close();
  });
});

describe('beside the bot that writes', () => {
  test('a second one is refused at once', async () => {
    const file = await newFile();
    const first = await openStore(`sqlite:${file}`);
    expect(await refusal(file)).toBe(
      'ConfigError: FILE: another Ready process is using this database. Stop that one first, or set DATABASE_URL to another file.',
    );
    await first.close();
    await opening(file);
  });

  test('a reader sees what is committed and can write nothing', async () => {
    const file = await newFile();
    const writer = await openStore(`sqlite:${file}`);
    const reader = await openStore(`sqlite:${file}`, { access: 'read' });
    await writer.catalog.apply(changeOf({ services: [SHOP] }));
    expect((await reader.catalog.find('shop'))?.key).toBe(SHOP.key);
    expect((await reader.catalog.state()).services).toHaveLength(1);
    await expect(reader.catalog.apply(changeOf())).rejects.toThrow('opened for reading only');
    await reader.close();
    await writer.close();
  });
});

describe('refuses, with one sentence and what to do,', () => {
  test('to read what is not there', async () => {
    expect(await refusal(await newFile(), 'read')).toContain('FILE: there is no database yet. Start the bot');
  });

  test('a folder', async () => {
    const file = await newFile();
    mkdirSync(file);
    expect(await refusal(file)).toContain(
      'FILE: the path of the database does not lead to a file. Set DATABASE_URL',
    );
  });

  test('a path through a file', async () => {
    const file = await usedFile();
    expect(await refusal(join(file, 'ready.db'))).toContain('does not lead to a file');
  });

  test('what is not a database', async () => {
    const file = await newFile();
    writeFileSync(file, 'services: []\n'.repeat(1_000));
    expect(await refusal(file)).toContain('FILE: the file is not a SQLite database. Point DATABASE_URL');
  });

  test('the database of another program, untouched', async () => {
    const file = await newFile();
    const other = new Database(file);
    other.exec('create table notes (text)');
    other.close();
    const before = readFileSync(file);
    expect(await refusal(file)).toContain(
      'FILE: the file is the database of another program. Set DATABASE_URL',
    );
    const after = new Database(file, { readonly: true });
    expect(after.prepare('select name from sqlite_master').pluck().all()).toEqual(['notes']);
    after.close();
    expect(readFileSync(file).length).toBe(before.length);
  });

  test('a file that another program is writing to', async () => {
    const file = await usedFile();
    const other = new Database(file);
    other.exec('begin immediate');
    expect(await refusal(file)).toContain(
      'FILE: another program holds the database file locked. Close that program',
    );
    other.exec('rollback');
    other.close();
    await opening(file);
  });

  test('a file that was cut off', async () => {
    const file = await usedFile();
    writeFileSync(file, readFileSync(file).subarray(0, 20_000));
    expect(await refusal(file)).toContain('FILE: the database file is damaged. Stop the bot, keep a copy');
    expect(await refusal(file, 'read')).toContain('FILE: the database file is damaged.');
  });

  test('a file with a page of garbage', async () => {
    const file = await usedFile();
    const bytes = readFileSync(file);
    const page = 4_096;
    const copy = `${file}.copy`;
    for (let start = page; start < bytes.length; start += page) {
      const damaged = Buffer.from(bytes).fill(0xff, start, start + 16);
      writeFileSync(copy, damaged);
      expect(await refusal(copy)).toContain('the database file is damaged.');
    }
  });

  test('a folder in which it may not write', async () => {
    const file = await usedFile();
    chmodSync(dirname(file), 0o555);
    const said = asOrdinaryUser(file, OPEN);
    chmodSync(dirname(file), 0o755);
    expect(said).toContain(
      'cannot be opened: its file or folder is closed to this user, or read-only. Let this user',
    );
  });

  test('a file that it may not write', async () => {
    const file = await usedFile();
    chmodSync(dirname(file), 0o777);
    chmodSync(file, 0o444);
    expect(asOrdinaryUser(file, OPEN)).toContain('closed to this user, or read-only. Let this user');
  });

  test('a new file for which the disk has no room', async () => {
    const file = await newFile();
    chmodSync(dirname(file), 0o777);
    const said = asOrdinaryUser(file, OPEN, { before: "trap '' XFSZ; ulimit -f 16;" });
    expect(said).toContain('there is no room left on the disk of the database. Free some space there');
  });

  test.each(['sqlite:', 'sqlite::memory:'])('%s, which names no file', async (url) => {
    await expect(openStore(url)).rejects.toThrow('DATABASE_URL names no file. Write `sqlite:` and the path');
  });

  test.each(['mysql://x', 'data/ready.db', ''])('%j, which names no database that it knows', async (url) => {
    await expect(openStore(url)).rejects.toThrow(
      'DATABASE_URL names no database that Ready knows. Write `sqlite:PATH`',
    );
  });
});

test('a single flipped byte, wherever it is, never ends in anything but a refusal or an open store', async () => {
  const file = await usedFile();
  const bytes = readFileSync(file);
  const copy = `${file}.copy`;
  let refused = 0;
  // A prime, so that over the pages every part of one is met.
  for (let at = 0; at < bytes.length; at += 1_999) {
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
    writeFileSync(copy, damaged);
    const error = await opening(copy).catch((reason: unknown) => reason);
    if (error === undefined) continue;
    expect(error, `byte ${at}`).toBeInstanceOf(ConfigError);
    refused += 1;
  }
  expect(refused).toBeGreaterThan(3);
});

test('a disk that fills up while the bot runs fails the write in words, and keeps what was there', async () => {
  const file = await newFile();
  chmodSync(dirname(file), 0o777);
  const said = asOrdinaryUser(
    file,
    `const s = await openStore(url);
     const record = (id) => ({ id, at: 1, by: 'cli', report: { text: 'x'.repeat(50_000) } });
     try { for (let n = 0; ; n += 1) await s.catalog.apply({ at: 1, services: [], record: record('r' + n) }); }
     catch (error) { console.log(error.constructor.name, error.message); }
     console.log('revision', await s.catalog.revision() > 3);
     await s.close();`,
    { before: "trap '' XFSZ; ulimit -f 2000;" },
  );
  expect(said).toContain('Error');
  expect(said).toContain('there is no room left on the disk of the database. Free some space there');
  expect(said).toContain('revision true');
  await opening(file);
});

test('a copy of the file is a whole database', async () => {
  const file = await usedFile();
  cpSync(file, `${file}.copy`);
  const store = await openStore(`sqlite:${file}.copy`);
  expect(await store.catalog.find('shop')).toEqual(SHOP);
  await store.close();
});
